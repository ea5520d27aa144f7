import Diagnostics
import Documents
import Rules

/// An action whose connector is not in the import file.
enum MissingConnector: InputCheck {
    static let info = CheckInfo(
        id: "missing-connector", category: .structure, severity: .info, needsWholeFile: true,
        summary: "import file lacks the connector of an action",
        rationale: """
            Kibana refuses a rule whose connector is neither in the file nor in the space. Exports omit preconfigured \
            connectors, so the file alone does not show whether one is missing: check whether the space has it.
            """,
        examples: [
            Example(
                bad: [rule(action("«\"mail-1\"»"))], good: [rule(action("\"mail-1\"")) + connector], syntax: .ndjson,
                isWhole: true),
            Example(
                bad: [
                    rule(action("\"mail-1\"") + ", " + action("«\"mail-2\"»")) + connector,
                    // One finding for each connector.
                    rule(action("«\"mail-2\"»") + ", " + action("\"mail-2\"")),
                ],
                good: [
                    connector + rule(action("\"mail-1\"")), ExampleExport.rule(),
                    rule(#"{"action_type_id": ".cases", "id": "system-connector-.cases", "params": {}}"#),
                ], syntax: .ndjson, isWhole: true),
            // A body of the API names connectors of its server.
            Example(good: "\"actions\": [\(action("\"mail-1\""))]", on: .kibana),
        ])

    private static func action(_ id: String) -> String {
        """
        {"action_type_id": ".email", "id": \(id), "group": "default", "params": {}}
        """
    }

    private static func rule(_ actions: String) -> String { ExampleExport.rule("\"actions\": [\(actions)]") }

    private static let connector = """
        {"id": "mail-1", "type": "action", "attributes": {"actionTypeId": ".email", "name": "Mail"}}

        """
}

extension MissingConnector {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        guard view.input.isLines, view.rules.contains(where: { !$0.rule.elastic.actions.isEmpty }) else { return }
        let known = Set(view.objects(.connector).compactMap { $0.document.root["id"]?.string })
        var reported: Set<String> = []
        for loaded in view.rules {
            for action in loaded.rule.elastic.actions {
                guard let id = action.id, !known.contains(id.text), reported.insert(id.text).inserted,
                    !RuleShape.isSystemAction(action.typeID?.text)
                else { continue }
                var result = finding(view, at: id.range, "the file has no connector `\(id.text.prefix(80))`")
                    .help("make sure that the space has the connector")
                result.ruleID = loaded.rule.id?.text
                findings.add(result)
            }
        }
    }
}
