import Diagnostics
import Rules
import SourceText

/// Unneeded whitespace in a name.
enum UntidyName: RuleCheck {
    static let info = CheckInfo(
        id: "untidy-name", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "rule name has leading, trailing or repeated whitespace, or a line break",
        rationale: """
            Names are shown in tables, compared and searched for. With invisible whitespace two names that look alike \
            differ.
            """,
        examples: [
            Example(
                bad: """
                    name = «"Key Vault  Changed "»
                    """,
                good: """
                    name = "Key Vault Changed"
                    """),
            Example(
                in: "name = «»",
                bad: [
                    "\"Key Vault  Changed\"", "\"Key Vault Changed \"", "\" Key Vault Changed\"",
                    "\" KeyVaultChanged\"",
                    "\"Key Vault\\tChanged\"",
                    "'''\nKey Vault\nChanged'''", "\"Schlüsseltresor  geändert\"",
                ],
                good: "\"Schlüsseltresor geändert\""),
        ])

    /// Whether there is any blank at an end, beside another one, or that is not a plain one.
    private static func mayBeUntidy(_ text: String) -> Bool {
        var isAfterBlank = true
        for byte in text.utf8 {
            // Line ends of other scripts have several bytes.
            if byte < 0x20 || byte >= 0x80 { return true }
            if isAfterBlank, byte == 0x20 { return true }
            isAfterBlank = byte == 0x20
        }
        return isAfterBlank
    }

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let name = view.rule.name, mayBeUntidy(name.text) else { return }
        let words = name.text.split { $0 == " " || $0 == "\t" || $0.isNewline }
        let tidy = words.joined(separator: " ")
        guard !tidy.isEmpty, !tidy.utf8.elementsEqual(name.text.utf8) else { return }
        let isPlain = view.source.text(name.range).utf8.allSatisfy { $0 != 0x0A && $0 != UInt8(ascii: "\\") }
        let edit = isPlain ? name.replacing(with: tidy) : nil
        findings.add(
            finding(view, at: name.range, "the rule's name has invisible whitespace")
                .help("put one space between words and none around them")
                .fix(edit.map { Fix("write `\(tidy)`", .safe, $0) }))
    }
}
