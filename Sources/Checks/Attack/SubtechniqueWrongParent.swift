import Diagnostics
import Rules
import Schemas
import SourceText

/// A sub-technique under a technique that is not its own.
enum SubtechniqueWrongParent: RuleCheck {
    static let info = CheckInfo(
        id: "subtechnique-wrong-parent", category: .attack, severity: .error,
        summary: "sub-technique is under a technique that is not its own",
        rationale: """
            The ID of a sub-technique begins with that of its technique: `T1552.001` belongs to `T1552`. Under another \
            technique Kibana shows a combination that does not exist, and coverage is counted for the wrong technique.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique(
                            "T1555", "Credentials from Password Stores",
                            subtechniques: ThreatExample.subtechnique("T1552.001", "Credentials In Files", marked: .id))
                    )
                ],
                good: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files")))
                ]
            ),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files")
                                + ThreatExample.subtechnique("T1003.001", "LSASS Memory", marked: .id))),
                    ThreatExample.block(
                        ThreatExample.credentialAccess(
                            ThreatExample.unsecuredCredentials(
                                ThreatExample.subtechnique("T1003.001", "LSASS Memory", marked: .id)))),
                ],
                good: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique(
                            "T1003", "OS Credential Dumping",
                            subtechniques: ThreatExample.subtechnique("T1003.001", "LSASS Memory")))
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .wrongParent(let object, let parent) = fault.kind else { continue }
            let own = object.parent ?? ""
            findings.add(
                finding(
                    view, at: fault.id.range, "`\(object.id)` is not a sub-technique of `\(parent)`",
                    label: "\"\(object.name)\" belongs to `\(own)`"
                )
                .help("move it to `\(own)`, or write a sub-technique of `\(parent)`"))
        }
    }
}
