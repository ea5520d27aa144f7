import Diagnostics
import Queries
import Rules
import SourceText

/// The same value twice in a list of EQL.
enum DuplicateListValue: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-list-value", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "the same value is twice in a list of an EQL query",
        rationale: """
            The second one has no effect: it is left over from an edit, or another value was meant. After `:`, `in~`, \
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

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql else { return }
        for (values, ignoresCase) in lists(query) { tell(values, ignoresCase: ignoresCase, query, view, &findings) }
    }

    /// The lists of constants that hold some value twice. A closure over the rule itself would copy it at every node.
    private static func lists(_ query: QueryView) -> [([EQLLiteral], ignoresCase: Bool)] {
        var lists: [([EQLLiteral], ignoresCase: Bool)] = []
        for step in query.steps {
            step.filter.condition.forEach { node in
                switch node {
                case .match(_, let matcher, let values, _) where values.count > 1:
                    if repeats(values, matcher.ignoresCase) { lists.append((values, matcher.ignoresCase)) }
                case .list(_, let nodes, _, let ignoresCase, _) where nodes.count > 1:
                    let values = nodes.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
                    if values.count == nodes.count, repeats(values, ignoresCase) { lists.append((values, ignoresCase)) }
                default: return
                }
            }
        }
        return lists
    }

    private static func repeats(_ values: [EQLLiteral], _ ignoresCase: Bool) -> Bool {
        var seen: Set<EQLLiteral.Content> = []
        return !values.allSatisfy { seen.insert(key($0, ignoresCase)).inserted }
    }

    /// What makes two values the same.
    private static func key(_ value: EQLLiteral, _ ignoresCase: Bool) -> EQLLiteral.Content {
        guard ignoresCase, case .string(let text) = value.content else { return value.content }
        return .string(text.lowercased())
    }

    private static func tell(
        _ values: [EQLLiteral], ignoresCase: Bool, _ query: QueryView, _ view: RuleView,
        _ findings: inout Findings
    ) {
        var seen: [EQLLiteral.Content: ByteRange] = [:]
        for (index, value) in values.enumerated() {
            let content = key(value, ignoresCase)
            guard let first = seen[content] else {
                seen[content] = value.range
                continue
            }
            let isSame = query.text(first) == query.text(value.range)
            var result = finding(
                view, at: query.range(value.range),
                isSame
                    ? "value `\(query.text(value.range))` is listed twice"
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

    /// Takes a value out with the comma before it; nil where a comment is between.
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
