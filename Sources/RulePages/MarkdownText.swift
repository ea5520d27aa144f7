import Rules
import SourceText

/// Puts texts that anybody may have written into Markdown so that they stay text.
enum MarkdownText {
    /// A text on one line, every mark of Markdown and HTML in it escaped.
    static func plain(_ text: String) -> String {
        let scalars = Array(JoinedText.joined(text).unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if needsEscape(
                scalar, before: index > 0 ? scalars[index - 1] : nil, after: scalars.dropFirst(index + 1).first)
            {
                result.append("\\")
            }
            // Control characters have no place on a page.
            result.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    /// A paragraph: what would open a list, a heading or a rule at its start is escaped, too.
    static func paragraph(_ text: String) -> String {
        let plain = plain(text)
        guard let first = plain.unicodeScalars.first else { return plain }
        if ["+", "-", "=", "#"].contains(first) { return "\\" + plain }
        let digits = plain.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty, let mark = plain.utf8.dropFirst(digits.count).first,
            mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")
        else { return plain }
        let rest = String(decoding: plain.utf8.dropFirst(digits.count), as: UTF8.self)
        return String(decoding: digits, as: UTF8.self) + "\\" + rest
    }

    /// A code span that shows the text as it is; in a table the bar needs its escape even there.
    static func code(_ text: String) -> String {
        let text = JoinedText.joined(text)
        guard !text.isEmpty else { return "" }
        let fence = String(repeating: "`", count: longestRun(of: UInt8(ascii: "`"), in: text) + 1)
        let touches = text.hasPrefix("`") || text.hasSuffix("`")
        let inner = touches ? " \(text) " : text
        return fence + JoinedText.replacing("|", in: inner, with: "\\|") + fence
    }

    /// A fenced block whose fence is longer than any in the content.
    static func fence(_ content: String, language: String) -> String {
        let marks = String(repeating: "`", count: max(3, longestRun(of: UInt8(ascii: "`"), in: content) + 1))
        return "\(marks)\(language)\n\(content)\n\(marks)\n"
    }

    /// A link where the address is a web address, else its text alone.
    static func link(_ text: String, _ address: String?) -> String {
        let text = plain(text)
        guard let address = address.map(JoinedText.joined), isWeb(address) else { return text }
        return "[\(text)](<\(encoded(address))>)"
    }

    /// An address as a link that shows itself.
    static func address(_ address: String) -> String {
        let address = JoinedText.joined(address)
        return isWeb(address) ? "<\(encoded(address))>" : plain(address)
    }

    private static func isWeb(_ address: String) -> Bool {
        let lower = address.prefix(8).lowercased()
        return lower.hasPrefix("https://") || lower.hasPrefix("http://")
    }

    /// What would end `<…>` early.
    private static func encoded(_ address: String) -> String {
        address.replacingScalars { scalar in
            switch scalar {
            case "<": "%3C"
            case ">": "%3E"
            case " ": "%20"
            case "\\": "%5C"
            case "|": "%7C"
            default: nil
            }
        }
    }

    /// An underscore inside a word and a lone tilde mark nothing, so names of fields and hosts stay readable.
    private static func needsEscape(_ scalar: Unicode.Scalar, before: Unicode.Scalar?, after: Unicode.Scalar?) -> Bool {
        switch scalar {
        case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "$": true
        case "_": !(before.map(PageName.isLetterOrDigit) ?? false) || !(after.map(PageName.isLetterOrDigit) ?? false)
        case "&": after.map { $0 == "#" || PageName.isLetter($0) } ?? false
        case "!": after == "["
        default: false
        }
    }

    static func longestRun(of byte: UInt8, in text: String) -> Int {
        var longest = 0
        var current = 0
        for next in text.utf8 {
            current = next == byte ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }
}
