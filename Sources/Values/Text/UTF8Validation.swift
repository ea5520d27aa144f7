/// Where bytes stop being UTF-8 (Unicode 16, table 3-7; RFC 3629: no overlong forms, no surrogates, nothing above
/// U+10FFFF).
package enum UTF8Validation {
    /// Offset of the first byte that begins no well-formed scalar; nil where all bytes are UTF-8.
    package static func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
        invalidRanges(in: bytes, atMost: 1).first?.lowerBound
    }

    /// The ranges that are not UTF-8, in order, each the longest start of a scalar that cannot be completed; at most
    /// `limit`.
    package static func invalidRanges(in bytes: [UInt8], atMost limit: Int = .max) -> [Range<Int>] {
        // Most files are ASCII, which one pass without branches decides.
        if bytes.reduce(0, |) < 0x80 { return [] }
        var ranges: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let (length, isWhole) = scalar(at: index, in: bytes)
            if !isWhole {
                guard ranges.count < limit else { return ranges }
                ranges.append(index..<(index + length))
            }
            index += length
        }
        return ranges
    }

    /// Bytes of the scalar at `index`, or of the part of it that is there; at least 1.
    package static func scalar(at index: Int, in bytes: [UInt8]) -> (length: Int, isWhole: Bool) {
        let first = bytes[index]
        let wanted: Int
        // The second byte's range is narrower after some first bytes.
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0..<0x80: return (1, true)
        case 0xC2...0xDF: wanted = 2
        case 0xE0...0xEF:
            wanted = 3
            if first == 0xE0 { second = 0xA0...0xBF }
            if first == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            wanted = 4
            if first == 0xF0 { second = 0x90...0xBF }
            if first == 0xF4 { second = 0x80...0x8F }
        default: return (1, false)
        }
        for distance in 1..<wanted {
            let allowed = distance == 1 ? second : 0x80...0xBF
            guard index + distance < bytes.count, allowed.contains(bytes[index + distance]) else {
                return (distance, false)
            }
        }
        return (wanted, true)
    }

    /// The scalar at an index of UTF-8 and its width; a broken sequence counts as one byte.
    package static func scalar(_ text: Span<UInt8>, _ index: Int) -> (UInt32, Int) {
        let first = UInt32(text[index])
        if first < 0x80 { return (first, 1) }
        let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard width > 1, index + width <= text.count else { return (0xFFFD, 1) }
        var scalar = first & (0x7F >> UInt32(width))
        for place in 1..<width { scalar = scalar << 6 | UInt32(text[index + place] & 0x3F) }
        return (scalar, width)
    }
}
