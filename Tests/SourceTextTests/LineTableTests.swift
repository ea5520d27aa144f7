import SourceText
import Testing

@Suite struct LineTableTests {
    /// The obvious way: count the scalars from the start of the line.
    private func slow(_ offset: Int, _ bytes: [UInt8]) -> Position {
        var position = Position(line: 1, column: 1)
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < min(offset, bytes.count) {
            if bytes[index] == 0x0A {
                position = Position(line: position.line + 1, column: 1)
            } else if bytes[index] & 0xC0 != 0x80 {
                position.column += 1
            }
            index += 1
        }
        return position
    }

    @Test func placesAreThoseOfACountFromTheStart() {
        let long = String(repeating: "aé日👍", count: 700)
        for text in [
            "", "\n", "a\nb", "a\r\nb\r\n", "\u{FEFF}é\nx", long + "\n" + long + "x\nshort\n" + long, "\u{FEFF}" + long,
            String(repeating: "x", count: 1025), String(repeating: "\n", count: 3000),
        ] {
            let source = SourceFile(path: "x", text: text)
            for offset in stride(from: 0, through: source.bytes.count, by: source.bytes.count > 100 ? 7 : 1) {
                #expect(source.position(at: offset) == slow(offset, source.bytes), "\(offset) of \(text.prefix(10))")
            }
            #expect(source.position(at: source.bytes.count + 9) == slow(.max, source.bytes))
        }
    }

    @Test func linesLeaveTheirEndsOut() {
        let source = SourceFile(path: "x", text: "a\r\nbc\n\nd")
        let lines = (0..<source.lines.count).map { source.text(source.lines.range(ofLine: $0, in: source.bytes)) }
        #expect(lines == ["a", "bc", "", "d"])
        #expect(source.lines.range(ofLine: 9, in: source.bytes).isEmpty)
    }
}

@Suite struct NearestNameTests {
    private let fields = ["source.ip", "source.port", "event.dataset", "event.outcome", "severity", "risk_score"]

    @Test func nearNamesAreFoundAndRanked() {
        #expect(NearestName.clear("sevreity", among: fields) == "severity")
        #expect(NearestName.clear("SEVERITY", among: fields) == "severity")
        #expect(NearestName.ranked("source.prt", among: fields).first == "source.port")
        #expect(NearestName.clear("completely-other", among: fields) == nil)
        #expect(NearestName.clear("ab", among: ["ac", "ad"]) == nil)
        #expect(NearestName.clear("", among: fields) == nil)
        #expect(NearestName.ranked(String(repeating: "x", count: 10_000), among: fields).isEmpty)
    }

    @Test func transpositionsCountOnce() {
        func distance(_ a: String, _ b: String) -> Int { NearestName.distance(Array(a.utf8), Array(b.utf8)) }
        #expect(distance("abcd", "abdc") == 1)
        #expect(distance("kitten", "sitting") == 3)
        #expect(distance("", "abc") == 3)
        #expect(NearestName.distance(Array("kitten".utf8), Array("sitting".utf8), bound: 1) == 2)
    }

    @Test func digitsAreGrouped() {
        #expect(
            [0, 12, 999, 1000, 1_234_567, -1000].map(\.grouped) == ["0", "12", "999", "1,000", "1,234,567", "-1,000"])
    }
}
