/// How editors count the characters of a line.
package enum PositionEncoding: String, Sendable, CaseIterable {
    /// Bytes.
    case utf8 = "utf-8"
    /// 16-bit units: characters outside of the basic plane count twice.
    case utf16 = "utf-16"
    /// Unicode scalars.
    case scalars = "utf-32"

    /// What a scalar counts, by the first byte of its UTF-8 form.
    fileprivate func width(ofScalarWith first: UInt8) -> Int {
        switch self {
        case .utf8: first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        case .utf16: first < 0xF0 ? 1 : 2
        case .scalars: 1
        }
    }
}

/// A place as editors count: line and character from 0, the character in the units of a `PositionEncoding`.
package struct LinePosition: Hashable, Sendable, Comparable {
    package var line: Int
    package var character: Int

    package init(line: Int, character: Int) {
        self.line = line
        self.character = character
    }

    package static func < (a: LinePosition, b: LinePosition) -> Bool {
        (a.line, a.character) < (b.line, b.character)
    }
}

extension LineTable {
    /// The place of an offset, which is clamped to the text. A leading byte order mark takes no character; an offset
    /// inside of a scalar counts as its start. Reads the line up to the offset.
    package func linePosition(at offset: Int, in bytes: [UInt8], _ encoding: PositionEncoding) -> LinePosition {
        let offset = max(0, min(offset, end))
        let line = line(containing: offset)
        var index = firstCharacter(ofLine: line, in: bytes)
        var character = 0
        while index < offset {
            let next = Self.scalarEnd(at: index, in: bytes)
            if next > offset { break }
            character += encoding.width(ofScalarWith: bytes[index])
            index = next
        }
        return LinePosition(line: line, character: character)
    }

    /// The offset of a place. One after the end of its line is that end, one after the last line the end of the text, and
    /// one inside of a scalar its start. Reads the line up to the place.
    package func offset(of position: LinePosition, in bytes: [UInt8], _ encoding: PositionEncoding) -> Int {
        if position.line < 0 { return 0 }
        guard position.line < count else { return end }
        let stop = range(ofLine: position.line, in: bytes).end
        var index = firstCharacter(ofLine: position.line, in: bytes)
        var character = 0
        while index < stop {
            character += encoding.width(ofScalarWith: bytes[index])
            if character > position.character { break }
            index = Self.scalarEnd(at: index, in: bytes)
        }
        return min(index, stop)
    }

    private func firstCharacter(ofLine line: Int, in bytes: [UInt8]) -> Int {
        line == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start(ofLine: line)
    }

    /// Index after the scalar that starts at `index`; a continuation byte without a start counts as one.
    private static func scalarEnd(at index: Int, in bytes: [UInt8]) -> Int {
        var next = index + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
