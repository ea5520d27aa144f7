import Diagnostics
import SourceText

/// Where bytes stop being UTF-8 (Unicode 16, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
enum UTF8Validation {
    /// Offset of the first byte that begins no well-formed scalar; nil where all is well.
    static func firstInvalidOffset(in bytes: [UInt8]) -> Int? { faults(in: bytes, atMost: 1).first?.start }

    /// The stretches that are not UTF-8, in order, each the longest start of a scalar that cannot be completed; at most
    /// `limit`.
    static func faults(in bytes: [UInt8], atMost limit: Int = .max) -> [ByteRange] {
        if bytes.isASCII { return [] }
        var faults: [ByteRange] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let (length, isWhole) = scalar(at: index, in: bytes)
            if !isWhole {
                guard faults.count < limit else { return faults }
                faults.append(ByteRange(index, index + length))
            }
            index += length
        }
        return faults
    }

    /// Bytes of the scalar at `index`, or of the part of it that is there; at least 1.
    static func scalar(at index: Int, in bytes: [UInt8]) -> (length: Int, isWhole: Bool) {
        let first = bytes[index]
        let wanted: Int
        // The second byte's range is narrower after some first bytes.
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0..<0x80: return (1, true)
        case 0xC2...0xDF: wanted = 2
        case 0xE0...0xEF:
            wanted = 3
            if first == 0xE0 { second = 0xA0...0xBF }
            if first == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            wanted = 4
            if first == 0xF0 { second = 0x90...0xBF }
            if first == 0xF4 { second = 0x80...0x8F }
        default: return (1, false)
        }
        for distance in 1..<wanted {
            let allowed = distance == 1 ? second : 0x80...0xBF
            guard index + distance < bytes.count, allowed.contains(bytes[index + distance]) else {
                return (distance, false)
            }
        }
        return (wanted, true)
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
