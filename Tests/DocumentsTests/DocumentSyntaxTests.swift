import Documents
import Testing

/// The language of text without a name.
@Suite struct DocumentSyntaxTests {
    @Test(arguments: [
        ("{\"a\": 1}", DocumentSyntax.json), ("[{\"a\": 1}]", .json), ("[\n  {}\n]", .json), ("[]", .json),
        ("[rule]\nname = 1", .toml), ("[[exceptions]]\n", .toml), ("name = \"a: b\"", .toml),
        ("\"a: b\" = 1", .toml), ("[rule\nname = 1\n", .toml), ("", .toml), ("# only\n", .toml),
        ("name: a = b", .yaml), ("rule:\n  name: a", .yaml), ("---\nname: a", .yaml), ("- a\n", .yaml),
        ("%YAML 1.2\n---\n", .yaml), ("# c\n\n  \nrule:\n", .yaml), ("\u{FEFF}{}", .json),
        ("url = http://x", .toml),
    ])
    func theFirstSignificantLineDecides(_ text: String, _ syntax: DocumentSyntax) {
        #expect(DocumentSyntax(content: Array(text.utf8)) == syntax, "\(text)")
    }
}
