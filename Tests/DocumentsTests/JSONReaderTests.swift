import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

/// JSON: values, places, string maps, faults.
@Suite struct JSONReaderTests {
    private func read(_ text: String, maximumDepth: Int = 64) -> (node: Node?, findings: [Diagnostic]) {
        let file = JSONReader.read(SourceFile(path: "x.json", text: text), maximumDepth: maximumDepth)
        return (file.documents.first?.root, file.findings)
    }

    @Test func valuesKeepTheirPlacesAndOrder() throws {
        let text = #" {"b": [1, -2.50, true, null], "a": {"x": "é"}, "b": {}, "e": []} "#
        let (node, findings) = read(text)
        #expect(findings.isEmpty)
        let root = try #require(node)
        let table = try #require(root.table)
        #expect(table.entries.map(\.key) == ["b", "a", "b", "e"])
        let source = SourceFile(path: "x", text: text)
        #expect(source.text(table.entries[0].value.range) == "[1, -2.50, true, null]")
        #expect(source.text(table.entries[0].keyRange) == "\"b\"")
        #expect(source.text(table.entries[1].range) == #""a": {"x": "é"}"#)
        #expect(source.text(root.range) == text.trimmed)
        #expect(root["b"]?.array?[1].spelling?.text == "-2.50")
        #expect(JSONValue(root).text == #"{"b":[1,-2.5,true,null],"a":{"x":"é"},"b":{},"e":[]}"#)
    }

    @Test func integersOf64BitsStayIntegers() {
        #expect(JSONReader.value("9223372036854775807")?.integer == .max)
        #expect(JSONReader.value("-9223372036854775808")?.integer == .min)
        let large = JSONReader.value("9223372036854775808")
        #expect(large?.integer == nil)
        #expect(large?.spelling?.text == "9223372036854775808")
        #expect(JSONReader.value("-0")?.integer == 0)
        #expect(JSONReader.value("1e999")?.spelling?.text == "1e999")
    }

    @Test func stringsMapBackThroughEscapes() throws {
        let text = #"["ab\n\u00e9x\ud83d\ude00y\ud800z\/"]"#
        let scalar = try #require(read(text).node?.array?.first?.scalar)
        #expect(Array(scalar.text.utf8) == Array("ab\n\u{e9}x\u{1F600}y\u{FFFD}z/".utf8))
        let source = SourceFile(path: "x", text: text)
        let expected: [(Character, String)] = [("x", "x"), ("y", "y"), ("z", "z"), ("/", #"\/"#), ("\n", #"\n"#)]
        for (character, written) in expected {
            let index = try #require(scalar.text.firstIndex(of: character))
            let offset = scalar.text.utf8.distance(from: scalar.text.startIndex, to: index)
            #expect(source.text(scalar.map.sourceRange(of: offset..<(offset + 1))) == written)
        }
        #expect(scalar.map.sourceOffset(of: scalar.text.utf8.count) == text.utf8.count - 2)
    }

    @Test func faultsSayWhatWasExpectedAndFound() {
        let cases: [(String, String, Int)] = [
            ("", "expected a value, found the end of the text", 0),
            ("  ", "expected a value, found the end of the text", 2),
            ("{\"a\":1,}", "expected a member name in double quotes, found `}`", 7),
            ("{\"a\" 1}", "expected `:` after the member name, found `1`", 5),
            ("[1 2]", "expected `,` or `]` after the item, found `2`", 3),
            ("[1,]", "expected a value, found `]`", 3),
            ("{\"a\":1 x", "expected `,` or `}` after the member, found `x`", 7),
            ("tru", "expected a value, found `tru`", 0),
            ("nullx", "expected a value, found `nullx`", 0),
            ("'a'", "expected a value, found `'`", 0),
            ("01", "a number cannot start with `0` and go on with digits", 0),
            ("1.", "expected a digit, found the end of the text", 2),
            ("-x", "expected a digit, found `x`", 1),
            ("1 2", "expected the end of the text after the value, found `2`", 2),
            ("\"a\nb\"", "a control character in a string must be escaped", 2),
            ("\"abc", "the string has no closing quote", 0),
            (#""\x""#, #"unknown escape `\x` in a string"#, 1),
            (#""\u12g4""#, #"expected four hexadecimal digits after `\u`"#, 1),
            ("[", "expected a value, found the end of the text", 1),
            ("{\"a\":", "expected a value, found the end of the text", 5),
        ]
        for (text, message, offset) in cases {
            let findings = read(text).findings
            #expect(findings.map(\.message) == [message], "\(text)")
            #expect(findings.first?.location.range.start == offset, "\(text)")
            #expect(findings.first?.id == "json-syntax")
            #expect(JSONReader.value(text) == nil)
        }
    }

    @Test func whatStoodBeforeAFaultIsKept() {
        let node = read(#"{"a": {"b": [1, 2, oops"#).node
        #expect(node.map { JSONValue($0).text } == #"{"a":{"b":[1,2]}}"#)
    }

    @Test func nestingHasALimit() {
        let deep = { (count: Int) in
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(read(deep(64)).findings.isEmpty)
        let finding = read(deep(65)).findings.first
        #expect(finding?.id == "limit-exceeded")
        #expect(finding?.message == "values are nested more than 64 levels deep")
        #expect(finding?.location.range == ByteRange(64, 65))
        #expect(JSONReader.value(deep(1000)) != nil)
        #expect(JSONReader.value(deep(1001)) == nil)
        #expect(JSONReader.value(String(repeating: "[{\"a\":", count: 200_000)) == nil)
    }

    @Test func brokenUTF8IsFoundAndRepaired() {
        let bytes = Array("{\"a\": \"x".utf8) + [0xC0, 0xAF] + Array("y\"}".utf8)
        let file = JSONReader.read(SourceFile(id: SourceID(0), path: "x", bytes: bytes))
        #expect(file.findings.map(\.message) == ["byte 0xC0 at offset 8 is not UTF-8"])
        #expect(file.documents.first?.root["a"]?.string?.hasSuffix("y") == true)
    }

    @Test func aByteOrderMarkIsPassedOver() {
        #expect(read("\u{FEFF}{\"a\":1}").node?["a"]?.range == ByteRange(8, 9))
    }

    @Test func linesAreReadInPlace() throws {
        let bytes = Array("{\"n\":1}\r\n\n  \n{\"n\":2}\n{\"n\":3}".utf8)
        var values: [Int64] = []
        try JSONReader.forEachLine(of: bytes) { (range) throws(JSONError) in
            values.append(try JSONReader.value(of: bytes, in: range)["n"]?.integer ?? -1)
        }
        #expect(values == [1, 2, 3])
    }

    /// Random edits of a valid text: reading never traps, and ranges stay inside the file.
    @Test func mutatedInputsNeverTrap() {
        let seed = Array(#"{"a":[1,-2.5e3,"x\n\u00e9\ud83d\ude00",{"b":null,"c":[true,false,{}]}],"d":""}"#.utf8)
        let alphabet = Array("{}[]\",:\\u0123456789eE+-.tfn \n\u{1}\u{E9}\u{1F600}".utf8)
        var random = SeededGenerator(seed: 0x5EED)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: index)
                case 1: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: index)
                default: bytes.removeSubrange(index...)
                }
            }
            let file = JSONReader.read(SourceFile(id: SourceID(0), path: "x", bytes: bytes))
            for finding in file.findings { #expect(finding.location.range.end <= bytes.count) }
        }
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
