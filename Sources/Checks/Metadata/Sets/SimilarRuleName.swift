import Diagnostics
import Documents
import SourceText

/// Two names that look the same to a reader.
enum SimilarRuleName: SetCheck {
    static let info = CheckInfo(
        id: "similar-rule-name", category: .metadata, severity: .warning,
        summary: "another rule's name differs only in case or spaces",
        rationale: """
            In a list of alerts `Vault Key Removed` and `Vault key removed` look like the same name. URLs and file names \
            made from the two are often the same, too.
            """,
        examples: [
            Example(
                bad: [
                    ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«Vault secret read»"),
                    ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«VAULT SECRET READ»"),
                    ExamplePair.text(
                        id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«Schlüssel gelesen»",
                        firstName: "SCHLÜSSEL Gelesen"),
                ],
                good: [
                    ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed"),
                    ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "VaultSecret Read"),
                    ExamplePair.text(
                        id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Schlüssel gelesen",
                        firstName: "Schlüssel entfernt"),
                    ExamplePair.text(
                        id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault secret read", isDeprecated: true),
                ],
                syntax: .yaml, isWhole: true)
        ])

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        RepeatedWord.find(rules, context, info: info, label: "the other name is here") { rule in
            rule.name.map { (TextBytes(seen($0.text)), $0) }
        } message: { name, other in
            // The same name twice is another check's.
            if name.text.isSame(as: other.text) { return nil }
            return "the name `\(name.text)` differs from another rule's only in case or spaces"
        }
    }

    /// The name without differences of case and whitespace.
    private static func seen(_ name: String) -> String {
        if name.isASCII {
            // Names are ASCII but for a few, and Unicode's rules of case and spaces cost twenty times as much.
            let words = name.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
            return words.map { String(decoding: $0.map(ByteSearch.lowered), as: UTF8.self) }.joined(separator: " ")
        }
        return name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
