import Diagnostics
import Rules
import SourceText

/// A file name that Elastic's loader does not take.
enum InvalidFileName: RuleCheck {
    static let info = CheckInfo(
        id: "invalid-file-name", category: .metadata, severity: .error,
        summary: "the file's name has characters other than lowercase letters, digits and underscores",
        rationale: """
            In Elastic's repository the names of rule files are words in lower case with underscores between. Names with \
            capitals are two files on one system and one file on another; spaces and other characters need quotes in every \
            script.
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
                    """, badPath: "rules/Key-Vault changed.toml", goodPath: "rules/key_vault_changed.toml")
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isFirst, let name = view.fileName,
            let sign = name.text.unicodeScalars.first(where: { !isAllowed($0) })
        else { return }
        let said = sign.value < 0x20 || sign.value == 0x7F ? "a control character" : "`\(sign)`"
        findings.add(
            finding(
                view, at: view.beginning,
                "the file's name `\(name.text.prefix(80))` has \(said == "` `" ? "a blank" : said) in it"
            )
            .help("name it with lower-case letters, digits and underscores"))
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "_": true
        default: false
        }
    }
}
