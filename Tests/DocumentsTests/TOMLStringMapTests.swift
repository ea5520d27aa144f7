import Documents
import SourceText
import Testing

/// The way back from a decoded string to the file, for each of the four kinds.
@Suite struct TOMLStringMapTests {
    private func scalar(_ text: String) throws -> (StringScalar, SourceFile) {
        let source = SourceFile(path: "x.toml", text: text)
        let parsed = TOMLReader.read(source)
        #expect(parsed.findings.isEmpty)
        return (try #require(parsed.documents.first?.root["query"]?.scalar), source)
    }

    /// Where `needle` of the value is in the file.
    private func place(of needle: String, in scalar: StringScalar, _ source: SourceFile) throws -> Position {
        let text = Array(scalar.text.utf8)
        let wanted = Array(needle.utf8)
        let offset = try #require(
            (0...(text.count - wanted.count)).first { text[$0..<($0 + wanted.count)].elementsEqual(wanted) })
        let range = scalar.map.sourceRange(of: offset..<(offset + wanted.count))
        #expect(source.text(range) == needle)
        return source.position(at: range.start)
    }

    @Test func thirdLineOfAMultilineBasicStringBehindEscapes() throws {
        let (scalar, source) = try scalar(
            "# c\nquery = \"\"\"\nfirst \\\"quoted\\\" \\u00e9\\U0001F600\nsecond \\\\ \\t \\\n      goes on\nthird \\u0041 here\"\"\"\n"
        )
        #expect(scalar.text == "first \"quoted\" é😀\nsecond \\ \t goes on\nthird A here")
        #expect(try place(of: "first", in: scalar, source) == Position(line: 3, column: 1))
        #expect(try place(of: "second", in: scalar, source) == Position(line: 4, column: 1))
        #expect(try place(of: "goes", in: scalar, source) == Position(line: 5, column: 7))
        #expect(try place(of: "third", in: scalar, source) == Position(line: 6, column: 1))
        #expect(try place(of: "here", in: scalar, source) == Position(line: 6, column: 14))
        #expect(scalar.map.sourceOffset(of: scalar.text.utf8.count) == source.bytes.count - 4)
    }

    @Test func thirdLineOfAMultilineLiteralString() throws {
        let (scalar, source) = try scalar("query = '''\nfirst \\n\nsecond ''\nthird here'''")
        #expect(scalar.text == "first \\n\nsecond ''\nthird here")
        #expect(try place(of: "here", in: scalar, source) == Position(line: 4, column: 7))
        #expect(scalar.map.runs.count == 1)
    }

    @Test func basicStringBehindEscapes() throws {
        let (scalar, source) = try scalar("query = \"a\\n\\u00e9 b\" # c")
        #expect(scalar.text == "a\né b")
        #expect(try place(of: "b", in: scalar, source) == Position(line: 1, column: 20))
        // Inside an escape: its start; the whole escape is the range.
        #expect(scalar.map.sourceRange(of: 2..<4) == ByteRange(12, 18))
        #expect(scalar.map.sourceOffset(of: 3) == 12)
    }

    @Test func literalString() throws {
        let (scalar, source) = try scalar("query = 'a \\n b'")
        #expect(scalar.text == "a \\n b")
        #expect(try place(of: "b", in: scalar, source) == Position(line: 1, column: 15))
    }

    @Test func lineEndsOfWindowsBecomeLineFeeds() throws {
        let (scalar, source) = try scalar("query = \"\"\"\r\none\r\ntwo \\\r\n  three\r\n\"\"\"\r\n")
        #expect(scalar.text == "one\ntwo three\n")
        #expect(try place(of: "three", in: scalar, source) == Position(line: 4, column: 3))
        #expect(scalar.map.sourceRange(of: 3..<4) == ByteRange(16, 18))
    }

    @Test func quotesBeforeTheClosingOnesBelongToTheText() throws {
        let (scalar, _) = try scalar("query = \"\"\"\"\"a\"\"b\"\"\"\"\"")
        #expect(scalar.text == "\"\"a\"\"b\"\"")
        let (empty, source) = try self.scalar("query = \"\"\"\n\"\"\"")
        #expect(empty.text.isEmpty)
        #expect(empty.map.sourceOffset(of: 0) == 12)
        #expect(source.bytes.count == 15)
    }

    @Test func everyOffsetLeadsIntoTheString() throws {
        let texts = [
            "query = \"\"\"\\\n\n   a \\\" \\u00e9 \\\n\n   b\r\n\"\"\"", "query = \"\\t\\t\\\\\\u0000\"",
            "query = '''\n'''",
        ]
        for text in texts {
            let (scalar, source) = try scalar(text)
            let node = try #require(TOMLReader.read(source).documents.first?.root["query"])
            var last = 0
            for offset in 0...scalar.text.utf8.count {
                let place = scalar.map.sourceOffset(of: offset)
                #expect(place >= last && node.range.contains(ByteRange(at: place)))
                last = place
            }
        }
    }
}
