import Diagnostics
import Documents

/// Two names that differ in nothing a reader sees.
enum SimilarRuleName: SetCheck {
    static let info = CheckInfo(
        id: "similar-rule-name", category: .metadata, severity: .warning,
        summary: "another rule's name differs only in case or blanks",
        rationale: """
            Lists of alerts are read in haste: `Vault Key Removed` and `Vault key removed` are one name to a reader. Pages \
            and file names made from the two are often the same, too.
            """,
        examples: [
            Example(
                bad: ExamplePair.text(
                    id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«Vault secret read»"),
                good: ExamplePair.text(
                    id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed"),
                syntax: .yaml, isWhole: true)
        ])

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        // The same name twice is another check's.
        RepeatedWord.find(rules, word: \.name, info: info, .init(label: "the other name is here", folded: seen)) {
            name in
            "the name `\(name)` differs from another rule's only in case or blanks"
        }
    }

    /// A name as a reader in haste sees it.
    private static func seen(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
