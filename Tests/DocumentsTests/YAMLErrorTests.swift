import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

/// YAML that is broken: what is said, where, and what is read of the rest.
@Suite struct YAMLErrorTests {
    /// A text, and per finding the line, the marked text and the message.
    private struct Case {
        var text: String
        var findings: [(line: Int, mark: String, message: String)]
        /// The tree as JSON.
        var tree: String
    }

    private static let cases: [Case] = [
        Case(
            text: "name: a\nnote: b: c\nlast: 1\n",
            findings: [(2, "b: c", "unquoted value contains `: `")],
            tree: #"{"name":"a","note":null,"last":1}"#),
        Case(
            text: "name: \"a\nnext: 1\nlast: 2\n",
            findings: [(1, "\"", "the quoted text that starts here has no closing quote")],
            tree: #"{"name":null,"next":1,"last":2}"#),
        Case(
            text: "name: 'a\nnext: 'b'\nlast: 2\n",
            findings: [(1, "'", "the quoted text that starts here has no closing quote on its line")],
            tree: #"{"name":null,"next":"b","last":2}"#),
        Case(
            text: "a: 1\n\tb: 2\nc: 3\n",
            findings: [(2, "\t", "tab in the indentation")],
            tree: #"{"a":null,"c":3}"#),
        Case(
            text: "a:\n\t- 2\nc: 3\n",
            findings: [(2, "\t", "tab in the indentation")],
            tree: #"{"a":null,"c":3}"#),
        Case(
            text: "rule:\n  tags: [a, b\n  name: x\n  type: q\nlast: 1\n",
            findings: [(2, "[", "the list that starts here has no closing `]`")],
            tree: #"{"rule":{"tags":null,"name":"x","type":"q"},"last":1}"#),
        Case(
            text: "rule:\n  tags: [\"a\" \"b\"]\n  name: x\n",
            findings: [(2, "\"b\"]", "expected `,` or `]` in the list, found `\"b\"]`")],
            tree: #"{"rule":{"tags":null,"name":"x"}}"#),
        Case(
            text: "a: 1\nfoo\nb: 2\n",
            findings: [(2, "foo", "expected `:` after `foo`")],
            tree: #"{"a":1,"b":2}"#),
        Case(
            text: "a: x\n  b: 2\nc: 3\n",
            findings: [(2, "b", "a key is not allowed here")],
            tree: #"{"a":null,"c":3}"#),
        Case(
            text: "a: @x\nb: `y`\nc: 1\n",
            findings: [
                (1, "@x", "an unquoted value cannot start with `@x`"),
                (2, "`y`", "an unquoted value cannot start with ``y``"),
            ],
            tree: #"{"a":null,"b":null,"c":1}"#),
        Case(
            text: "a: - x\nb: 1\n",
            findings: [(1, "-", "a list item cannot start here")],
            tree: #"{"a":null,"b":1}"#),
        Case(
            text: "a: \"\\q\"\nb: '\\q'\nc: \"\\xZZ\"\nd: 1\n",
            findings: [
                (1, "\\q", "unknown escape in a double-quoted text"),
                (3, "\\x", "escape without its hexadecimal digits"),
            ],
            tree: #"{"a":null,"b":"\\q","c":null,"d":1}"#),
        Case(
            text: "threat:\n- id: a\n  name: 'x\n  ref: y\n- id: b\n  name: c: d\n- id: e\nend: 1\n",
            findings: [
                (3, "'", "the quoted text that starts here has no closing quote"),
                (6, "c: d", "unquoted value contains `: `"),
            ],
            tree: #"{"threat":[{"id":"a","name":null,"ref":"y"},{"id":"b","name":null},{"id":"e"}],"end":1}"#),
        Case(
            text: "a: {b: 1, c: 2\nd: 3\n---\ne: 4\n",
            findings: [(1, "{", "the mapping that starts here has no closing `}`")],
            tree: "{\"a\":null,\"d\":3}\n{\"e\":4}"),
        Case(
            text: "a: !x!y 1\nb: |x\n  t\nc: 1\n",
            findings: [
                (1, "!x!y", "tag with an undefined handle"),
                (2, "x", "text after the header of the block"),
            ],
            tree: #"{"a":null,"b":null,"c":1}"#),
        Case(
            text: "  a: 1\nb: 2\n",
            findings: [(2, "b:", "the document has ended before `b:`")],
            tree: #"{"a":1}"#),
        Case(
            text: "a: [\n", findings: [(1, "[", "the list that starts here has no closing `]`")], tree: #"{"a":null}"#),
        Case(text: "\"a", findings: [(1, "\"", "the quoted text that starts here has no closing quote")], tree: ""),
        Case(text: "a: ]\nb: 1\n", findings: [(1, "]", "expected a value, found `]`")], tree: #"{"a":null,"b":1}"#),
        Case(
            text: "%FOO\n---\na: 1\n", findings: [(1, "%FOO", "unknown directive")], tree: #"{"a":1}"#),
    ]

    @Test func eachFaultIsSaidOnceAndTheRestIsRead() {
        for each in Self.cases {
            let source = SourceFile(path: "x.yaml", text: each.text)
            let file = YAMLReader.read(source)
            let found = file.findings.map { finding in
                "\(source.position(at: finding.location.range.start).line) [\(source.text(finding.location.range))] \(finding.message)"
            }
            #expect(found == each.findings.map { "\($0.line) [\($0.mark)] \($0.message)" }, "\(each.text)")
            #expect(file.findings.allSatisfy { $0.id == "yaml-syntax" && $0.category == "syntax" })
            #expect(file.documents.map { JSONValue($0.root).text }.joined(separator: "\n") == each.tree, "\(each.text)")
        }
    }

    /// Random edits of a text with all that YAML has: no trap, no hang, ranges inside the file.
    @Test func mutatedInputsNeverTrap() {
        let seed = Array(
            """
            %YAML 1.2
            ---
            name: &n "é \\u00e9 \\
              x"
            rule: # c
              tags: [a, 'b ''c', {d: e}]
              threat:
              - id: !!str T1
                note: |+2
                    first

                  second
              - *n
              fold: >-
                a
                b

                 c
              ? k
              : v
            last: .5
            ...
            """.utf8)
        let alphabet =
            Array("{}[]\",:'|>-+?*&!#%@`~\\0123456789eE \n\t\r.tfn\u{E9}\u{85}\u{2028}\u{1F600}".utf8) + [0xFF, 0]
        var random = SeededGenerator(seed: 0x7EE7)
        for _ in 0..<3_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes.remove(at: index)
                case 1: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: index)
                case 2: bytes[index] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                case 3: bytes.removeSubrange(index..<min(bytes.count, index + 20))
                default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 20)], at: index)
                }
            }
            let source = SourceFile(id: SourceID(0), path: "x", bytes: bytes)
            let (file, unmapped) = YAMLReader.readCounting(source)
            for finding in file.findings { #expect(finding.location.range.end <= bytes.count) }
            if bytes.allSatisfy({ $0 < 0x80 && $0 != 0 }) {
                #expect(unmapped == 0, "\(source.text(ByteRange(0, bytes.count)))")
            }
        }
    }

    @Test func hostileTextsAreReadInLinearTime() {
        let texts = [
            String(repeating: "a: \"\n", count: 30_000), String(repeating: "a: [\n", count: 30_000),
            String(repeating: "a: b: c\n", count: 30_000), String(repeating: "? ", count: 30_000),
            String(repeating: "a: *x\n", count: 50_000), String(repeating: "&a ", count: 50_000),
            "a: |\n" + String(repeating: " \n", count: 60_000), "a: " + String(repeating: "x ", count: 60_000),
            String(repeating: "%TAG !a! b\n", count: 50_000), String(repeating: "{", count: 60_000),
            "a: " + String(repeating: "\n\n x", count: 30_000), String(repeating: "- - a\n", count: 50_000),
            String(repeating: "x\n", count: 60_000), String(repeating: "a: 'x\n\n", count: 50_001),
        ]
        for text in texts {
            let clock = ContinuousClock()
            let time = clock.measure { _ = YAMLReader.read(SourceFile(path: "x", text: text)) }

            #expect(time < .seconds(30), "\(text.prefix(20)): \(time)")
        }
    }
}
