import SourceText

/// Whether bytes are UTF-8 (RFC 3629: no surrogates, nothing overlong, nothing above U+10FFFF).
package enum UTF8Text {
    /// The offset of the first byte that does not belong to well-formed UTF-8; nil where all is well.
    package static func firstFault(in bytes: [UInt8]) -> Int? {
        if bytes.isASCII { return nil }
        var index = 0
        let count = bytes.count
        while index < count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            guard let (length, second) = form(lead) else { return index }
            guard index + 1 < count, second.contains(bytes[index + 1]) else { return index }
            var next = index + 2
            while next < index + length {
                guard next < count, bytes[next] & 0xC0 == 0x80 else { return index }
                next += 1
            }
            index = next
        }
        return nil
    }

    /// How many bytes a lead byte opens, and what the second may be (RFC 3629 §4).
    private static func form(_ lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch lead {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}
