import Diagnostics
import Rules
import SourceText

/// A file name that Elastic's loader does not accept.
enum InvalidFileName: RuleCheck {
    static let info = CheckInfo(
        id: "invalid-file-name", category: .metadata, severity: .error,
        summary: "file name has characters other than lowercase letters, digits and underscores",
        rationale: """
            In Elastic's repository the names of rule files are lowercase words separated by underscores. Names that \
            differ only in letter case are one file on some systems and two on others; names with spaces and other \
            characters must be quoted in scripts.
            """,
        examples: [
            Example(
                bad: """
                    «»[metadata]
                    integration = ["azure"]
                    """,
                good: """
                    [metadata]
                    integration = ["azure"]
                    """,
                badPath: [
                    "rules/Key-Vault changed.toml", "rules/key_vault-changed.toml", "rules/vault.v2.toml",
                    "rules/schlüssel.toml", "rules/key_{vault}.toml",
                ], goodPath: ["rules/key_vault_changed.toml", "Rules A/az_09.toml", "-"]),
            Example(
                bad: """
                    «»[metadata]
                    integration = ["azure"]
                    """, badPath: "rules/key vault.toml"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isFirst, let name = view.fileName,
            let character = name.text.unicodeScalars.first(where: { !isAllowed($0) })
        else { return }
        let isControl = character.value < 0x20 || character.value == 0x7F
        let text = isControl ? "a control character" : character == " " ? "a space" : "`\(character)`"
        findings.add(
            finding(
                view, at: view.beginning,
                "file name `\(name.text.prefix(80))` contains \(text)"
            )
            .help("use lowercase letters, digits and underscores"))
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "_": true
        default: false
        }
    }
}
