import Diagnostics
import Documents
import Rules
import SourceText

/// A key that must be there and is not.
enum MissingKey: RuleCheck {
    static let info = CheckInfo(
        id: "missing-key", category: .structure, severity: .error, needsWholeFile: true,
        summary: "a key that every rule of this type must have is missing",
        rationale: """
            Kibana refuses a rule without these keys, or the rule's own file format does. Which ones are needed follows \
            from the rule's type; keys of tables that may be omitted are needed only where the table is there.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    # without severity
                    risk_score = 47
                    """,
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
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // A file without `[rule]` is reported as such.
        if view.rule.ruleEntry == nil { return }
        for fault in view.schemaViolations {
            // The query and its language have checks that know when they are needed.
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
