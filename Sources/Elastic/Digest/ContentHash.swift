package import SourceText

/// The hash by which Elastic's version lock knows a rule's content (reference: elastic-build §9): SHA-256, in lower-case
/// hexadecimal, of the base64 of the rule's JSON as Python writes it.
package enum ContentHash {
    package static func text(of value: JSONValue) -> String {
        let digest = SHA256.digest(of: base64(PythonJSON.bytes(value)))
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// With padding and without line ends (RFC 4648 §4).
    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = letters
        var text = [UInt8](repeating: UInt8(ascii: "="), count: (bytes.count + 2) / 3 * 4)
        var place = 0
        for index in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - index)
            var group = UInt32(bytes[index]) << 16
            if count > 1 { group |= UInt32(bytes[index + 1]) << 8 }
            if count > 2 { group |= UInt32(bytes[index + 2]) }
            text[place] = letters[Int(group >> 18)]
            text[place + 1] = letters[Int(group >> 12 & 0x3F)]
            if count > 1 { text[place + 2] = letters[Int(group >> 6 & 0x3F)] }
            if count > 2 { text[place + 3] = letters[Int(group & 0x3F)] }
            place += 4
        }
        return text
    }
}
