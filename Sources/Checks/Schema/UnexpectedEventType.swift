import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// An event type that ECS does not expect in the tested category.
enum UnexpectedEventType: RuleCheck {
    static let info = CheckInfo(
        id: "unexpected-event-type", category: .schema, severity: .warning,
        summary: "`event.type` that ECS does not expect with the `event.category`",
        rationale: """
            ECS lists for each category the types of its events: a `process` event has the type `start`, `end`, `change`, \
            `access` or `info`, but not `creation`. A combination that ECS does not expect matches nothing in data that \
            follow ECS. An event of several categories may have types of each, so this is a warning.
            """,
        examples: [
            Example(
                in: "query = \"host.os.type:linux and event.category:process and «»\"",
                bad: "event.type:creation", good: ["event.type:start", "event.type:(creation or start)"]),
            Example(
                in: "query = \"«» and host.os.type:linux\"",
                bad: [
                    "«event.type:(creation or deletion)» and event.category:(process or library)",
                    "(event.category:process and «event.type:creation» or event.category:file and event.type:creation)",
                ],
                good: [
                    "event.category:(process or file) and event.type:creation",
                    "event.category:process and not event.type:creation",
                    "event.category:process and event.type:creat*",
                    "event.category:proc* and event.type:creation", "event.type:creation",
                    "(event.category:process or event.type:creation)",
                ]),
            Example(
                in: "query = 'file where «» and file.extension == \"exe\"'", bad: "event.type == \"start\"",
                good: ["event.type == \"creation\"", "event.type != \"start\""], on: .eql),
            Example(good: "query = 'any where event.type == \"creation\" and file.extension == \"exe\"'", on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.query, query.facts.fields.contains(where: { $0.name == "event.type" }) else { return }
        var found: [(type: Choice, category: Choice)] = []
        var reported: Set<ByteRange> = []
        for expr in view.clauses.exprs {
            expr.forEachCase { choices in
                guard let category = choices["event.category"], let type = choices["event.type"],
                    let categories = category.literals, let types = type.literals
                else { return }
                let goTogether = categories.contains { category in
                    let expected = query.fields.eventTypes(with: category)
                    return expected.isEmpty || types.contains { expected.contains($0) }
                }
                if !goTogether, reported.insert(type.span).inserted { found.append((type, category)) }
            }
        }
        for (type, category) in found {
            let name = category.literals?.first ?? ""
            findings.add(
                finding(
                    view, at: view.place(view.whole(type.span)),
                    "ECS does not expect this event type in category `\(name)`", label: "not expected there"
                )
                .label(view.location(view.place(view.whole(category.span))), "the category is tested here")
                .help(
                    "ECS expects \(WordList.enumeration(query.fields.eventTypes(with: name), limit: 12)) with `\(name)`"
                ))
        }
    }
}
