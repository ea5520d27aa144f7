/// Random ids of rules.
package enum RandomID {
    /// A UUID of version 4 (RFC 9562 §5.4) in lower case.
    package static func uuid(_ random: inout some RandomNumberGenerator) -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }

    /// One that nobody has.
    package static func uuid() -> String {
        var random = SystemRandomNumberGenerator()
        return uuid(&random)
    }
}
