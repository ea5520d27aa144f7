import SourceText
import Testing

@Suite struct LinePositionTests {
    /// `ä` has two bytes and one unit, the face four bytes and two units.
    private let text = "ab\u{E4}\u{1F600}c\r\nd\n"

    private func file(_ text: String) -> SourceFile { SourceFile(path: "a.toml", text: text) }

    private func character(_ offset: Int, _ encoding: PositionEncoding) -> Int {
        let file = file(text)
        return file.lines.linePosition(at: offset, in: file.bytes, encoding).character
    }

    @Test func eachEncodingCountsInItsUnits() {
        #expect(PositionEncoding.allCases.map { character(8, $0) } == [8, 5, 4])
        #expect(PositionEncoding.allCases.map { character(4, $0) } == [4, 3, 3])
    }

    @Test func anOffsetInsideOfAScalarCountsAsItsStart() {
        #expect(PositionEncoding.allCases.map { character(6, $0) } == [4, 3, 3])
    }

    @Test func placesAreClampedToTheirLineAndTheText() {
        let file = file(text)
        func offset(_ line: Int, _ character: Int, _ encoding: PositionEncoding = .utf16) -> Int {
            file.lines.offset(of: LinePosition(line: line, character: character), in: file.bytes, encoding)
        }
        #expect(offset(0, 99) == 9)
        #expect(offset(1, 1) == 12)
        #expect(offset(9, 0) == file.bytes.count)
        #expect(offset(-1, 5) == 0)
        // The second half of a pair is not a place of its own.
        #expect(offset(0, 4) == 4)
    }

    @Test func aByteOrderMarkTakesNoCharacter() {
        let file = file("\u{FEFF}ab")
        #expect(file.lines.linePosition(at: 4, in: file.bytes, .utf8).character == 1)
        #expect(file.lines.offset(of: LinePosition(line: 0, character: 1), in: file.bytes, .utf16) == 4)
    }

    @Test func everyScalarComesBack() {
        let file = file(text)
        for encoding in PositionEncoding.allCases {
            for offset in [0, 1, 2, 4, 8, 9, 11, 12, 13] {
                let place = file.lines.linePosition(at: offset, in: file.bytes, encoding)
                #expect(file.lines.offset(of: place, in: file.bytes, encoding) == offset, "\(encoding) \(offset)")
            }
        }
    }
}
