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
            let scalar = UTF8Validation.scalar(at: index, in: bytes.span)
            let end = index + scalar.length
            if !scalar.isWhole {
                report(UTF8Finding.finding(id: "yaml-syntax", at: index, in: source))
                blank(index..<end)
            } else if Self.isForbidden(scalar.value) {
                report(forbidden(scalar.value, ByteRange(index, end), source.id))
                blank(index..<end)
            }
            index = end
        }
    }

    private mutating func report(_ finding: Diagnostic) {
        if findings.count < Self.maximumFindings { findings.append(finding) }
    }

    private mutating func blank(_ places: Range<Int>) {
        for place in places { bytes[place] = UInt8(ascii: "?") }
    }

    /// Whether YAML does not allow a character in a file (YAML 1.2, c-printable).
    private static func isForbidden(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09, 0x0A, 0x0D, 0x85: false
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
        default: false
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
