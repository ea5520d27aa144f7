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
        let groups = bytes.count / 3
        var text = [UInt8](repeating: UInt8(ascii: "="), count: (bytes.count + 2) / 3 * 4)
        text.withUnsafeMutableBufferPointer { text in
            bytes.withUnsafeBufferPointer { bytes in
                letters.withUnsafeBufferPointer { letters in
                    func put(_ group: UInt32, at place: Int, _ count: Int) {
                        for index in 0..<count {
                            text[place + index] = letters[Int(group >> UInt32(18 - 6 * index) & 0x3F)]
                        }
                    }
                    for group in 0..<groups {
                        let place = 3 * group
                        let bits = UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2])
                        put(bits, at: 4 * group, 4)
                    }
                    let rest = bytes[(3 * groups)...]
                    guard let first = rest.first else { return }
                    let second = rest.dropFirst().first
                    put(UInt32(first) << 16 | UInt32(second ?? 0) << 8, at: 4 * groups, second == nil ? 2 : 3)
                }
            }
        }
        return text
    }
}
