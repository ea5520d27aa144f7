import Diagnostics
import Rules
import SourceText

/// An ATLAS entry whose reference is another page.
enum AtlasURLMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "atlas-url-mismatch", category: .attack, severity: .warning, fix: .sometimes(.safe),
        summary: "reference of an ATLAS entry is not the page of its ID",
        rationale: """
            Analysts follow the reference from the alert. URLs of ATLAS pages contain the ID, so a reference that differs \
            leads to another tactic or technique, or to no page at all.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.tactic(
                        "AML.TA0013", "Credential Access", page: "AML.TA0012", marked: .reference,
                        framework: "MITRE ATLAS"),
                    ThreatExample.tactic(
                        "AML.TA0013", "Credential Access", reference: "https://attack.mitre.org/tactics/TA0006/",
                        marked: .reference, framework: "MITRE ATLAS"),
                ],
                good: [
                    ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS"),
                    ThreatExample.tactic(
                        "AML.TA0013", "Credential Access", reference: "https://atlas.mitre.org/tactics/AML.TA0013",
                        framework: "MITRE ATLAS"),
                    ThreatExample.credentialAccess(),
                    // The ID is not one of ATLAS.
                    ThreatExample.tactic("TA0006", "Credential Access", framework: "MITRE ATLAS"),
                ]),
            Example(
                bad: [
                    ThreatExample.tactic(
                        "AML.TA0004", "Initial Access", framework: "MITRE ATLAS",
                        techniques: ThreatExample.technique(
                            "AML.T0010", "AI Supply Chain Compromise", page: "AML.T0012", marked: .reference)),
                    ThreatExample.tactic(
                        "AML.TA0004", "Initial Access", framework: "MITRE ATLAS",
                        techniques: ThreatExample.technique(
                            "AML.T0010", "AI Supply Chain Compromise",
                            subtechniques: ThreatExample.subtechnique(
                                "AML.T0010.001", "AI Software", page: "AML.T0010", marked: .reference))),
                    ThreatExample.block(
                        ThreatExample.tactic(
                            "AML.TA0013", "Credential Access", page: "AML.TA0012", marked: .reference,
                            framework: "MITRE ATLAS"),
                        version: "5", framework: "MITRE ATLAS"),
                ],
                good: [
                    ThreatExample.tactic(
                        "AML.TA0004", "Initial Access", framework: "MITRE ATLAS",
                        techniques: ThreatExample.technique(
                            "AML.T0010", "AI Supply Chain Compromise",
                            subtechniques: ThreatExample.subtechnique("AML.T0010.001", "AI Software")))
                ]),
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for threat in view.rule.threat + view.rule.elastic.threatMappings.flatMap(\.threat)
        where threat.framework?.text == "MITRE ATLAS" {
            if let tactic = threat.tactic { look(tactic, "tactics", "AML.TA", view, &findings) }
            for technique in threat.techniques {
                look(technique.object, "techniques", "AML.T", view, &findings)
                for sub in technique.subtechniques { look(sub, "techniques", "AML.T", view, &findings) }
            }
        }
    }

    private static func look(
        _ object: ThreatObject, _ folder: String, _ prefix: String, _ view: RuleView,
        _ findings: inout Findings
    ) {
        guard let id = object.id, let reference = object.reference, isID(id.text, prefix) else { return }
        let url = "https://atlas.mitre.org/\(folder)/\(id.text)/"
        if reference.text == url || reference.text + "/" == url { return }
        let edit = reference.replacing(with: url)
        findings.add(
            finding(view, at: reference.range, "reference is not the page of `\(id.text)`")
                .label(view.location(id.range), "the ID is set here")
                .help("write `\(url)`")
                .fix(edit.map { Fix("write the URL of `\(id.text)`", .safe, $0) }))
    }

    /// The prefix, then digits, then perhaps a dot and digits.
    private static func isID(_ text: String, _ prefix: String) -> Bool {
        guard text.utf8.starts(with: prefix.utf8) else { return false }
        let parts = text.utf8.dropFirst(prefix.utf8.count)
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
