import Diagnostics
import Rules

/// A name that Elastic's loader does not take.
enum InvalidRuleName: RuleCheck {
    static let info = CheckInfo(
        id: "invalid-rule-name", category: .metadata, severity: .error,
        summary: "rule's name begins or ends with a character that is not allowed there",
        rationale: """
            Names of Elastic's rules begin with a letter or a digit, end with a letter, a digit, a bracket or a \
            parenthesis, and are at least three characters long. A name is a title, not a sentence, so it ends without a \
            period; quotes around it would become part of file names and URLs.
            """,
        examples: [
            Example(
                bad: """
                    name = «"Key Vault Changed."»
                    """,
                good: """
                    name = "Key Vault Changed (Azure)"
                    """),
            Example(
                in: "name = «»",
                bad: [
                    "\"(Azure) Key Vault Changed\"", "\"@Azure Key Vault Changed\"", "\"[Azure] Key Vault Changed\"",
                    "\"`Key Vault` Changed\"", "\"{Key Vault} Changed\"", "\"/vault Changed\"", "\":vault Changed\"",
                    "\"Key Vault Changed?\"", "\"KV\"",
                ],
                good: [
                    "\"Key Vault [Azure]\"", "\"0-Day Vault Z\"", "\"9 Azure Vaults 0\"", "\"aws Vault 9\"",
                    "\"z/OS Vault a\"",
                    "\"A Vault z\"", "\"Z/OS Vault A\"", "\"KV1\"",
                    // Another check reports whitespace.
                    "\" Key Vault Changed\" # tenet: ignore[untidy-name] the first one of the list",
                    "\"Key Vault Changed \" # tenet: ignore[untidy-name] as in the other system",
                ]),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // Whitespace around it, and a name of nothing else, are other checks'.
        guard let name = view.rule.name, let first = name.text.utf8.first, let last = name.text.utf8.last,
            first > 0x20, last > 0x20
        else { return }
        let fault: String
        if !isWord(first) {
            fault = "does not begin with a letter or a digit"
        } else if !isWord(last), !"[]()".utf8.contains(last) {
            fault = "does not end with a letter, a digit, a bracket or a parenthesis"
        } else if name.text.unicodeScalars.count < 3 {
            fault = "is shorter than three characters"
        } else {
            return
        }
        findings.add(
            finding(view, at: name.range, "the rule's name \(fault)")
                .help("write a title, such as `Key Vault Changed`"))
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
