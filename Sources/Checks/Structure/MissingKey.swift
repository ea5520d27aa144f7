import Diagnostics
import Documents
import Rules
import SourceText

/// A required key that is missing.
enum MissingKey: RuleCheck {
    static let info = CheckInfo(
        id: "missing-key", category: .structure, severity: .error, needsWholeFile: true,
        summary: "required key is missing",
        rationale: """
            Kibana refuses a rule without these keys, or the format of rule files requires them. Which keys are required \
            depends on the type of the rule; the keys of an optional table are required only if the table is present.
            """,
        examples: [
            Example(
                bad: [
                    """
                    [«rule»]
                    # without severity
                    risk_score = 47
                    """, "[«rule»]\n# without rule_id\nrisk_score = 47", "[«metadata»]\n# without updated_date",
                    "[«rule»]\n# without risk_score", "[«rule»]\n# without language",
                ],
                good: """
                    [rule]
                    severity = "medium"
                    risk_score = 47
                    """),
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.«tactic»]
                    id = "TA0006"
                    name = "Credential Access"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """),
            // A misspelled key is not missing as well.
            Example(good: "# without severity\nseverty = \"medium\"", besides: "unknown-key"),
            // A line that cannot be read may have the key.
            Example(good: "# without severity\nseverity medium", besides: "toml-syntax"),
            Example(bad: "[rule.«threshold»]\n# without value", good: "[rule.threshold]\nvalue = 10", on: .threshold),
            Example(bad: "[«rule»]\n# without machine_learning_job_id", on: .machineLearning),
            Example(
                bad: [
                    ExampleExport.rule()
                        + ExampleExport.list.replacing("{", with: "«{»")
                        .replacing(#""type": "detection", "#, with: "")
                ],
                good: [ExampleExport.rule() + ExampleExport.list], syntax: .ndjson, isWhole: true),
            // Kibana generates the ID of a body that has none.
            Example(good: "# without rule_id\n# without author\n", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // A file without `[rule]` is reported as such.
        if view.rule.ruleEntry == nil { return }
        for fault in view.schemaViolations {
            // Whether a query is needed depends on more than the type: `empty-query` reports it.
            guard case .missingKey = fault.kind, fault.path != ["rule", "query"] else { continue }
            findings.add(fault.finding(in: view.source.id, type: view.rule.elastic.type?.value))
        }
    }
}

extension MissingKey: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for fault in view.schemaViolations {
            if case .missingKey = fault.kind { findings.add(fault.finding(in: view.source.id, type: nil)) }
        }
    }
}
