import Diagnostics
import Queries
import Rules
import SourceText

/// Single quotes around a value in KQL and Lucene.
enum SingleQuotedValue: RuleCheck {
    static let info = CheckInfo(
        id: "single-quoted-value", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "single quotes around a value, where KQL and Lucene read them as part of it",
        rationale: """
            KQL and Lucene know double quotes only. `user.name:'bob'` looks for a user whose name begins and ends with \
            a single quote; of `user.name:'Ann Smith'` Lucene even reads `Smith'` as a value without a field.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:«'success'»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:"success"
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:(a or «'b c'»)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:(a or "b c")
                    '''
                    """),
            Example(
                bad: """
                    language = "lucene"
                    query = "event.action:«'a'» AND event.outcome:success"
                    """,
                good: """
                    language = "lucene"
                    query = 'event.action:"a" AND event.outcome:success'
                    """),
            Example(
                bad: """
                    language = "lucene"
                    query = '''
                    event.action:«'a b'» AND event.outcome:success
                    '''
                    """,
                good: """
                    language = "lucene"
                    query = '''
                    event.action:"a b" AND event.outcome:success
                    '''
                    """),
            Example(
                in: "query = \"«»\"",
                bad: [
                    "event.outcome:success AND event.action:«'vault*'»",
                    "event.outcome:success AND event.action:«'vault'»",
                    "(event.outcome:success AND event.action:«'vault'»)",
                ],
                good: [
                    "event.outcome:success AND event.action:vault*",
                    "event.outcome:success AND source.geo.city_name:'s-Hertogenbosch",
                ], on: .lucene),
            Example(
                in: "query = \"«»\"", bad: "event.action:«'key vault*'»", good: "event.action:key\\\\ vault*",
                on: .lucene),
        ], explainsOthers: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardForeignSyntax(view, &findings, .singleQuotes)
        guard let query = view.checkedQuery, let root = view.lucene?.root else { return }
        var last = 0
        for test in root.tests where !findings.isFull && test.valueRange.start >= last {
            guard let range = quoted(test, query.bytes) else { continue }
            last = range.end
            findings.add(lucene(view, query, range))
        }
    }

    /// The quotes and what is between them; a value with spaces is several tests of Lucene.
    private static func quoted(_ test: LuceneTest, _ bytes: [UInt8]) -> ByteRange? {
        switch test.question {
        case .text, .wildcard, .prefix, .fuzzy: break
        case .phrase, .regex, .range, .exists, .matchAll: return nil
        }
        let start = test.valueRange.start
        guard test.field != nil, bytes[start...].first == UInt8(ascii: "'") else { return nil }
        var end = start + 1
        while end < bytes.count, !"'\"():\\".utf8.contains(bytes[end]), !bytes[end].isLineEnd { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "'") else { return nil }
        end += 1
        let isEnd = end == bytes.count || bytes[end] <= 0x20 || bytes[end] == UInt8(ascii: ")")
        return isEnd ? ByteRange(start, end) : nil
    }

    private static func lucene(_ view: RuleView, _ query: QueryView, _ range: ByteRange) -> Diagnostic {
        let inner = query.text(ByteRange(range.start + 1, range.end - 1))
        let isPattern = inner.utf8.contains { "*?".utf8.contains($0) }
        let meant = isPattern ? inner : "\"\(inner)\""
        let canReplace = !isPattern || inner.utf8.allSatisfy { $0 > 0x20 }
        let result = finding(
            view, at: query.range(range), "single quotes are part of the value in Lucene",
            label: "only a value with the quotes in it matches"
        )
        .help(canReplace ? "write `\(meant)`" : "use double quotes: `\"…\"`")
        return result.fix(
            canReplace ? query.edit(range, meant).map { Fix("write `\(meant)`", .unsafe, $0) } : nil)
    }
}

extension UInt8 {
    fileprivate var isLineEnd: Bool { self == 0x0A || self == 0x0D }
}
