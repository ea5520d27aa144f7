import Diagnostics
import Rules
import Schemas
import SourceText

/// A sub-technique below a technique that is not its own.
enum SubtechniqueWrongParent: RuleCheck {
    static let info = CheckInfo(
        id: "subtechnique-wrong-parent", category: .attack, severity: .error,
        summary: "a sub-technique is under a technique that is not its own",
        rationale: """
            A sub-technique's id begins with that of its technique: `T1552.001` belongs below `T1552`. Below another one \
            Kibana shows a pair that does not exist, and coverage is counted for the wrong technique.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = "T1555"
                    name = "Credentials from Password Stores"
                    reference = "https://attack.mitre.org/techniques/T1555/"

                    [[rule.threat.technique.subtechnique]]
                    id = «"T1552.001"»
                    name = "Credentials In Files"
                    reference = "https://attack.mitre.org/techniques/T1552/001/"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = "T1552"
                    name = "Unsecured Credentials"
                    reference = "https://attack.mitre.org/techniques/T1552/"

                    [[rule.threat.technique.subtechnique]]
                    id = "T1552.001"
                    name = "Credentials In Files"
                    reference = "https://attack.mitre.org/techniques/T1552/001/"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .wrongParent(let object, let parent) = fault.kind else { continue }
            let own = object.parent ?? ""
            findings.add(
                finding(
                    view, at: fault.id.range, "`\(object.id)` is no sub-technique of `\(parent)`",
                    label: "\"\(object.name)\" belongs below `\(own)`"
                )
                .help("put it below `\(own)`, or write the sub-technique of `\(parent)` that is meant"))
        }
    }
}
