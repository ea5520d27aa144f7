import Diagnostics
import Rules
import Schemas
import SourceText

/// A name that is not that of the id beside it.
enum AttackNameMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "attack-name-mismatch", category: .attack, severity: .warning, fix: .always(.safe),
        summary: "the name of a tactic or technique is not the one ATT&CK gives its id",
        rationale: """
            Id, name and reference are three ways to say one thing. Where the name differs it was misspelled, copied from \
            another entry, or ATT&CK renamed the object since; pages and alerts show the wrong name.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = «"Credentials Access"»
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .wrongName(let object) = fault.kind, let name = fault.object.name else { continue }
            var result = finding(
                view, at: name.range, "`\(object.id)` is named \"\(object.name)\" in \(fault.matrix.title)"
            )
            .label(view.location(fault.id.range), "this id has that name")
            if let other = AttackMatrix.Version.allCases.first(where: {
                $0 != fault.matrix.version && fault.matrix.with(version: $0).object(object.id)?.name == name.text
            }) {
                result = result.note("ATT&CK \(other.rawValue) names it \"\(name.text)\"")
            }
            if let edit = name.replacing(with: object.name) {
                result = result.fix(Fix("write \"\(object.name)\"", .safe, edit))
            }
            findings.add(result.help("write \"\(object.name)\", or the id that is meant"))
        }
    }
}
