import Diagnostics
import Queries
import Rules
import Schemas

/// A field of a process that the endpoint's events of another kind do not carry.
enum ProcessFieldNotMapped: RuleCheck {
    static let info = CheckInfo(
        id: "process-field-not-mapped", category: .schema, severity: .error,
        summary: "a `process` field that Elastic Defend does not write into events of this category",
        rationale: """
            Events of files, networks, registries and libraries carry some fields of the process that caused them, and not \
            all that events of processes have. A test of another one never holds on the data of Elastic Defend.
            """,
        examples: [
            Example(
                bad: """
                    index = ["logs-endpoint.events.file-*"]
                    type = "eql"
                    language = "eql"
                    query = 'file where event.type == "creation" and «process.parent.name» == "x.exe"'

                    [metadata]
                    integration = ["endpoint"]
                    """,
                good: """
                    index = ["logs-endpoint.events.file-*"]
                    type = "eql"
                    language = "eql"
                    query = 'file where event.type == "creation" and process.name == "x.exe"'

                    [metadata]
                    integration = ["endpoint"]
                    """)
        ],
        profile: .elastic)

    private static let streams = [
        "file": "file", "network": "network", "dns": "network", "registry": "registry", "library": "library",
    ]

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let patterns = view.rule.elastic.index?.values,
            patterns.contains(where: { $0.hasPrefix("logs-endpoint.events.") }),
            !patterns.contains(where: { ByteSearch.first("alerts", in: $0) != nil })
        else { return }
        var scopes: [String: FieldScope] = [:]
        for step in query.steps {
            guard let category = step.filter.category.name, let stream = streams[category] else { continue }
            let fields = (step.filter.condition.fields + step.keys).filter {
                $0.name.hasPrefix("process.") && !$0.isOptional
            }
            guard !fields.isEmpty else { continue }
            let scope = scopes[stream] ?? self.scope(stream, view)
            scopes[stream] = scope
            for field in fields where scope.streamsMap(field.name) == false {
                findings.add(
                    finding(
                        view, at: query.range(field.range),
                        "Elastic Defend writes no `\(field.name)` into \(stream) events"
                    ).help("if events of other sources have it, write `?\(field.name)`"))
            }
        }
    }

    private static func scope(_ stream: String, _ view: RuleView) -> FieldScope {
        var selection = FieldSelection(stack: view.stack)
        selection.indexPatterns = ["logs-endpoint.events.\(stream)-*"]
        return view.context.catalog.scope(selection)
    }
}
