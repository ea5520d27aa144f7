/// Elasticsearch's piped language: what is written of it.
package enum ESQL {
    /// A text as a string of ES|QL, in three quotes where that saves backslashes.
    package static func quoted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let needsEscapes = bytes.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        let isRaw =
            needsEscapes && !text.contains("\"\"\"") && bytes.first != UInt8(ascii: "\"")
            && bytes.last != UInt8(ascii: "\"") && !bytes.contains { $0 == 0x0A || $0 == 0x0D }
        if isRaw { return "\"\"\"\(text)\"\"\"" }
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
            case 0x09: quoted += "\\t".utf8
            case 0x0A: quoted += "\\n".utf8
            case 0x0D: quoted += "\\r".utf8
            default: quoted.append(byte)
            }
        }
        quoted.append(UInt8(ascii: "\""))
        return String(decoding: quoted, as: UTF8.self)
    }
}
