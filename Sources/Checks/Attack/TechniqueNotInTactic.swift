import Diagnostics
import Rules
import Schemas
import SourceText

/// A technique below a tactic that it does not serve.
enum TechniqueNotInTactic: RuleCheck {
    static let info = CheckInfo(
        id: "technique-not-in-tactic", category: .attack, severity: .error,
        summary: "a technique is under a tactic that is not one of its own",
        rationale: """
            In ATT&CK every technique belongs to one or more tactics. Under another one it has no cell in the matrix, so \
            coverage pages omit it. Either the technique or the tactic is not the one that was meant.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = «"T1552"»
                    name = "Unsecured Credentials"
                    reference = "https://attack.mitre.org/techniques/T1552/"

                    [rule.threat.tactic]
                    id = "TA0007"
                    name = "Discovery"
                    reference = "https://attack.mitre.org/tactics/TA0007/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = "T1552"
                    name = "Unsecured Credentials"
                    reference = "https://attack.mitre.org/techniques/T1552/"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .notInTactic(let technique, let tactic) = fault.kind else { continue }
            let own = technique.tactics.compactMap { fault.matrix.object($0) }.map { "\($0.id) \($0.name)" }
            var result = finding(
                view, at: fault.id.range, "`\(technique.id)` is no technique of `\(tactic.id)` \(tactic.name)",
                label: "\"\(technique.name)\" belongs to \(own.map { "`\($0)`" }.joined(separator: ", "))")
            if let other = AttackMatrix.Version.allCases.first(where: {
                $0 != fault.matrix.version
                    && fault.matrix.with(version: $0).object(technique.id)?.tactics.contains(tactic.id) == true
            }) {
                result = result.note("in ATT&CK \(other.rawValue) it belongs to that tactic")
            }
            findings.add(result.help("put it under one of its own tactics, or write the technique that is meant"))
        }
    }
}
