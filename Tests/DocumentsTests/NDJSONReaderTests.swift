import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

/// JSON lines: each a document, a broken one alone.
@Suite struct NDJSONReaderTests {
    private func read(_ text: String, path: String = "x.ndjson") -> (ParsedFile, SourceFile) {
        let source = SourceFile(path: path, text: text)
        return (DocumentReader.read(source), source)
    }

    @Test func eachLineIsADocumentWithItsPlaces() throws {
        let (file, source) = read("{\"a\": 1}\n\n  {\"b\": \"é\"}\r\n[2]")
        #expect(file.isLines && file.findings.isEmpty)
        #expect(file.documents.map { source.text($0.root.range) } == ["{\"a\": 1}", "{\"b\": \"é\"}", "[2]"])
        let value = try #require(file.documents[1].root["b"])
        #expect(source.text(value.range) == "\"é\"")
        #expect(source.position(at: value.range.start).line == 3)
        #expect(file.documents.allSatisfy { $0.syntax == .json })
    }

    @Test func aBrokenLineIsToldAndTheOthersAreRead() {
        let (file, source) = read("{\"a\": 1}\n{\"b\": }\n{\"c\": 3}\n")
        #expect(file.documents.count == 2)
        #expect(file.findings.map(\.id) == ["json-syntax"])
        #expect(file.findings.map { source.position(at: $0.location.range.start).line } == [2])
    }

    @Test func aFloodOfBrokenLinesIsCut() {
        let (file, _) = read("{}\n" + String(repeating: "x\n", count: 500))
        #expect(file.findings.count == NDJSONReader.toldAtMost + 1)
        #expect(file.findings.last?.message == "400 more lines are not JSON")
    }

    @Test func oneValueOverSeveralLinesIsReadAndTold() {
        let (file, _) = read("{\n  \"name\": \"x\"\n}\n")
        #expect(!file.isLines)
        #expect(file.documents.first?.root["name"]?.string == "x")
        #expect(file.findings.map(\.message) == ["one value is spread over several lines"])
    }

    @Test func linesUnderTheNameOfOneValueAreLines() {
        #expect(read("{\"a\": 1}\n{\"b\": 2}\n", path: "x.json").0.isLines)
        #expect(!read("{\"a\": 1}\n", path: "x.json").0.isLines)
        #expect(!read("{\"a\": 1} x", path: "x.json").0.isLines)
    }

    @Test func nothingIsNoDocument() {
        for text in ["", "\n\n", " \r\n", "\u{FEFF}"] {
            #expect(read(text).0.documents.isEmpty, "\(text.debugDescription)")
        }
    }

    @Test func cutAndMutatedLinesNeverTrap() {
        let text = "{\"a\": [1, \"\\u00e9\", null]}\n{\"b\": {\"c\": -1.5e3}}\n"
        let bytes = Array(text.utf8)
        for end in 0...bytes.count {
            let source = SourceFile(id: SourceID(0), path: "x.ndjson", bytes: Array(bytes[..<end]))
            for finding in DocumentReader.read(source).findings { #expect(finding.location.range.end <= end) }
        }
    }
}
