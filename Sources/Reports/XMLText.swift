/// Text for the content and the attributes of XML 1.0.
enum XMLText {
    /// Characters that XML cannot hold become U+FFFD; line ends and tabs are kept as they are.
    static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

    /// As content, and line ends and tabs as references, which a reader would else make blanks of.
    static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "\n", "\t", "\r":
                if isAttribute || scalar == "\r" {
                    result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
                } else {
                    result.append(scalar)
                }
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
