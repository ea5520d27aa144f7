import Elastic
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

@Suite struct AttackConversionTests {
    private func convert(_ threat: String, tags: String = "[]", stack: StackVersion = .newest) -> JSONValue {
        KibanaRuleTests.json(
            toml: "[rule]\ntags = \(tags)\nthreat = \(threat)\n", stack: stack, asElasticBuilds: true)
    }

    private func entry(_ tactic: String, _ name: String, _ techniques: String) -> String {
        """
        { framework = "MITRE ATT&CK", tactic = { id = "\(tactic)", name = "\(name)", reference = "https://x/\(tactic)" }, \
        technique = [\(techniques)] }
        """
    }

    private func technique(_ id: String, _ subtechniques: String = "") -> String {
        let below = subtechniques.isEmpty ? "" : ", subtechnique = [\(subtechniques)]"
        return "{ id = \"\(id)\", name = \"old\", reference = \"https://x/\(id)/\"\(below) }"
    }

    /// `tactic: technique(sub, sub) …` of each entry.
    private func outline(_ json: JSONValue) -> [String] {
        guard case .array(let entries)? = json["threat"] else { return [] }
        return entries.map { entry in
            let tactic = text(entry["tactic"]?["id"])
            guard case .array(let techniques)? = entry["technique"] else { return tactic }
            let list = techniques.map { technique in
                guard case .array(let below)? = technique["subtechnique"] else { return text(technique["id"]) }
                return "\(text(technique["id"]))(\(below.map { text($0["id"]) }.joined(separator: ",")))"
            }
            return "\(tactic): \(list.joined(separator: " "))"
        }
    }

    private func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "?" }
    }

    @Test func keepsTheFilesThreatBelowTheFirstStackOfV19() {
        let json = convert("[\(entry("TA0005", "Defense Evasion", ""))]", stack: StackVersion(9, 4))
        #expect(
            json["threat"]
                == JSONValue(
                    json: """
                        [{"framework":"MITRE ATT&CK","tactic":{"id":"TA0005","name":"Defense Evasion",\
                        "reference":"https://x/TA0005/"},"technique":[]}]
                        """))
    }

    /// The tags and the ATT&CK version of somebody's own rules are theirs.
    @Test func changesNothingOutsideOfElasticsBuild() {
        let text = """
            [rule]
            tags = ["x"]
            threat = [\(entry("TA0005", "Defense Evasion", technique("T1070")))]
            """
        let json = KibanaRuleTests.json(toml: text)
        #expect(json["tags"] == JSONValue(json: #"["x"]"#))
        #expect(outline(json) == ["TA0005: T1070"])
    }

    @Test func renamesTacticsAndRewritesTheirTags() {
        let json = convert(
            "[\(entry("TA0005", "Defense Evasion", technique("T1070")))]",
            tags: #"["Tactic: Defense Evasion", "Tactic: Impact", "x"]"#)
        #expect(json["tags"] == JSONValue(json: #"["Tactic: Impact","x","Tactic: Stealth"]"#))
        guard case .array(let entries)? = json["threat"], let tactic = entries.first?["tactic"] else {
            Issue.record("no threat")
            return
        }
        #expect(
            tactic
                == JSONValue(
                    json: #"{"id":"TA0005","name":"Stealth","reference":"https://attack.mitre.org/tactics/TA0005/"}"#))
    }

    @Test func movesTechniquesToTheTacticsOfV19() {
        // Impair Defenses is gone: its successors are under Defense Impairment.
        let subtechniques = technique("T1562.001") + ", " + technique("T1562.004")
        let json = convert("[\(entry("TA0005", "Defense Evasion", technique("T1562", subtechniques)))]")
        #expect(outline(json) == ["TA0112: T1685 T1686"])
    }

    @Test func writesATechniqueThatBecameASubTechniqueBelowItsParent() {
        #expect(
            outline(convert("[\(entry("TA0005", "Defense Evasion", technique("T1656")))]")) == [
                "TA0005: T1684(T1684.001)"
            ])
    }

    @Test func mergesTheSameTechniqueAndSortsItsSubTechniques() {
        let first = technique("T1552", technique("T1552.005"))
        let second = technique("T1552", technique("T1552.001"))
        let json = convert("[\(entry("TA0006", "a", first)), \(entry("TA0006", "a", second))]")
        #expect(outline(json) == ["TA0006: T1552(T1552.001,T1552.005)"])
    }

    @Test func keepsTacticsThatStandAloneAndOtherFrameworks() {
        let atlas = """
            { framework = "MITRE ATLAS", tactic = { id = "AML.TA0000", name = "n", reference = "https://y/" } }
            """
        let json = convert("[\(entry("TA0040", "Impact", "")), \(atlas)]")
        #expect(outline(json) == ["AML.TA0000: ", "TA0040"])
    }

    @Test func keepsTheOldThreatWhereNothingIsLeft() {
        let json = convert("[\(entry("TA0006", "Credential Access", technique("T9999")))]")
        #expect(outline(json) == ["TA0006: T9999"])
    }

    @Test func takesTheRulesOwnMappingForV19() {
        let own = entry("TA0006", "Own", technique("T1552"))
        let json = KibanaRuleTests.json(
            toml: """
                [rule]
                threat = [\(entry("TA0005", "Defense Evasion", technique("T1070")))]
                threat_mappings = [{ framework = "MITRE ATT&CK", version = 19, threat = [\(own)] }]
                """, asElasticBuilds: true)
        #expect(outline(json) == ["TA0006: T1552"])
        #expect(json["threat_mappings"] == nil)
    }
}
