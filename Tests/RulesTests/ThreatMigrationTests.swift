import Diagnostics
import Schemas
import SourceText
import TestSupport
import Testing

@testable import Rules

/// Rule files in another version of ATT&CK.
@Suite struct ThreatMigrationTests {
    private func object(_ header: String, _ id: String, _ name: String) -> String {
        let page = id.hasPrefix("TA") ? "tactics" : "techniques"
        let path = id.split(separator: ".").joined(separator: "/")
        return
            "\(header)\nid = \"\(id)\"\nname = \"\(name)\"\nreference = \"https://attack.mitre.org/\(page)/\(path)/\"\n"
    }

    private func technique(_ id: String, _ name: String) -> String {
        object("[[rule.threat.technique]]", id, name) + "\n"
    }
    private func sub(_ id: String, _ name: String) -> String {
        object("[[rule.threat.technique.subtechnique]]", id, name) + "\n"
    }
    private func tactic(_ id: String, _ name: String) -> String { object("[rule.threat.tactic]", id, name) }
    private let entry = "[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n\n"

    private func rewrite(
        _ text: String, to version: AttackMatrix.Version = .v19, path: String = "r.toml"
    ) -> (text: String, told: [String]) {
        let rewritten = ThreatMigration.rewrite(SourceFile(path: path, text: text), to: version)
        #expect(!rewritten.isBroken)
        return (String(decoding: rewritten.bytes, as: UTF8.self), rewritten.findings.map(\.message))
    }

    @Test func tacticsAndNamesChangeInPlaceWithTheirTags() {
        let before = """
            [rule]
            tags = ["Domain: Cloud", "Tactic: Defense Evasion", "x"] # tags

            \(entry)\(technique("T1211", "Exploitation for Defense Evasion"))\(tactic("TA0005", "Defense Evasion"))
            # behind
            """
        let after = before.replacing("Exploitation for Defense Evasion", with: "Exploitation for Stealth")
            .replacing("Defense Evasion", with: "Stealth")
        let made = rewrite(before)
        #expect(made.text == after)
        #expect(made.told.isEmpty)
        #expect(rewrite(after).text == after)
        #expect(rewrite(after, to: .v18).text == before)
    }

    @Test func techniquesMoveToTheirTacticsWithTheirComments() {
        let before =
            "[rule]\ntags = [\n    \"Tactic: Defense Evasion\",\n    \"y\",\n]\n" + entry + "# why files\n"
            + technique("T1070", "Indicator Removal") + "# why names\n"
            + technique("T1222", "File and Directory Permissions Modification")
            + tactic("TA0005", "Defense Evasion") + "\n\n[[rule.filters]]\nx = 1\n"
        let after =
            "[rule]\ntags = [\n    \"Tactic: Defense Impairment\",\n    \"Tactic: Stealth\",\n    \"y\",\n]\n" + entry
            + "# why files\n" + technique("T1070", "Indicator Removal") + tactic("TA0005", "Stealth") + "\n" + entry
            + "# why names\n" + technique("T1222", "File and Directory Permissions Modification")
            + tactic("TA0112", "Defense Impairment") + "\n\n[[rule.filters]]\nx = 1\n"
        #expect(rewrite(before).text == after)
        #expect(rewrite(after).text == after)
        #expect(rewrite(before.replacing("\n", with: "\r\n")).text == after.replacing("\n", with: "\r\n"))
    }

    @Test func subTechniquesBecomeTechniquesAndTheOtherWayRound() {
        let before =
            "[rule]\n" + entry + technique("T1562", "Impair Defenses")
            + sub("T1562.004", "Disable or Modify System Firewall")
            + sub("T1562.002", "Disable Windows Event Logging") + technique("T1656", "Impersonation")
            + tactic("TA0005", "Defense Evasion")
        let after =
            "[rule]\n" + entry + technique("T1685", "Disable or Modify Tools")
            + sub("T1685.001", "Disable or Modify Windows Event Log")
            + technique("T1686", "Disable or Modify System Firewall")
            + tactic("TA0112", "Defense Impairment") + "\n" + entry + technique("T1684", "Social Engineering")
            + sub("T1684.001", "Impersonation") + tactic("TA0005", "Stealth")
        #expect(rewrite(before).text == after)
    }

    @Test func aSubTechniqueThatMovedGetsItsOwnTechnique() {
        let before =
            "[rule]\n" + entry + technique("T1070", "Indicator Removal") + sub("T1070.001", "Clear Windows Event Logs")
            + sub("T1070.004", "File Deletion") + tactic("TA0005", "Defense Evasion")
        let after =
            "[rule]\n" + entry + technique("T1070", "Indicator Removal") + sub("T1070.004", "File Deletion")
            + tactic("TA0005", "Stealth") + "\n" + entry + technique("T1685", "Disable or Modify Tools")
            + sub("T1685.005", "Clear Windows Event Logs") + tactic("TA0112", "Defense Impairment")
        #expect(rewrite(before).text == after)
    }

    @Test func entriesThatMeetInOneTacticBecomeOne() {
        let before =
            "[rule]\n" + entry + technique("T1548", "Abuse Elevation Control Mechanism")
            + tactic("TA0004", "Privilege Escalation") + "\n# second\n" + entry
            + technique("T1548", "Abuse Elevation Control Mechanism") + tactic("TA0005", "Defense Evasion")
        let after =
            "[rule]\n# second\n" + entry + technique("T1548", "Abuse Elevation Control Mechanism")
            + tactic("TA0004", "Privilege Escalation")
        #expect(rewrite(before).text == after)
    }

    @Test func tacticsThatComeAreTaggedWhereTheRuleTagsItsTactics() {
        let threat =
            entry + technique("T1053", "Scheduled Task/Job") + technique("T1574", "Hijack Execution Flow")
            + tactic("TA0003", "Persistence")
        let made = rewrite("[rule]\ntags = [\"Tactic: Persistence\", \"z\"]\n\n" + threat)
        #expect(
            made.text.hasPrefix(
                "[rule]\ntags = [\"Tactic: Persistence\", \"Tactic: Execution\", \"Tactic: Stealth\", \"z\"]\n\n"))
        #expect(rewrite("[rule]\ntags = [\"z\"]\n\n" + threat).text.hasPrefix("[rule]\ntags = [\"z\"]\n\n"))
    }

    @Test func otherFrameworksAndDomainsAreKept() {
        let other =
            "[[rule.threat]]\nframework = \"MITRE ATLAS\"\n[rule.threat.tactic]\nid = \"AML.TA0001\"\nname = \"n\"\n\n"
        let before =
            "[rule]\n" + other + entry + technique("T1404", "Exploitation for Privilege Escalation")
            + tactic("TA0029", "Privilege Escalation")
        #expect(rewrite(before).text == before)
        let ics =
            "[rule]\n" + entry + technique("T0803", "Block Command Message")
            + tactic("TA0107", "Inhibit Response Function")
        let made = rewrite(ics)
        #expect(made.told.isEmpty)
        #expect(made.text.contains(sub("T1691.001", "Command Message")))
        #expect(made.text.contains("id = \"T1691\""))
    }

    @Test func whatCannotBeDecidedIsToldAndLeft() {
        let before =
            "[rule]\n" + entry + technique("T1064", "Scripting") + technique("T9999", "None")
            + tactic("TA0005", "Defense Evasion")
        let made = rewrite(before)
        #expect(made.text == before.replacing("Defense Evasion", with: "Stealth"))
        #expect(
            made.told == [
                "`T1064` is left as it is: it is deprecated in ATT&CK 19.0 and has no successor",
                "`T9999` is left as it is: ATT&CK 19.0 has no such id",
            ])
        let back = rewrite(
            "[rule]\n" + entry + technique("T1685", "Disable or Modify Tools") + tactic("TA0112", "Defense Impairment"),
            to: .v18)
        #expect(back.told == ["`T1685` is left as it is: it may have been T1562, T1562.001, T1562.006 in ATT&CK 18.1"])
        #expect(back.text.contains(#"name = "Defense Evasion""#))
    }

    @Test func yamlChangesInPlaceAndIsToldWhereEntriesMove() {
        func rule(_ id: String, _ name: String, _ tactic: String) -> String {
            """
            rule:
              tags: ['Tactic: \(tactic)']
              threat:
              # kept
              - framework: MITRE ATT&CK
                tactic:
                  id: TA0005
                  name: \(tactic)
                  reference: https://attack.mitre.org/tactics/TA0005/
                technique:
                - id: \(id)
                  name: \(name)
                  reference: https://attack.mitre.org/techniques/\(id)/

            """
        }
        let made = rewrite(rule("T1070", "Indicator Removal", "Defense Evasion"), path: "r.yaml")
        #expect(made.text == rule("T1070", "Indicator Removal", "Stealth"))
        let commented = rule("T1574", "Hijack Execution Flow", "Defense Evasion")
            .replacing("id: TA0005\n", with: "id: TA0003 # why\n")
        let left = rewrite(commented, path: "r.yaml")
        #expect(left.text == commented)
        #expect(
            left.told == [
                "techniques move to other tactics: write the entries anew by hand, as TA0002 Execution: T1574; "
                    + "TA0005 Stealth: T1574"
            ])
    }

    @Test func yamlListsAreWrittenAnewInTheirLayout() {
        func entry(_ tactic: String, _ name: String, _ techniques: [(String, String, [(String, String)])]) -> String {
            func object(_ id: String, _ name: String, _ indent: String) -> String {
                let path = id.split(separator: ".").joined(separator: "/")
                return "id: \"\(id)\"\n\(indent)name: \"\(name)\"\n"
                    + "\(indent)reference: \"https://attack.mitre.org/techniques/\(path)/\"\n"
            }
            var text =
                "    - framework: \"MITRE ATT&CK\"\n      tactic:\n        id: \"\(tactic)\"\n        name: \"\(name)\"\n"
                + "        reference: \"https://attack.mitre.org/tactics/\(tactic)/\"\n      technique:\n"
            for (id, name, subs) in techniques {
                text += "        - " + object(id, name, "          ")
                if !subs.isEmpty { text += "          subtechnique:\n" }
                for (id, name) in subs { text += "            - " + object(id, name, "              ") }
            }
            return text
        }
        let before =
            "rule:\n  threat:\n"
            + entry(
                "TA0005", "Defense Evasion",
                [
                    (
                        "T1070", "Indicator Removal",
                        [("T1070.001", "Clear Windows Event Logs"), ("T1070.004", "File Deletion")]
                    ),
                    ("T1656", "Impersonation", []),
                ]) + "  type: query\n"
        let after =
            "rule:\n  threat:\n"
            + entry(
                "TA0005", "Stealth",
                [
                    ("T1070", "Indicator Removal", [("T1070.004", "File Deletion")]),
                    ("T1684", "Social Engineering", [("T1684.001", "Impersonation")]),
                ])
            + entry(
                "TA0112", "Defense Impairment",
                [("T1685", "Disable or Modify Tools", [("T1685.005", "Clear Windows Event Logs")])]) + "  type: query\n"
        #expect(rewrite(before, path: "r.yaml").text == after)
        #expect(rewrite(after, path: "r.yaml").text == after)
    }

    @Test func brokenTextIsLeftWithItsErrors() {
        let made = rewrite("[rule]\nx = \n" + entry)
        #expect(made.text == "[rule]\nx = \n" + entry)
        #expect(!made.told.isEmpty)
    }

    @Test func noTextTraps() {
        let whole =
            "[rule]\ntags = [\"Tactic: Defense Evasion\"]\n" + entry + technique("T1562", "Impair Defenses")
            + sub("T1562.004", "n")
            + technique("T1222", "x") + tactic("TA0005", "Defense Evasion")
        let bytes = Array(whole.utf8)
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var other = bytes
            other[index] = [UInt8(ascii: "["), UInt8(ascii: "\n"), UInt8(ascii: "#"), 0x22][index % 4]
            for version in AttackMatrix.Version.allCases {
                let source = SourceFile(id: SourceID(0), path: "r.toml", bytes: other)
                #expect(!ThreatMigration.rewrite(source, to: version).isBroken, "byte \(index)")
                let cut = SourceFile(id: SourceID(0), path: "r.toml", bytes: Array(bytes[..<index]))
                #expect(!ThreatMigration.rewrite(cut, to: version).isBroken, "cut at \(index)")
            }
        }
    }
}
