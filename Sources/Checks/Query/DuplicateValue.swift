import Diagnostics
import Queries
import Rules
import SourceText

/// The same test twice among alternatives.
enum DuplicateValue: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-value", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "same value is listed twice in the query",
        rationale: """
            The second one has no effect. It is left over from an edit, or another value was intended.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.outcome:(success or failure or «success»)",
                    "not event.outcome:(success or failure or «success»)",
                    "user.roles:(admin and reader and «admin»)",
                    "(event.outcome:failure or source.ip:10.0.0.1 and event.outcome:success and source.ip:«10.0.0.1»)",
                ],
                good: [
                    "event.outcome:(success or failure)", "(source.ip:10.0.0.1 or destination.ip:10.0.0.1)",
                    "(event.outcome:success and user.name:ann or event.outcome:success and source.ip:10.0.0.1)",
                ]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "(event.outcome:success or source.ip:10.0.0.1 or event.outcome:«success»)",
                good: "(event.outcome:success or source.ip:10.0.0.1)"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: #"("key vault" or event.outcome:failure or «"key vault"»)"#,
                good: #"("key vault" or event.outcome:failure)"#),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, let root = kql.query.tree.kql?.root else { return }
        visit(root) { parts in
            for pair in pairs(parts) {
                let range = pair.value.range
                var result = finding(
                    view, at: kql.range(range), "value `\(kql.text(range))` is listed twice", label: "again here"
                )
                .label(view.location(kql.range(pair.first)), "first here")
                if let edit = removal(of: pair.index, parts, kql) {
                    result = result.fix(Fix("remove the second one", .safe, edit))
                }
                findings.add(result.help("remove one of them"))
            }
        }
    }

    /// The places of all values that this check reports.
    static func repeated(_ kql: QueryView) -> [ByteRange] {
        var places: [ByteRange] = []
        if let root = kql.query.tree.kql?.root { visit(root) { places += pairs($0).map(\.value.range) } }
        return places
    }

    /// Calls `body` with the parts of each `and` and `or`. Depth is bounded by the parser's limit.
    private static func visit(_ node: KQLNode, _ body: ([KQLNode]) -> Void) {
        switch node {
        case .or(let parts, _), .and(let parts, _):
            body(parts)
            for part in parts { visit(part, body) }
        case .not(let part, _), .nested(_, let part, _): visit(part, body)
        case .is, .range: return
        }
    }

    private struct Test: Hashable {
        var field: KQLValue.Content?
        var value: KQLValue.Content
    }

    /// Each value that is before among the parts, and where it is first.
    private static func pairs(_ parts: [KQLNode]) -> [(index: Int, value: KQLValue, first: ByteRange)] {
        var pairs: [(index: Int, value: KQLValue, first: ByteRange)] = []
        var seen: [Test: ByteRange] = [:]
        for (index, part) in parts.enumerated() {
            guard case .is(let field, let value, _) = part else { continue }
            let test = Test(field: field?.content, value: value.content)
            if let first = seen[test] {
                pairs.append((index, value, first))
            } else {
                seen[test] = value.range
            }
        }
        return pairs
    }

    /// Removes the part together with the word that joins it to the one before. nil where anything but that word is
    /// between the two: then parentheses would lose their partner.
    private static func removal(of index: Int, _ parts: [KQLNode], _ kql: QueryView) -> Edit? {
        guard let before = parts[..<index].last.flatMap(span), let own = span(parts[index]) else { return nil }
        // In a list of values the field is written once, before all of them.
        let isSameList = before.field == own.field
        let start = isSameList ? own.value.start : own.field?.start ?? own.value.start
        let between = kql.text(ByteRange(before.value.end, start))
        let word = between.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        )
        guard word.count == 1, ["or", "and"].contains(word[0].lowercased()) else { return nil }
        return kql.edit(ByteRange(before.value.end, own.value.end), "")
    }

    private static func span(_ node: KQLNode) -> (field: ByteRange?, value: ByteRange)? {
        guard case .is(let field, let value, _) = node else { return nil }
        return (field?.range, value.range)
    }
}
