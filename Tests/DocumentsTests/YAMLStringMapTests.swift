import Documents
import SourceText
import Testing

/// The string map of the five scalar styles: an offset of the value gives the byte of the file, also on the third line
/// and after escapes.
@Suite struct YAMLStringMapTests {
    /// A document with one key, the text of its value, and needles of the text with the way they are written.
    private struct Case {
        var name: String
        var text: String
        var value: String
        var needles: [(value: String, written: String)]
    }

    private static let cases: [Case] = [
        Case(
            name: "plain over lines", text: "k: one\n  two\n\n  three é four\n", value: "one two\nthree é four",
            needles: [("two", "two"), ("three", "three"), ("é", "é"), ("four", "four")]),
        Case(
            name: "single-quoted", text: "k: 'it''s\n  two\n\n  ''three'' é four'\n", value: "it's two\n'three' é four",
            needles: [("'s", "''s"), ("two", "two"), ("three", "three"), ("four", "four")]),
        Case(
            name: "double-quoted", text: "k: \"a\\tb\\u00e9 \\\n  two\\\"\n  \\x41hree é four\"\n",
            value: "a\tbé two\" Ahree é four",
            needles: [("b", "b"), ("é", "\\u00e9"), ("two", "two"), ("\"", "\\\""), ("A", "\\x41"), ("four", "four")]),
        Case(
            name: "literal", text: "k: |\n    one\n      two\n\n    three é four\n",
            value: "one\n  two\n\nthree é four\n",
            needles: [("two", "two"), ("three", "three"), ("é four", "é four")]),
        Case(
            name: "literal with indicators", text: "k: |2-   # c\n    one\n   two\n\n", value: "  one\n two",
            needles: [("one", "one"), ("two", "two")]),
        Case(
            name: "literal that keeps", text: "k: |+\n  one\n\n\nl: 1\n", value: "one\n\n\n", needles: [("one", "one")]),
        Case(
            name: "folded", text: "k: >\n  one\n  two\n\n  three é\n\n    deeper\n  four\n",
            value: "one two\nthree é\n\n  deeper\nfour\n",
            needles: [("two", "two"), ("three", "three"), ("deeper", "deeper"), ("four", "four")]),
        Case(
            name: "folded with CRLF", text: "k: >-\r\n  one\r\n  two\r\n\r\n  three\r\n", value: "one two\nthree",
            needles: [("two", "two"), ("three", "three")]),
    ]

    @Test func offsetsLeadToTheFile() throws {
        for each in Self.cases {
            let source = SourceFile(path: "x.yaml", text: each.text)
            let (file, unmapped) = YAMLReader.readCounting(source)
            #expect(file.findings.isEmpty, "\(each.name)")
            #expect(unmapped == 0, "\(each.name)")
            let scalar = try #require(file.documents.first?.root["k"]?.scalar, "\(each.name)")
            #expect(scalar.text == each.value, "\(each.name)")
            for needle in each.needles {
                let range = try #require(scalar.text.utf8Range(of: needle.value), "\(each.name): \(needle.value)")
                let written = source.text(scalar.map.sourceRange(of: range))
                #expect(written == needle.written, "\(each.name): \(needle.value)")
            }
        }
    }

    @Test func theThirdLineIsAtTheRightByte() throws {
        let cases: [(String, String)] = [
            ("query: |-\n  event.kind: event\n  and host.os: \"linux\"\n  and error here\n", "error"),
            ("query: >-\n  event.kind: event\n  and host.os: \"linux\"\n  and error here\n", "error"),
            ("query: \"event.kind: \\\"event\\\"\n  and \\u0068ost.os: x \\\n  and error here\"\n", "error"),
            ("query: 'event.kind: ''event''\n  and host.os: ''x''\n  and error here'\n", "error"),
            ("query: event.kind:event\n  and host.os:é\n  and error here\n", "error"),
        ]
        for (text, needle) in cases {
            let source = SourceFile(path: "x.yaml", text: text)
            let scalar = try #require(YAMLReader.read(source).documents.first?.root["query"]?.scalar)
            let range = try #require(scalar.text.utf8Range(of: needle))
            let offset = scalar.map.sourceOffset(of: range.lowerBound)
            #expect(source.position(at: offset).line == text.split(separator: "\n").count)
            #expect(source.text(scalar.map.sourceRange(of: range)) == needle)
        }
    }
}

extension String {
    /// Where a text is first, in bytes.
    fileprivate func utf8Range(of needle: String) -> Range<Int>? {
        let haystack = Array(utf8)
        let wanted = Array(needle.utf8)
        guard haystack.count >= wanted.count else { return nil }
        for start in 0...(haystack.count - wanted.count)
        where haystack[start..<(start + wanted.count)].elementsEqual(wanted) {
            return start..<(start + wanted.count)
        }
        return nil
    }
}
