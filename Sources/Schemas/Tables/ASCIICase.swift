/// Letter case of ASCII text, as bytes; other bytes stay as they are.
enum ASCIICase {
    /// The bytes of a text in lower case.
    static func lowered(_ text: String) -> [UInt8] { lowered(Array(text.utf8)) }

    /// Bytes in lower case.
    static func lowered(_ bytes: [UInt8]) -> [UInt8] { bytes.map { lowered($0) } }

    /// One byte in lower case.
    static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// The bytes of a text in upper case.
    static func uppered(_ text: String) -> [UInt8] {
        text.utf8.map { (0x61...0x7A).contains($0) ? $0 & ~0x20 : $0 }
    }
}
