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
            Elastic's repository requires a space before or after each `and` and `or`, and checks it line by line, so that \
            a line with nothing but the word has none. Kibana accepts the line end instead. Indent the word, or write it \
            at the start or the end of a line with a test.
            """,
        examples: [
            Example(
                in: "query = '''\nevent.dataset:azure.activitylogs\n«»\n'''",
                bad: [
                    "«and»\nevent.outcome:success",
                    "and event.outcome:success or user.name:root\n«or»\nsource.ip:10.0.0.1",
                    "  and event.outcome:success\n«and»\nnot user.name:root",
                ],
                good: [
                    "and event.outcome:success", "  and\nevent.outcome:success", "and \nevent.outcome:success",
                    // A line of a value.
                    "and process.command_line:\"echo\nand\nexit\"",
                ])
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for bytes in kql.bytes.split(separator: UInt8(ascii: "\n")) where bytes.count <= 3 && !findings.isFull {
            let line = ByteRange(bytes.startIndex, bytes.endIndex)
            let word = kql.text(line)
            guard ["and", "or"].contains(word.lowercased()), !kql.isInValue(line.start) else { continue }
            var result = finding(
                view, at: kql.range(line), "`\(word)` is alone on its line", label: "no space before or after it")
            if let edit = kql.edit(line, "  " + word) {
                result = result.fix(Fix("indent the word", .safe, edit))
            }
            findings.add(result.help("indent the word, or write it on a line with a test"))
        }
    }
}

extension QueryView {
    /// Whether an offset is inside a value that runs over several lines.
    fileprivate func isInValue(_ offset: Int) -> Bool {
        tests.contains { $0.value.range.contains(offset) }
    }
}
