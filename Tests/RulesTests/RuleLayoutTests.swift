import Diagnostics
import Documents
import Foundation
import Rules
import SourceText
import TestSupport
import Testing

/// The canonical layout of rule files.
@Suite struct RuleLayoutTests {
    private static func text(_ outcome: DocumentLayout.Outcome, _ source: SourceFile) -> String {
        switch outcome {
        case .unchanged: source.text(ByteRange(0, source.bytes.count))
        case .changed(let bytes): String(decoding: bytes, as: UTF8.self)
        case .broken(let findings): "broken: \(findings.map(\.message))\n"
        case .unproven(let difference): "unproven: \(difference.text)\n"
        }
    }

    private static func layout(_ text: String, _ path: String = "rule.toml") -> String {
        let source = SourceFile(path: path, text: text)
        return Self.text(RuleLayout.of(source), source)
    }

    @Test func layoutsReadAsTheyAreMeantTo() {
        let failures = Golden.failures("format") { Self.text(RuleLayout.of($0), $0) }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    @Test func theLayoutOfALayoutIsItself() {
        for item in Golden.cases("format") {
            let syntax: DocumentSyntax = item.source.path.hasSuffix(".yaml") ? .yaml : .toml
            #expect(LayoutChecker.fault(of: item.source.bytes, syntax) == nil, "\(item.name)")
        }
    }

    @Test func ourRulesHaveTheLayout() throws {
        let folder = Shared.repository.appending(path: "rules")
        for ending in ["toml", "yaml"] {
            let files = FuzzSeeds.files(in: folder, [ending])
            #expect(!files.isEmpty)
            for bytes in files {
                let source = SourceFile(id: SourceID(0), path: "a.\(ending)", bytes: bytes)
                #expect(Self.text(RuleLayout.of(source), source) == source.text(ByteRange(0, bytes.count)))
            }
        }
    }

    @Test func windowsLineEndsStayAndAByteOrderMarkGoes() {
        let text = "\u{FEFF}[rule]\r\ntype = \"eql\"\r\nname  = \"A\"\r\nquery = '''\r\nany where true\r\n'''"
        let expected = "[rule]\r\nname = \"A\"\r\ntype = \"eql\"\r\nquery = '''\r\nany where true\r\n'''\r\n"
        #expect(Self.layout(text) == expected)
        #expect(Self.layout("a:   1\r\nb: |\r\n   x\r\n", "rule.yaml") == "a: 1\r\nb: |\r\n  x\r\n")
    }

    @Test func aLastLineOfABlockGetsNoLineEndThatItDidNotHave() {
        #expect(Self.layout("a:  1\nb: |\n    x", "rule.yaml") == "a: 1\nb: |\n  x")
        #expect(Self.layout("a:  1\nb: |\n    x\n  ", "rule.yaml") == "a: 1\nb: |\n  x\n")
        #expect(Self.layout("a:  1\nb: |+\n    x\n\n\n", "rule.yaml") == "a: 1\nb: |+\n  x\n\n\n")
    }

    @Test func blankLinesBehindABlockAreBoundedUnlessTheyAreText() {
        #expect(Self.layout("a:\n  b: |\n    x\n\n  \n  c: 1\n", "rule.yaml") == "a:\n  b: |\n    x\n\n  c: 1\n")
        let text = "a:\n  b: |\n    x\n\n      \n\n  c: 1\n"
        #expect(Self.layout(text, "rule.yaml") == text)
    }

    @Test func blanksAtTheEndOfABlockThatSaysItsIndentationStay() {
        let text = "a:\n  b:\n    - |2-\n          x\n          \n  c: 1\n"
        #expect(Self.layout(text, "rule.yaml") == text)
    }

    @Test func brokenTextIsLeftAlone() {
        guard case .broken(let findings) = RuleLayout.of(SourceFile(path: "a.toml", text: "[rule\nname  = 1\n")) else {
            Issue.record("taken as sound")
            return
        }
        #expect(findings.map(\.id) == ["toml-syntax"])
    }

    @Test(arguments: ["toml", "yaml"])
    func anEmptyFileAndAFileOfCommentsStay(_ ending: String) {
        #expect(Self.layout("", "a.\(ending)") == "")
        #expect(Self.layout("# one\n\n# two\n", "a.\(ending)") == "# one\n\n# two\n")
        #expect(Self.layout("\n\n", "a.\(ending)") == "")
    }

    @Test func aProofSeesEveryKindOfLoss() throws {
        let text = "[rule]\nname = \"A\" # why\ntags = [\"a\", \"b\"]\nrisk_score = 1\n"
        let cases: [(String, String, LayoutProof.Difference)] = [
            ("\"A\"", "\"B\"", .value(at: "rule.name")), ("\"a\", \"b\"", "\"b\", \"a\"", .value(at: "rule.tags.[0]")),
            ("# why", "# who", .comment), (" # why", "", .comment), ("risk_score = 1\n", "", .value(at: "rule")),
            ("= 1", "=", .unreadable),
        ]
        let old = SourceFile(path: "a.toml", text: text)
        for (from, to, expected) in cases {
            let new = SourceFile(path: "a.toml", text: text.replacing(from, with: to))
            let found = LayoutProof.difference(old, DocumentReader.read(old), new, DocumentReader.read(new))
            #expect(found == expected, "\(to)")
        }
        let moved = SourceFile(path: "a.toml", text: "[rule]\nrisk_score = 1\ntags = ['a', 'b']\nname = \"A\" # why\n")
        #expect(LayoutProof.difference(old, DocumentReader.read(old), moved, DocumentReader.read(moved)) == nil)
    }
}
