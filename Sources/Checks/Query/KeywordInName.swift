import Diagnostics
import Queries
import Rules
import SourceText

/// `and`, `or` or `not` as part of a name or value.
enum KeywordInName: RuleCheck {
    static let info = CheckInfo(
        id: "keyword-in-name", category: .query, severity: .warning,
        summary: "field name or bare value contains `and`, `or` or `not` as a word",
        rationale: """
            KQL reads a keyword where none is allowed as plain text: `a:1 and and b:2` tests a field named `and b`, and \
            `a:1 or` compares with the value `1 or`. Kibana runs such a query, and it matches nothing. A value that really \
            has such a word must be quoted.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "«and event.outcome»:success", "(event.outcome:failure or «or event.outcome»:unknown)",
                    "not (event.outcome:failure and «and event.action»:vault)",
                ],
                good: ["event.outcome:success", "event.action:android", "not event.action:notify"]),
            Example(
                in: "query = '''event.dataset:azure.activitylogs and «»'''",
                bad: ["event.action:(read or «or write»)", "event.action:«read and»", "event.action:«not»"],
                good: ["event.action:(read or write)", "event.action:\"read and write\"", "event.action:\"not\""]),
        ],
        severities: [.elastic: .error, .strict: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        var seen: Set<ByteRange> = []
        for test in kql.tests {
            for (value, what) in [(test.field, "field name"), (test.value, "value")] {
                guard let value, !isQuoted(value), let word = keyword(in: kql.text(value.range)),
                    seen.insert(value.range).inserted
                else { continue }
                findings.add(
                    finding(
                        view, at: kql.range(value.range), "`\(word)` is part of a \(what) here",
                        label: "read as one \(what)"
                    )
                    .help(
                        what == "value"
                            ? "put the value in quotes, or complete the query"
                            : "remove the word, or complete the query"))
            }
        }
    }

    static func isQuoted(_ value: KQLValue) -> Bool {
        if case .string(_, quoted: true) = value.content { true } else { false }
    }

    static func keyword(in text: String) -> String? {
        // Most texts are one word, and a long word is not a keyword.
        if text.utf8.count > 3, !text.utf8.contains(where: { $0 <= 0x20 }) { return nil }
        let words = text.utf8.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        return words.first { word in
            word.count <= 3 && ["and", "or", "not"].contains { $0.utf8.elementsEqual(word.map(ByteSearch.lowered)) }
        }.map { String(Substring($0)) }
    }
}
