import Diagnostics
import Queries
import Rules
import SourceText

/// The same value twice in a list of EQL.
enum DuplicateListValue: Check {
    static let info = CheckInfo(
        id: "duplicate-list-value", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "the same value stands twice in a list of an EQL query",
        rationale: """
            The second one changes nothing: it is left over from an edit, or another value was meant. Behind `:`, `in~`, \
            `like~` and `regex~` values that differ in case only are the same.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and event.outcome : ("success", «"Success"»)'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and event.outcome : ("success", "failure")'
                    """)
        ])

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        guard let query = view.eql else { return }
        for step in query.steps {
            step.filter.condition.forEach { node in
                switch node {
                case .match(_, let matcher, let values, _) where values.count > 1:
                    tell(values, ignoresCase: matcher.ignoresCase, query, view, &findings)
                case .list(_, let nodes, _, let ignoresCase, _) where nodes.count > 1:
                    let values = nodes.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
                    if values.count == nodes.count { tell(values, ignoresCase: ignoresCase, query, view, &findings) }
                default: return
                }
            }
        }
    }

    private static func tell(
        _ values: [EQLLiteral], ignoresCase: Bool, _ query: QueryView, _ view: borrowing RuleView,
        _ findings: inout Findings
    ) {
        var seen: [EQLLiteral.Content: ByteRange] = [:]
        for (index, value) in values.enumerated() {
            var content = value.content
            if ignoresCase, case .string(let text) = content { content = .string(text.lowercased()) }
            guard let first = seen[content] else {
                seen[content] = value.range
                continue
            }
            let isSame = query.text(first) == query.text(value.range)
            var result = finding(
                view, at: query.range(value.range),
                isSame
                    ? "value `\(query.text(value.range))` stands here twice"
                    : "value `\(query.text(value.range))` is the same as `\(query.text(first))` without regard to case",
                label: "again here"
            )
            .label(view.location(query.range(first)), "first here")
            if let edit = removal(of: index, values, query) {
                result = result.fix(Fix("remove the second one", .safe, edit))
            }
            findings.add(result.help("remove one of them"))
        }
    }

    /// Takes a value out with the comma before it; nil where a comment stands between.
    private static func removal(of index: Int, _ values: [EQLLiteral], _ query: QueryView) -> Edit? {
        guard index > 0 else { return nil }
        let range = ByteRange(values[index - 1].range.end, values[index].range.end)
        let between = query.text(ByteRange(range.start, values[index].range.start))
        guard between.utf8.allSatisfy({ $0 == UInt8(ascii: ",") || $0 == 0x20 || (0x09...0x0D).contains($0) }) else {
            return nil
        }
        return query.edit(range, "")
    }
}
