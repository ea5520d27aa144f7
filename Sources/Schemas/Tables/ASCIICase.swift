/// Letter case of ASCII text, as bytes; other bytes stay as they are.
enum ASCIICase {
    static func lowered(_ text: String) -> [UInt8] { lowered(Array(text.utf8)) }

    static func lowered(_ bytes: [UInt8]) -> [UInt8] { bytes.map { lowered($0) } }

    static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    static func uppered(_ text: String) -> [UInt8] {
        text.utf8.map { (0x61...0x7A).contains($0) ? $0 & ~0x20 : $0 }
    }
}
