package import SourceText

/// Looks for ASCII words in long texts, byte by byte.
package enum ByteSearch {
    /// The bytes of the first place that holds `word`; nil where none does.
    package static func first(_ word: String, in text: String, ignoresCase: Bool = false) -> ByteRange? {
        first(word, in: Array(text.utf8), ignoresCase: ignoresCase)
    }

    /// The same from an offset on.
    package static func first(
        _ word: String, in bytes: [UInt8], from start: Int = 0, ignoresCase: Bool = false
    ) -> ByteRange? {
        let wanted = Array(word.utf8).map { ignoresCase ? lowered($0) : $0 }
        guard let head = wanted.first, start >= 0, bytes.count >= wanted.count else { return nil }
        var index = start
        while index <= bytes.count - wanted.count {
            if (ignoresCase ? lowered(bytes[index]) : bytes[index]) == head, matches(wanted, bytes, index, ignoresCase)
            {
                return ByteRange(index, index + wanted.count)
            }
            index += 1
        }
        return nil
    }

    private static func matches(_ wanted: [UInt8], _ bytes: [UInt8], _ start: Int, _ ignoresCase: Bool) -> Bool {
        for offset in wanted.indices {
            let byte = bytes[start + offset]
            if (ignoresCase ? lowered(byte) : byte) != wanted[offset] { return false }
        }
        return true
    }

    package static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
