import Diagnostics
import SourceText

/// What is reported where a file stops being UTF-8.
enum UTF8Finding {
    /// Names the byte and its offset.
    static func finding(id: String, at offset: Int, in source: SourceFile) -> Diagnostic {
        let digits = String(source.bytes[offset], radix: 16, uppercase: true)
        let byte = "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
        let label = Label(Location(source.id, ByteRange(offset, offset + 1)), "this byte")
        return Diagnostic(
            id, category: "syntax", .error, "byte \(byte) at offset \(offset) is not UTF-8", at: label
        ).help("save the file as UTF-8")
    }
}
