import Diagnostics
import Documents
import Rules
import SourceText

/// A file name that does not say the tactic.
enum FileNameWithoutTactic: RuleCheck {
    static let info = CheckInfo(
        id: "file-name-without-tactic", category: .metadata, severity: .error,
        summary: "the file's name does not begin with the rule's first tactic",
        rationale: """
            Files of Elastic's own rules begin with the tactic that the rule is first of all about, so that a listing of \
            a folder is sorted by tactic. The tactic is that of the first `threat` entry, in lower case with underscores; \
            rules of machine learning and those without a mapping are named freely.
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
                    id = "TA0040"
                    name = "Impact"
                    reference = "https://attack.mitre.org/tactics/TA0040/"
                    """,
                good: """
                    [rule]
                    author = ["Elastic"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0040"
                    name = "Impact"
                    reference = "https://attack.mitre.org/tactics/TA0040/"
                    """, badPath: "rules/key_vault_changed.toml", goodPath: "rules/impact_key_vault_changed.toml")
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
                view, at: view.beginning, "the file's name `\(name.text.prefix(80))` does not begin with its tactic"
            )
            .label(view.location(first.range), "the first tactic")
            .help("let the name begin with `\(own)_`"))
    }

    private static func word(_ tactic: String) -> String {
        if tactic.isASCII {
            return String(decoding: tactic.utf8.map { $0 == 0x20 ? 0x5F : ByteSearch.lowered($0) }, as: UTF8.self)
        }
        return String(tactic.lowercased().map { $0 == " " ? "_" : $0 })
    }

    /// The first tactic of each mapping to another version of the matrix.
    private static func mappedTactics(_ view: RuleView) -> [String] {
        (view.rule.entry("threat_mappings")?.value.array ?? []).compactMap { block in
            block["threat"]?.array?.first?["tactic", "name"]?.string
        }
    }
}

extension Rule {
    /// Whether it is one of Elastic's own: some rules of its repository hold for those only.
    var isByElastic: Bool { author?.values.contains("Elastic") ?? false }
}
