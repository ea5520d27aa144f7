import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// An event type that no event of the asked category has.
enum UnexpectedEventType: RuleCheck {
    static let info = CheckInfo(
        id: "unexpected-event-type", category: .schema, severity: .warning,
        summary: "the query tests an `event.type` that ECS does not expect with the `event.category`",
        rationale: """
            ECS says for each category which types its events have: a `process` event starts, ends, changes, is accessed \
            or informs, but is not created. A pair that ECS does not expect finds nothing in data that follow it. An \
            event of several categories may have types of each, so this is a warning.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.category:process and «event.type:creation» and host.os.type:linux
                    '''
                    """,
                good: """
                    query = '''
                    event.category:process and event.type:start and host.os.type:linux
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.query, query.facts.fields.contains(where: { $0.name == "event.type" }) else { return }
        var found: [(type: Choice, category: Choice)] = []
        var told: Set<ByteRange> = []
        for expr in view.clauses.exprs {
            expr.forEachCase { choices in
                guard let category = choices["event.category"], let type = choices["event.type"],
                    let categories = category.literals, let types = type.literals
                else { return }
                let goTogether = categories.contains { category in
                    let expected = query.fields.eventTypes(with: category)
                    return expected.isEmpty || types.contains { expected.contains($0) }
                }
                if !goTogether, told.insert(type.span).inserted { found.append((type, category)) }
            }
        }
        for (type, category) in found {
            let name = category.literals?.first ?? ""
            findings.add(
                finding(
                    view, at: view.place(view.whole(type.span)),
                    "ECS expects no event of this type in the category `\(name)`", label: "not expected there"
                )
                .label(view.location(view.place(view.whole(category.span))), "the category is tested here")
                .help("with `\(name)` go \(WordList.enumeration(query.fields.eventTypes(with: name), limit: 12))"))
        }
    }
}
