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
            let scalar = longScalar(at: index, in: bytes.span)
            if !scalar.isWhole {
                guard ranges.count < limit else { return ranges }
                ranges.append(index..<(index + scalar.length))
            }
            index += scalar.length
        }
        return ranges
    }

    /// A scalar, or the start of one that cannot be completed.
    package struct Decoded {
        /// U+FFFD for what is not whole.
        package var value: UInt32
        /// Its bytes, or those of the part of it that is there; at least 1.
        package var length: Int
        package var isWhole = true

        @inlinable
        package init(value: UInt32, length: Int, isWhole: Bool = true) {
            self.value = value
            self.length = length
            self.isWhole = isWhole
        }
    }

    /// The scalar at `index`. The one decoder: whoever reads UTF-8 scalar by scalar calls it.
    @inlinable
    package static func scalar(at index: Int, in text: Span<UInt8>) -> Decoded {
        let first = text[index]
        return first < 0x80 ? Decoded(value: UInt32(first), length: 1) : longScalar(at: index, in: text)
    }

    /// A scalar of several bytes.
    @usableFromInline
    static func longScalar(at index: Int, in text: Span<UInt8>) -> Decoded {
        let first = text[index]
        let wanted: Int
        // The second byte's range is narrower after some first bytes.
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: wanted = 2
        case 0xE0...0xEF:
            wanted = 3
            if first == 0xE0 { second = 0xA0...0xBF }
            if first == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            wanted = 4
            if first == 0xF0 { second = 0x90...0xBF }
            if first == 0xF4 { second = 0x80...0x8F }
        default: return Decoded(value: 0xFFFD, length: 1, isWhole: false)
        }
        var value = UInt32(first) & (0x7F >> UInt32(wanted))
        for distance in 1..<wanted {
            let allowed = distance == 1 ? second : 0x80...0xBF
            guard index + distance < text.count, allowed.contains(text[index + distance]) else {
                return Decoded(value: 0xFFFD, length: distance, isWhole: false)
            }
            value = value << 6 | UInt32(text[index + distance] & 0x3F)
        }
        return Decoded(value: value, length: wanted)
    }
}
