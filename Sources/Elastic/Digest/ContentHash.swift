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

    /// With padding and without line ends (RFC 4648 §4).
    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group: UInt32 = 0
            for place in 0..<3 { group = group << 8 | (place < count ? UInt32(bytes[index + place]) : 0) }
            for place in 0..<4 {
                let letter = letters[Int(group >> UInt32(18 - 6 * place) & 0x3F)]
                text.append(place <= count ? letter : UInt8(ascii: "="))
            }
            index += 3
        }
        return text
    }
}
