import Diagnostics
import Queries
import Rules
import SourceText

/// `and` or `or` as all that a line of the query holds.
enum KeywordAloneOnLine: RuleCheck {
    static let info = CheckInfo(
        id: "keyword-alone-on-line", category: .query, severity: .error, fix: .sometimes(.safe),
        summary: "`and` or `or` is alone on a line without a space, which Elastic's CI rejects",
        rationale: """
            Elastic's repository requires a space before or after each `and` and `or`, and looks for it line by line, so \
            that a line of nothing but the word has none. Kibana accepts the line end as one. Indent the word, or put it \
            at the start or the end of a line with a test.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs
                    «and»
                    event.outcome:success
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs
                    and event.outcome:success
                    '''
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        let bytes = kql.bytes
        var start = 0
        while start < bytes.count, !findings.isFull {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            let line = ByteRange(start, end)
            if end - start <= 3, ["and", "or"].contains(kql.text(line).lowercased()), !kql.isInValue(start) {
                var result = finding(
                    view, at: kql.range(line), "`\(kql.text(line))` is alone on its line",
                    label: "no space before or after it")
                if let edit = kql.edit(line, "  " + kql.text(line)) {
                    result = result.fix(Fix("indent it", .safe, edit))
                }
                findings.add(result.help("indent the word, or put it on a line with a test"))
            }
            start = end + 1
        }
    }
}

extension QueryView {
    /// Whether an offset is inside a value that runs over several lines.
    fileprivate func isInValue(_ offset: Int) -> Bool {
        tests.contains { $0.value.range.contains(offset) }
    }
}
