import Diagnostics
import Queries
import Rules
import SourceText

/// The same value twice in an EQL list.
enum DuplicateListValue: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-list-value", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "list of an EQL query has the same value twice",
        rationale: """
            The second value has no effect: it is left over from an edit, or another value was meant. After `:`, \
            `in~`, `like~` and `regex~`, values that differ only in case are the same.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where process.name : ("cmd.exe", «"CMD.EXE"»)"#,
                    #"process where process.name : ("cmd.exe", "net.exe", «"Cmd.exe"»)"#,
                ],
                good: [
                    #"process where process.name : ("cmd.exe", "net.exe")"#,
                    #"process where process.name : "cmd.exe""#,
                ], on: .eql),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where process.name in ("cmd.exe", «"cmd.exe"»)"#,
                    "process where process.pid in (4, 8, «4»)",
                    #"process where process.name in~ ("cmd.exe", «"CMD.EXE"»)"#,
                    #"process where process.name regex~ ("cmd.*", «"CMD.*"»)"#,
                    #"process where not process.name like ("cmd*", «"cmd*"»)"#,
                    #"process where process.name in ("cmd.exe", concat("net", ".exe"), «"cmd.exe"»)"#,
                ],
                good: [
                    #"process where process.name in ("cmd.exe", "CMD.EXE")"#,
                    "process where process.pid in (4, 8)",
                    #"process where process.name like ("cmd*", "CMD*")"#,
                    #"process where process.name in ("cmd.exe")"#,
                    #"process where process.name == "cmd.exe" or process.parent.name == "cmd.exe""#,
                ], on: .eql),
            // A comment between the values is kept.
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'process where process.name in ("cmd.exe", /* a shell */ «"cmd.exe"»)'
                    """, on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql else { return }
        for (values, ignoresCase) in lists(query) { report(values, ignoresCase: ignoresCase, query, view, &findings) }
    }

    /// The constants of lists that have some value twice. A closure over the rule itself would copy it at every node.
    private static func lists(_ query: QueryView) -> [([EQLLiteral], ignoresCase: Bool)] {
        var lists: [([EQLLiteral], ignoresCase: Bool)] = []
        for step in query.steps {
            step.filter.condition.forEach { node in
                switch node {
                case .match(_, let matcher, let values, _):
                    if repeats(values, matcher.ignoresCase) { lists.append((values, matcher.ignoresCase)) }
                case .list(_, let nodes, _, let ignoresCase, _):
                    let values = nodes.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
                    if repeats(values, ignoresCase) { lists.append((values, ignoresCase)) }
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

    private static func report(
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
                    : "value `\(query.text(value.range))` is the same as `\(query.text(first))` when case is ignored",
                label: "again here"
            )
            .label(view.location(query.range(first)), "first here")
            if let edit = removal(of: index, values, query) {
                result = result.fix(Fix("remove the second one", .safe, edit))
            }
            findings.add(result.help("remove one of them"))
        }
    }

    /// Removes a value with the comma before it; nil where more than that is between it and the value before.
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
