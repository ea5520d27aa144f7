import Diagnostics
import SourceText

/// Where bytes stop being UTF-8 (Unicode 16, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
enum UTF8Validation {
    /// Offset of the first byte that begins no well-formed scalar; nil where all is well.
    static func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
        var index = 0
        let end = bytes.count
        while index < end {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            let length: Int
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, low) = (3, 0xA0)
            case 0xED: (length, high) = (3, 0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, low) = (4, 0x90)
            case 0xF4: (length, high) = (4, 0x8F)
            case 0xF1...0xF3: length = 4
            default: return index
            }
            guard index + length <= end, bytes[index + 1] >= low, bytes[index + 1] <= high else { return index }
            for follower in (index + 2)..<max(index + 2, index + length) where bytes[follower] & 0xC0 != 0x80 {
                return index
            }
            index += length
        }
        return nil
    }

    /// The finding for it: names the byte and its offset.
    static func finding(id: String, at offset: Int, in source: SourceFile) -> Diagnostic {
        let digits = String(source.bytes[offset], radix: 16, uppercase: true)
        let byte = "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
        let label = Label(Location(source.id, ByteRange(offset, offset + 1)), "this byte")
        return Diagnostic(
            id, category: "syntax", .error, "byte \(byte) at offset \(offset) is not UTF-8", at: label
        ).help("save the file as UTF-8")
    }
}
