import Diagnostics
import Documents
import Rules

/// An action whose connector an import file does not bring.
enum MissingConnector: InputCheck {
    static let info = CheckInfo(
        id: "missing-connector", category: .structure, severity: .info, needsWholeFile: true,
        summary: "an import file lacks the connector of an action",
        rationale: """
            Kibana refuses a rule whose connector is neither in the file nor in the space. Exports omit connectors \
            that a server is configured with, so the file alone cannot decide it: look whether the space has it.
            """,
        examples: [
            Example(
                bad: ExampleExport.rule(action("«\"mail-1\"»")),
                good: ExampleExport.rule(action("\"mail-1\"")) + """
                    {"id": "mail-1", "type": "action", "attributes": {"actionTypeId": ".email", "name": "Mail"}}
                    """, syntax: .ndjson, isWhole: true)
        ])

    private static func action(_ id: String) -> String {
        """
        "actions": [{"action_type_id": ".email", "id": \(id), "group": "default", "params": {}}]
        """
    }
}

extension MissingConnector {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        guard view.input.isLines, view.rules.contains(where: { !$0.rule.elastic.actions.isEmpty }) else { return }
        let known = Set(view.objects(.connector).compactMap { $0.document.root["id"]?.string })
        var told: Set<String> = []
        for loaded in view.rules {
            for action in loaded.rule.elastic.actions {
                guard let id = action.id, !known.contains(id.text), told.insert(id.text).inserted,
                    !RuleShape.isSystemAction(action.typeID?.text)
                else { continue }
                var result = finding(view, at: id.range, "the file has no connector `\(id.text.prefix(80))`")
                    .help("make sure that the space has it")
                result.ruleID = loaded.rule.id?.text
                findings.add(result)
            }
        }
    }
}
