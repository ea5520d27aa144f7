import Diagnostics
import Documents
import Rules
import SourceText

/// A file name that does not begin with the tactic of the rule.
enum FileNameWithoutTactic: RuleCheck {
    static let info = CheckInfo(
        id: "file-name-without-tactic", category: .metadata, severity: .error,
        summary: "file name does not begin with the first tactic of the rule",
        rationale: """
            File names of Elastic's own rules begin with the rule's main tactic, so that listings of a folder are \
            sorted by tactic. The tactic is that of the first `threat` entry, in lowercase with underscores. Machine \
            learning rules and rules without a mapping can have any name.
            """,
        examples: [
            Example(
                bad: """
                    «»[metadata]
                    integration = ["azure"]

                    [rule]
                    author = ["Elastic"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    [rule]
                    author = ["Elastic"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                badPath: [
                    "rules/azure/key_vault_secret_read.toml", "rules/credential_vault.toml",
                    "rules/azure_credential_access.toml",
                    "rules/impact_vault.toml",
                ], goodPath: ["rules/azure/credential_access_key_vault_secret_read.toml", "-"]),
            // The mapping to another version of the matrix names the tactic.
            Example(
                good: """
                    author = ["Elastic"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0040"
                    name = "Impact"
                    reference = "https://attack.mitre.org/tactics/TA0040/"

                    [[rule.threat_mappings]]
                    framework = "MITRE ATT&CK"
                    version = "19"

                    [[rule.threat_mappings.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat_mappings.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                goodPath: "rules/credential_access_vault.toml"),
            Example(
                good: [
                    """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """, "author = [\"Elastic\"]",
                ], goodPath: "rules/key_vault_secret_read.toml"),
            Example(
                good: """
                    author = ["Elastic"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0008"
                    name = "Lateral Movement"
                    reference = "https://attack.mitre.org/tactics/TA0008/"
                    """, on: .machineLearning, goodPath: "rules/ml_high_mean_rdp_process_args.toml"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.isByElastic, view.rule.elastic.type?.value != .machineLearning,
            let first = view.rule.threat.first?.tactic?.name,
            let name = view.fileName
        else { return }
        let own = word(first.text)
        if name.text.utf8.starts(with: own.utf8)
            || mappedTactics(view).contains(where: { name.text.utf8.starts(with: word($0).utf8) })
        {
            return
        }
        findings.add(
            finding(
                view, at: view.beginning,
                "file name `\(name.text.prefix(80))` does not begin with the tactic of the rule"
            )
            .label(view.location(first.range), "the first tactic")
            .help("begin the file name with `\(own)_`"))
    }

    private static func word(_ tactic: String) -> String {
        String(decoding: tactic.lowercased().utf8.map { $0 == 0x20 ? 0x5F : $0 }, as: UTF8.self)
    }

    /// The first tactic of each mapping to another version of the matrix.
    private static func mappedTactics(_ view: RuleView) -> [String] {
        (view.rule.entry("threat_mappings")?.value.array ?? []).compactMap { block in
            block["threat"]?.array?.first?["tactic", "name"]?.string
        }
    }
}

extension Rule {
    /// Whether it is one of Elastic's own: some requirements of its repository apply only to those.
    var isByElastic: Bool { author?.values.contains("Elastic") ?? false }
}
