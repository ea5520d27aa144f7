/// The classes of characters of Kibana's grammar, over the bytes of UTF-8.
enum KQLCharacters {
    /// Bytes of the space at an offset, 0 where there is none: space, TAB, CR, LF or U+00A0, and nothing else.
    static func blankCount(_ bytes: [UInt8], at offset: Int) -> Int {
        guard offset < bytes.count else { return 0 }
        switch bytes[offset] {
        case 0x20, 0x09, 0x0D, 0x0A: return 1
        case 0xC2: return offset + 1 < bytes.count && bytes[offset + 1] == 0xA0 ? 2 : 0
        default: return 0
        }
    }

    /// The first offset from `offset` on that is not whitespace.
    static func skipBlanks(_ bytes: [UInt8], from offset: Int) -> Int {
        var offset = offset
        while case let count = blankCount(bytes, at: offset), count > 0 { offset += count }
        return offset
    }

    /// Whether a byte must be escaped in a bare value: `\ ( ) : < > " * { }`.
    static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "*"), UInt8(ascii: "{"), UInt8(ascii: "}"):
            true
        default: false
        }
    }

    /// Whether the ASCII word (given in lower case) is at an offset, in any mix of case.
    static func hasWord(_ word: StaticString, _ bytes: [UInt8], at offset: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard offset >= 0, bytes.count - offset >= count else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<count where bytes[offset + index] | 0x20 != letters[index] { return false }
            return true
        }
    }

    /// Whether `not` and a space are at an offset.
    static func startsNot(_ bytes: [UInt8], at offset: Int) -> Bool {
        hasWord("not", bytes, at: offset) && blankCount(bytes, at: offset + 3) > 0
    }

    /// `and` or `or` between spaces, the first of them at `offset`; where what follows begins.
    static func connective(_ bytes: [UInt8], at offset: Int) -> (word: KQLConnective, end: Int)? {
        let start = skipBlanks(bytes, from: offset)
        guard start > offset else { return nil }
        for word in [KQLConnective.or, .and] where hasWord(word.letters, bytes, at: start) {
            let after = start + word.letters.utf8CodeUnitCount
            let end = skipBlanks(bytes, from: after)
            if end > after { return (word, end) }
        }
        return nil
    }

    /// White space as JavaScript's `trim` knows it.
    static func isTrimmed(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
        default: false
        }
    }

    /// The part of a range of bytes that `trim` leaves; the bytes are UTF-8.
    static func trimmed(_ bytes: [UInt8], _ range: Range<Int>, start: Bool = true, end: Bool = true) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while start, low < high, case let count = trimmedCount(bytes, from: low, to: high), count > 0 { low += count }
        while end, low < high {
            var first = high - 1
            while first > low, bytes[first] & 0xC0 == 0x80 { first -= 1 }
            guard trimmedCount(bytes, from: first, to: high) == high - first else { break }
            high = first
        }
        return low..<high
    }

    /// Bytes of the whitespace at an offset, 0 where there is none. White space of Unicode has at most three bytes.
    private static func trimmedCount(_ bytes: [UInt8], from offset: Int, to end: Int) -> Int {
        let first = UInt32(bytes[offset])
        switch first {
        case 0..<0x80: return isTrimmed(first) ? 1 : 0
        case 0xC2 where offset + 1 < end:
            return isTrimmed((first & 0x1F) << 6 | UInt32(bytes[offset + 1] & 0x3F)) ? 2 : 0
        case 0xE1...0xEF where offset + 2 < end:
            let tail = UInt32(bytes[offset + 1] & 0x3F) << 6 | UInt32(bytes[offset + 2] & 0x3F)
            return isTrimmed((first & 0x0F) << 12 | tail) ? 3 : 0
        default: return 0
        }
    }
}

/// The words that join tests.
enum KQLConnective {
    case or, and

    var letters: StaticString {
        switch self {
        case .or: "or"
        case .and: "and"
        }
    }
}
