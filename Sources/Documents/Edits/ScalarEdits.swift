package import Diagnostics
import SourceText

/// Edits that put another text into a string of the file, whatever way it is written.
package enum ScalarEdits {
    /// Replaces a range of the string's value. nil: the text cannot be written there without changing the quotes.
    package static func replace(
        _ range: Range<Int>, of scalar: StringScalar, with text: String
    ) -> Edit? {
        guard isWritable(text, in: scalar.style) else { return nil }
        return Edit(scalar.map.sourceRange(of: range), text)
    }

    /// Replaces the whole value; quotes and layout stay. nil for YAML's block scalars: their value has a line end more.
    package static func replaceAll(of scalar: StringScalar, with text: String) -> Edit? {
        if scalar.style == .yamlLiteral || scalar.style == .yamlFolded { return nil }
        return replace(0..<scalar.map.count, of: scalar, with: text)
    }

    /// Whether a text means itself in a style: no escape is needed, nothing ends the string.
    package static func isWritable(_ text: String, in style: StringScalar.Style) -> Bool {
        let isMultiline = style == .tomlMultilineBasic || style == .tomlMultilineLiteral
        let isPrintable = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || isMultiline && $0 == 0x0A }
        // TOML drops a line end right after the opening quotes.
        guard isPrintable, text.utf8.first != 0x0A else { return false }
        switch style {
        case .tomlBasic, .tomlMultilineBasic, .yamlDoubleQuoted, .json:
            return text.utf8.allSatisfy { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        case .tomlLiteral, .tomlMultilineLiteral, .yamlSingleQuoted:
            return text.utf8.allSatisfy { $0 != UInt8(ascii: "'") }
        case .yamlLiteral, .yamlFolded:
            return true
        case .yamlPlain:
            return isPlain(text)
        }
    }

    /// Whether a plain YAML scalar may be this text, also inside `[ ]`: a narrow rule that never says yes wrongly.
    package static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, first != 0x20, last != 0x20 else { return false }
        let isWordStart = (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7A || (0x30...0x39).contains(first)
        let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        guard isWordStart, !words.contains(text.lowercased()) else { return false }
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if [UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}")]
                .contains(byte)
            {
                return false
            }
            if previous == UInt8(ascii: ":"), byte == 0x20 { return false }
            if previous == 0x20, byte == UInt8(ascii: "#") { return false }
            previous = byte
        }
        return last != UInt8(ascii: ":")
    }
}
