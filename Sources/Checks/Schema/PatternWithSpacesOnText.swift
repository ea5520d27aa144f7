import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern with spaces on analyzed text.
enum PatternWithSpacesOnText: RuleCheck {
    static let info = CheckInfo(
        id: "pattern-with-spaces-on-text", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "pattern with spaces on an analyzed text field, which is split at the spaces",
        rationale: """
            Kibana runs a pattern on an analyzed text field through a query that splits it at spaces: \
            `message:*login failed*` finds every event with a word that ends in `login` *or* one that begins with \
            `failed`. Quotes search for the words in a row.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and message:«*login failed*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and message:"login failed"
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and message:(a or «login* failed»)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and message:(a or "login failed")
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and not message:«*access denied*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not message:denied
                    '''
                    """),
        ], explainsOthers: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests where !test.isRange && !findings.isFull {
            guard let name = test.name, case .wildcard(let pattern) = test.value.content,
                pattern.display.utf8.contains(where: isSpace)
            else { continue }
            let types = kql.query.fields.types(of: name)
            guard !types.isEmpty, types.allSatisfy({ $0.family == .text }) else { continue }
            findings.add(finding(view, kql, test.value, pattern, name))
        }
    }

    private static func finding(
        _ view: RuleView, _ kql: QueryView, _ value: KQLValue, _ pattern: WildcardText, _ name: String
    ) -> Diagnostic {
        let words = pattern.display.split { $0 == " " || $0 == "\t" || $0.isNewline }.map { "`\($0)`" }
        var result = finding(
            view, at: kql.range(value.range), "this pattern is split at its spaces: `\(name)` is analyzed text",
            label: "matches \(words.prefix(4).joined(separator: " or "))")
        let phrase = phrase(pattern)
        result = result.help(
            phrase.map { "write `\"\($0)\"` to find the words in a row" }
                ?? "test the words one by one, or as a phrase in quotes")
        if let phrase, let edit = kql.edit(value.range, "\"\(phrase)\"") {
            result = result.fix(Fix("search for the words in a row", .unsafe, edit))
        }
        return result
    }

    /// The words of a pattern with stars at its ends only.
    private static func phrase(_ pattern: WildcardText) -> String? {
        let texts = pattern.parts.compactMap { if case .literal(let text) = $0 { text } else { nil } }
        guard texts.count == 1, texts[0].utf8.allSatisfy({ !"\"\\".utf8.contains($0) }) else { return nil }
        return String(texts[0].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
