import SourceText

/// Text for the content and the attributes of XML 1.0.
enum XMLText {
    /// Characters that XML cannot hold become U+FFFD; line feeds and tabs are kept as they are.
    static func content(_ text: String) -> String {
        text.replacingScalars { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\r": "&#13;"
            case "\n", "\t": nil
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: "\u{FFFD}"
            default: nil
            }
        }
    }

    /// As content, and line feeds and tabs as references, which a reader would else make spaces of.
    static func attribute(_ text: String) -> String {
        content(text).replacingScalars { scalar in
            switch scalar {
            case "\n": "&#10;"
            case "\t": "&#9;"
            default: nil
            }
        }
    }
}
