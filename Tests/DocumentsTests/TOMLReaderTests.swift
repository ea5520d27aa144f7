import Diagnostics
import Documents
import SourceText
import Testing

@Suite struct TOMLReaderTests {
    private func read(_ text: String) -> ParsedFile { TOMLReader.read(SourceFile(path: "x.toml", text: text)) }

    private func root(_ text: String) throws -> Node { try #require(read(text).documents.first?.root) }

    @Test func emptyFilesAreEmptyTables() throws {
        for text in ["", "\n", "# only a comment", "\u{FEFF}", " \t\r\n"] {
            let parsed = read(text)
            #expect(parsed.findings.isEmpty)
            #expect(parsed.documents.first?.root.table?.entries.isEmpty == true)
            #expect(TOMLText.parse(SourceFile(path: "x.toml", text: text)).syntax.printed() == Array(text.utf8))
        }
    }

    @Test func keysAreComparedByTheirBytes() throws {
        // The same text to a reader, composed and decomposed: two keys in TOML.
        let parsed = read("\"\u{E9}\" = 1\n\"e\u{301}\" = 2\n")
        #expect(parsed.findings.isEmpty)
        #expect(try root("\"\u{E9}\" = 1\n\"e\u{301}\" = 2\n").table?.entries.count == 2)
        #expect(read("\"\\u0061\" = 1\na = 2").findings.map(\.id) == ["duplicate-key"])
    }

    @Test func aKeyThatStandsTwiceIsThereTwice() throws {
        let table = try #require(try root("a = 1\na = 2\n").table)
        #expect(table.entries.compactMap(\.value.integer) == [1, 2])
        #expect(table["a"]?.value.integer == 1)
    }

    @Test func entriesReachFromTheKeyToTheEndOfTheValue() throws {
        let text = "[rule]\n  name = 'x'  # c\n[rule.threat]\nid.a = [1]\n"
        let source = SourceFile(path: "x.toml", text: text)
        let rule = try #require(TOMLReader.read(source).documents.first?.root.table?["rule"])
        #expect(source.text(rule.keyRange) == "rule")
        #expect(source.text(rule.range) == String(text.dropLast()))
        let name = try #require(rule.value.table?["name"])
        #expect(source.text(name.range) == "name = 'x'")
        #expect(source.text(name.value.range) == "'x'")
        let id = try #require(rule.value["threat"]?.table?["id"])
        #expect(source.text(id.range) == "id.a = [1]")
        #expect(source.text(id.value.range) == "a = [1]")
    }

    @Test func commentsAreKeptInOrder() throws {
        let text = "# one\na = [ # two\n 1, # three\n]\n[b] # four"
        let source = SourceFile(path: "x.toml", text: text)
        let comments = try #require(TOMLReader.read(source).documents.first?.comments)
        #expect(comments.map(source.text) == ["# one", "# two", "# three", "# four"])
    }

    @Test func filesBeyondTheLimitAreRefusedWithItsNumber() {
        let parsed = TOMLReader.read(
            SourceFile(id: SourceID(0), path: "x.toml", bytes: Array(repeating: 0x0A, count: (4 << 20) + 1)))
        #expect(parsed.findings.map(\.id) == ["limit-exceeded"])
        #expect(parsed.findings.first?.message == "file has 4194305 bytes of at most 4194304")
        #expect(parsed.documents.first?.root.isInvalid == true)
    }

    @Test func garbageGivesABoundedNumberOfFindings() {
        let parsed = read(String(repeating: "=\n", count: 5_000))
        #expect(parsed.findings.count == 1_001)
        #expect(parsed.findings.last?.id == "limit-exceeded")
    }

    /// Each of these grows faster than the file in a careless parser.
    @Test func hostileFilesCostTimeInProportionToTheirSize() {
        let count = 8_000
        let files = [
            (0..<count).map { "k\($0) = 1\n" }.joined(),
            (0..<count).map { "[t\($0)]\nx = 1\n" }.joined(),
            String(repeating: "[[a.b]]\nx = 1\n", count: count),
            (0..<count).map { "a.b\($0).c = 1\n" }.joined(),
            String(repeating: "a = '''\n", count: count),
            String(repeating: "a = '''\nb = \"\"\"\n", count: count),
            String(repeating: "a = \"\n", count: count),
            "a = [" + String(repeating: "\n\"x\",", count: count),
            "a = [" + String(repeating: "[", count: count * 10),
            "a = " + String(repeating: "[1,[\n", count: count),
            "a = " + String(repeating: "{b=", count: count),
            String(repeating: "[a]\n", count: count),
            "a = [" + String(repeating: "'", count: count * 10),
            "a = [" + String(repeating: "b,", count: count),
            "a = [" + String(repeating: "1 ", count: count),
            "a = [" + String(repeating: "'x' ", count: count),
            "a = {" + String(repeating: "b 'x,", count: count),
            "a = {" + String(repeating: "b = 1 ", count: count),
            "a = {" + String(repeating: ",", count: count),
            String(repeating: ".", count: count * 10),
            String(repeating: "\"", count: count * 10),
            "a = \"" + String(repeating: "\\u00e9", count: count) + "\"",
            "a = \"\"\"" + String(repeating: "\\\n", count: count) + "\"\"\"",
            String(repeating: "a = \"x\nb\n", count: count),
            String(repeating: "a = {\n", count: count),
        ]
        let clock = ContinuousClock()
        for file in files {
            let time = clock.measure { _ = read(file) }
            // Generous for an unoptimised build on a busy machine; what is quadratic takes minutes here.
            #expect(time < .seconds(4), "\(file.prefix(20))")
        }
    }

    @Test func headersMayGoThroughWhatDottedKeysMadeButNotRedefineIt() {
        #expect(read("[fruit]\napple.color = 1\n[fruit.apple.texture]\nsmooth = true\n").findings.isEmpty)
        #expect(read("[fruit]\napple.color = 1\n[fruit.apple]\n").findings.count == 1)
        #expect(read("[a.b.c]\n[a]\nd = 1\n").findings.isEmpty)
        #expect(read("[[a]]\n[a.b]\n[[a]]\n[a.b]\n").findings.isEmpty)
    }

    @Test func taggedFormNamesEachType() throws {
        let source = SourceFile(path: "x.toml", text: "a = 1\nb = [1.5, true]\nc.d = 2000-01-01\n")
        let document = try #require(TOMLReader.read(source).documents.first)
        let tagged =
            #"{"a":{"type":"integer","value":"1"},"b":[{"type":"float","value":"1.5"},{"type":"bool","value":"true"}],"#
            + #""c":{"d":{"type":"date-local","value":"2000-01-01"}}}"#
        #expect(TOMLTagged.json(document).text == tagged)
    }
}
