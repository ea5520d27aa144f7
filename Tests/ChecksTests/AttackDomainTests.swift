import Checks
import Diagnostics
import Schemas
import SourceText
import Testing

/// ATT&CK entries are looked up in the domain that their tactic is of.
@Suite struct AttackDomainTests {
    /// Messages of the ATT&CK checks on one entry.
    private func messages(
        _ technique: (id: String, name: String), _ tactic: (id: String, name: String),
        _ version: AttackMatrix.Version = .v18
    ) -> [String] {
        let text = """
            [metadata]
            creation_date = "2026/01/01"
            maturity = "production"
            updated_date = "2026/01/01"

            [rule]
            author = ["Own"]
            description = "d"
            index = ["my-*"]
            language = "kuery"
            name = "Own"
            query = "event.outcome: failure"
            risk_score = 21
            rule_id = "7a1b2c3d-0000-4000-8000-000000000001"
            severity = "low"
            type = "query"

            [[rule.threat]]
            framework = "MITRE ATT&CK"

            [[rule.threat.technique]]
            id = "\(technique.id)"
            name = "\(technique.name)"
            reference = "https://attack.mitre.org/techniques/\(technique.id)/"

            [rule.threat.tactic]
            id = "\(tactic.id)"
            name = "\(tactic.name)"
            reference = "https://attack.mitre.org/tactics/\(tactic.id)/"
            """
        var context = CheckContext()
        context.attack = AttackMatrix(version)
        let findings = CheckRunner.lint(SourceFile(path: "r.toml", text: text), context).findings
        return findings.filter { $0.category == CheckInfo.Category.attack.rawValue }
            .map { ([$0.message] + $0.notes).joined(separator: " · ") }
    }

    @Test func entriesOfMobileAndICSAreSound() {
        #expect(
            messages(("T1404", "Exploitation for Privilege Escalation"), ("TA0029", "Privilege Escalation")).isEmpty)
        #expect(messages(("T0802", "Automated Collection"), ("TA0100", "Collection")).isEmpty)
    }

    @Test func theirFaultsAreFoundInTheirOwnMatrix() {
        #expect(
            messages(("T1404", "Wrong"), ("TA0029", "Privilege Escalation"))
                == [#"`T1404` is named "Exploitation for Privilege Escalation" in ATT&CK Mobile 18.1"#])
        #expect(
            messages(("T0802", "Automated Collection"), ("TA0101", "Command and Control")).first?
                .hasPrefix("`T0802` is not a technique of `TA0101`") == true)
        #expect(
            messages(("T0803", "Block Command Message"), ("TA0107", "Inhibit Response Function"), .v19).first?
                .contains("is revoked in ATT&CK ICS 19.0") == true)
    }

    @Test func aTechniqueUnderATacticOfAnotherDomainIsToldSo() {
        #expect(
            messages(("T1404", "Exploitation for Privilege Escalation"), ("TA0004", "Privilege Escalation"))
                == [
                    "ATT&CK 18.1 has no technique `T1404` · \"Exploitation for Privilege Escalation\" is in ATT&CK Mobile, "
                        + "and the tactic is in another domain"
                ])
        #expect(
            messages(("T1685", "Disable or Modify Tools"), ("TA0005", "Defense Evasion")).first
                == "ATT&CK 18.1 has no technique `T1685` · ATT&CK 19.0 has it")
    }
}
