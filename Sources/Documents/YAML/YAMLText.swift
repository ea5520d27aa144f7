import Diagnostics
import SourceText
import Values

/// The bytes that libyaml may see: UTF-8 of the characters that YAML allows (YAML 1.2.2, production 1, c-printable).
///
/// What is not allowed is replaced by as many `?` and reported, so that the rest of the file is read and every offset
/// stays what it was.
struct YAMLText {
    /// More findings on characters than this help nobody.
    private static let maximumFindings = 10

    private(set) var bytes: [UInt8]
    private(set) var findings: [Diagnostic] = []
    /// Offset of the first byte after a byte order mark.
    let start: Int

    init(_ source: SourceFile) {
        bytes = source.bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let isPlain = bytes.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        if !isPlain { replaceForbidden(source) }
    }

    private mutating func replaceForbidden(_ source: SourceFile) {
        var index = start
        while index < bytes.count {
            if bytes[index] >= 0x20, bytes[index] < 0x7F {
                index += 1
                continue
            }
            let (length, isWhole) = UTF8Validation.scalar(at: index, in: bytes)
            if !isWhole {
                report(UTF8Finding.finding(id: "yaml-syntax", at: index, in: source))
                blank(index, length)
            } else if let code = forbiddenCode(index, length) {
                report(forbidden(code, ByteRange(index, index + length), source.id))
                blank(index, length)
            }
            index += length
        }
    }

    private mutating func report(_ finding: Diagnostic) {
        if findings.count < Self.maximumFindings { findings.append(finding) }
    }

    private mutating func blank(_ index: Int, _ length: Int) {
        for place in index..<(index + length) { bytes[place] = UInt8(ascii: "?") }
    }

    /// The code point of a character that YAML does not allow in a file.
    private func forbiddenCode(_ index: Int, _ length: Int) -> UInt32? {
        switch (length, bytes[index]) {
        case (1, 0x09), (1, 0x0A), (1, 0x0D): nil
        case (1, let byte): byte < 0x20 || byte == 0x7F ? UInt32(byte) : nil
        // U+0080 to U+009F but for U+0085.
        case (2, 0xC2): bytes[index + 1] < 0xA0 && bytes[index + 1] != 0x85 ? UInt32(bytes[index + 1]) : nil
        case (3, 0xEF):
            bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE ? 0xFFC0 + UInt32(bytes[index + 2] & 0x3F) : nil
        default: nil
        }
    }

    private func forbidden(_ code: UInt32, _ range: ByteRange, _ source: SourceID) -> Diagnostic {
        let digits = String(code, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return Diagnostic(
            "yaml-syntax", category: "syntax", .error, "character \(name) is not allowed in YAML",
            at: Label(Location(source, range), "this character")
        ).help("remove it, or write it as an escape inside double quotes")
    }
}
