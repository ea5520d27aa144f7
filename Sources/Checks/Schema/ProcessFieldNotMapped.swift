import Diagnostics
import Queries
import Rules
import Schemas

/// A field of a process that Elastic Defend's events of another category do not carry.
enum ProcessFieldNotMapped: RuleCheck {
    static let info = CheckInfo(
        id: "process-field-not-mapped", category: .schema, severity: .error,
        summary: "`process` field is absent from Elastic Defend's events of this category",
        rationale: """
            File, network, registry and library events carry some fields of the process that caused them, but not all \
            fields of process events. A test of an absent field never matches data of Elastic Defend.
            """,
        examples: [
            Example(
                in: "index = [\"logs-endpoint.events.file-*\"]\nquery = 'file where event.type == \"creation\" and «»'",
                bad: "«process.parent.name» == \"x.exe\"",
                good: [
                    "process.name == \"x.exe\"", "?process.parent.name == \"x.exe\"", "file.name == \"x.exe\"",
                    "user.full_name == \"Admin\"",
                ], on: .eql),
            Example(
                in: "index = [\"logs-endpoint.events.*\"]\nquery = '«»'",
                bad: [
                    "registry where «process.command_line» != null", "network where «process.parent.pid» > 4",
                    "library where «process.parent.name» == \"x.exe\"",
                ],
                good: [
                    "registry where process.executable != null", "network where process.command_line != null",
                    "process where process.parent.name == \"x.exe\"", "any where process.parent.name == \"x.exe\"",
                ], on: .eql),
            Example(
                in: """
                    index = ["logs-endpoint.events.*"]
                    query = '''
                    sequence with maxspan=1m
                      [process where event.type == "start"] by process.parent.name
                      [file where event.type == "creation"] by «»
                    '''
                    """,
                bad: "process.parent.name", good: "process.name", on: .eql),
            // Alerts carry all fields of the process; other sources have fields of their own.
            Example(
                in: "index = [«»]\nquery = 'file where process.parent.name == \"x.exe\"'",
                good: [
                    "\"logs-endpoint.events.file-*\", \"logs-endpoint.alerts-*\"",
                    "\"logs-windows.sysmon_operational-*\"",
                ], on: .eql),
            Example(
                bad: """
                    index = ["logs-windows.sysmon_operational-*", "logs-endpoint.events.file-*"]
                    query = 'file where «process.parent.name» == "x.exe"'
                    """,
                on: .eql),
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
