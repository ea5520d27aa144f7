import Checks
import Diagnostics
import SourceText
import Testing

/// Checks that look at the characters and words of a file.
@Suite struct TextCheckTests {
    private func marked(_ id: String, _ text: String, profile: Profile = .recommended, path: String = "a.toml")
        -> [String]
    {
        let source = SourceFile(path: path, text: text)
        return CheckRunner.lint(source, CheckContext(profile: profile)).findings.filter { $0.id == id }
            .map { source.text($0.location.range) }
    }

    /// Keys are put together here, so that no scanner takes this file for a leak.
    private static let tail = "q3Zt7Lw9Xb2Vn5Kc8Rm1Hd4Gf6Js0Pa2Te"

    @Test func wholeKeysOfKnownShapesAreFoundAnywhere() {
        let keys = [
            "AKIA" + "Q3EGT5LMZ2RPW7XD", "ghp" + "_" + Self.tail + "Yb", "glpat" + "-" + String(Self.tail.prefix(20)),
            "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIxMjM0NTY3In0" + "." + Self.tail,
        ]
        for key in keys {
            #expect(marked("secret-in-rule", "[rule]\nnote = \"a \(key) b\"\n") == [key])
            #expect(marked("secret-in-rule", "[rule]\n# \(key)\n") == [key])
            #expect(marked("secret-in-rule", "rule:\n  note: \(key)\n", path: "a.yaml") == [key])
        }
        let header = "-----BEGIN " + "RSA PRIVATE KEY-----"
        let body = "\n" + Self.tail + Self.tail + "\n"
        #expect(marked("secret-in-rule", "[rule]\nnote = '''\(header)\(body)'''\n") == [header])
    }

    /// What looks for keys, what shows their form, and what is cut short is not a key.
    @Test func patternsAndExamplesAreNoSecrets() {
        let texts = [
            "AKIA*", "AKIA" + "IOSFODNN7EXAMPLE", "AKIA" + "XXXXXXXXXXXXXXXX", "akia" + "q3egt5lmz2rpw7xd",
            "ghp_" + String(repeating: "a", count: 36), "ghp_[A-Za-z0-9]{36}", "xoxb-*", "eyJhbGciOiJIUzI1NiJ9",
            "eyJ.eyJ.",
            "-----BEGIN [A-Z ]*PRIVATE KEY-----", "-----BEGIN " + "PRIVATE KEY-----", "-----BEGIN", "----------",
            "glpat-[A-Za-z0-9_-]+", "github_pat_", Self.tail,
        ]
        for text in texts {
            #expect(marked("secret-in-rule", "[rule]\nnote = '''\(text)'''\n").isEmpty, "\(text)")
            #expect(marked("secret-in-rule", "[rule]\nnote = '''\(text)").isEmpty, "\(text) at the end")
        }
    }

    /// A word in another script is not a fault, one that only looks Latin in a Latin name is.
    @Test func lookAlikesAreToldFromOtherScripts() {
        func found(_ name: String) -> [String] { marked("mixed-script", "[rule]\nname = \"\(name)\"\n") }
        #expect(found("Key V\u{430}ult") == ["V\u{430}ult"])
        #expect(found("Key \u{441}\u{43E}\u{440}\u{443}") == ["\u{441}\u{43E}\u{440}\u{443}"])
        #expect(found("Key \u{41E}\u{431}\u{437}\u{43E}\u{440}").isEmpty)
        #expect(found("\u{441}\u{43E}\u{440}\u{443}").isEmpty)
        #expect(found("Key \u{FF36}ault") == ["\u{FF36}ault"])
        #expect(found("Caf\u{E9} \u{3BC}s").isEmpty)
    }

    @Test func runningTextMayHaveJoinersButNoMarksOfDirection() {
        func found(_ key: String, _ text: String) -> Int {
            marked("hidden-character", "[rule]\n\(key) = \"\(text)\"\n").count
        }
        #expect(found("note", "a\u{200D}b \u{A0}c") == 0)
        #expect(found("note", "a\u{202E}b") == 1)
        #expect(found("setup", "a\u{E0041}b") == 1)
        #expect(found("name", "a\u{A0}b") == 1)
        #expect(found("name", "a\u{3164}b") == 1)
    }

    @Test func hostsOfOneNetworkAreTold() {
        func found(_ url: String) -> Int {
            marked("unreachable-reference", "[rule]\nreferences = [\"\(url)\"]\n", profile: .elastic).count
        }
        let unreachable = [
            "https://www.example.com/a", "http://localhost:8080", "https://10.1.2.3", "https://a@wiki.corp/",
            "https://172.31.0.1/x", "HTTPS://HOST.TEST?q", "https://intranet.local.",
        ]
        for url in unreachable { #expect(found(url) == 1, "\(url)") }
        for url in ["https://myexample.com", "https://172.32.0.1", "https://a.b/example.com", "https://", "x"] {
            #expect(found(url) == 0, "\(url)")
        }
    }

    @Test func placeholdersAreToldFromRandomIDs() {
        func found(_ id: String) -> Int { marked("placeholder-rule-id", "[rule]\nrule_id = \"\(id)\"\n").count }
        #expect(found("00000000-0000-0000-0000-000000000000") == 1)
        #expect(found("12345678-1234-1234-1234-123456789012") == 1)
        #expect(found("01234567-89ab-cdef-0123-456789abcdef") == 1)
        #expect(found("3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11") == 0)
        #expect(found("not-an-id") == 0)
    }

    /// The file is looked at once, however many rules it holds.
    @Test func faultsOfTheFileAreToldOnce() {
        let text = "rule:\r\n  name: a\n---\nrule:\n  name: b\n"
        #expect(marked("mixed-line-ends", text, path: "a.yaml") == ["\r\n"])
        #expect(marked("invalid-file-name", text, profile: .elastic, path: "rules/A b.yaml").count == 1)
        #expect(marked("invalid-file-name", text, profile: .elastic, path: "-").isEmpty)
    }
}
