package import SourceText

/// Looks for ASCII words in long texts, byte by byte.
package enum ByteSearch {
    /// The bytes of the first place that holds `word`; nil where none does.
    package static func first(_ word: String, in text: String, ignoresCase: Bool = false) -> ByteRange? {
        let found = text.utf8.withContiguousStorageIfAvailable { search(word, in: $0, from: 0, ignoresCase) }
        return found ?? search(word, in: Array(text.utf8), from: 0, ignoresCase)
    }

    /// The same from an offset on.
    package static func first(
        _ word: String, in bytes: [UInt8], from start: Int = 0, ignoresCase: Bool = false
    ) -> ByteRange? {
        search(word, in: bytes, from: start, ignoresCase)
    }

    private static func search<Bytes: RandomAccessCollection<UInt8>>(
        _ word: String, in bytes: Bytes, from start: Int, _ ignoresCase: Bool
    ) -> ByteRange? where Bytes.Index == Int {
        let wanted = Array(word.utf8).map { ignoresCase ? lowered($0) : $0 }
        guard let head = wanted.first else { return nil }
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

    private static func matches<Bytes: RandomAccessCollection<UInt8>>(
        _ wanted: [UInt8], _ bytes: Bytes, _ start: Int, _ ignoresCase: Bool
    ) -> Bool where Bytes.Index == Int {
        for offset in wanted.indices {
            let byte = bytes[start + offset]
            if (ignoresCase ? lowered(byte) : byte) != wanted[offset] { return false }
        }
        return true
    }

    /// Whether bytes begin with a word in lower case, in whatever case they are written.
    package static func begins(_ bytes: some Sequence<UInt8>, with word: String) -> Bool {
        var bytes = bytes.makeIterator()
        return word.utf8.allSatisfy { byte in bytes.next().map(lowered) == byte }
    }

    /// Whether a text ends with these very bytes.
    package static func ends(_ text: String, with word: String) -> Bool {
        text.utf8.suffix(word.utf8.count).elementsEqual(word.utf8)
    }

    package static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
