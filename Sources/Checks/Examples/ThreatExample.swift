/// Entries of `threat` in TOML for the examples of checks.
enum ThreatExample {
    /// A key of an object.
    enum Key { case id, name, reference }

    /// An entry of a tactic with its techniques.
    ///
    /// - Parameters:
    ///   - page: The ID whose page is the reference; nil: the own one.
    ///   - reference: The reference, where it is not the page of an ID.
    ///   - marked: The key whose value is marked.
    @inline(never)
    static func tactic(
        _ id: String, _ name: String, page: String? = nil, reference: String? = nil, marked: Key? = nil,
        framework: String = "MITRE ATT&CK", techniques: String = ""
    ) -> String {
        "[[rule.threat]]\nframework = \"\(framework)\"\n\n" + techniques
            + object("[rule.threat.tactic]", id, name, reference ?? url(page ?? id), marked)
    }

    /// A technique with its sub-techniques; parameters as those of `tactic`.
    @inline(never)
    static func technique(
        _ id: String, _ name: String, page: String? = nil, reference: String? = nil, marked: Key? = nil,
        subtechniques: String = ""
    ) -> String {
        object("[[rule.threat.technique]]", id, name, reference ?? url(page ?? id), marked) + subtechniques
    }

    /// A sub-technique; parameters as those of `tactic`.
    @inline(never)
    static func subtechnique(
        _ id: String, _ name: String, page: String? = nil, reference: String? = nil, marked: Key? = nil
    ) -> String {
        object("[[rule.threat.technique.subtechnique]]", id, name, reference ?? url(page ?? id), marked)
    }

    /// Credential Access with techniques below it.
    @inline(never)
    static func credentialAccess(_ techniques: String = "") -> String {
        tactic("TA0006", "Credential Access", techniques: techniques)
    }

    /// Unsecured Credentials with sub-techniques below it.
    @inline(never)
    static func unsecuredCredentials(_ subtechniques: String = "") -> String {
        technique("T1552", "Unsecured Credentials", subtechniques: subtechniques)
    }

    /// Entries as a block of `threat_mappings`.
    @inline(never)
    static func block(_ entries: String, version: String = "19", framework: String = "MITRE ATT&CK") -> String {
        "[[rule.threat_mappings]]\nframework = \"\(framework)\"\nversion = \"\(version)\"\n\n"
            + entries.replacing("[rule.threat", with: "[rule.threat_mappings.threat")
    }

    private static func object(
        _ header: String, _ id: String, _ name: String, _ reference: String, _ marked: Key?
    ) -> String {
        func line(_ key: String, _ value: String, _ isMarked: Bool) -> String {
            "\(key) = " + (isMarked ? "«\"\(value)\"»" : "\"\(value)\"") + "\n"
        }
        return header + "\n" + line("id", id, marked == .id) + line("name", name, marked == .name)
            + line("reference", reference, marked == .reference) + "\n"
    }

    /// The page of an ID of ATT&CK or ATLAS.
    private static func url(_ id: String) -> String {
        let isTactic = id.hasPrefix("TA") || id.hasPrefix("AML.TA")
        let folder = isTactic ? "tactics" : "techniques"
        if id.hasPrefix("AML") { return "https://atlas.mitre.org/\(folder)/\(id)/" }
        return "https://attack.mitre.org/\(folder)/\(id.replacing(".", with: "/"))/"
    }
}
