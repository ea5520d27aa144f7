/// Names, terms, quoted text, sides of ranges and boosts: each with the escapes that its token needs.
extension LucenePrinter {
    mutating func write(name: String) {
        if name == "*" { add("*") } else { write(term: name) }
        add(":")
    }

    /// One term, whatever is in it.
    mutating func write(term text: String) {
        // Where the whole term is an operator, its first character is escaped.
        var isFirst = true
        let isOperator = ["AND", "OR", "NOT", "&&", "||"].contains(text)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "/": write(slash: "\\/")
            default:
                let isSign = scalar == "+" || scalar == "-"
                // A text of nothing but control characters is blank.
                let isControl = scalar.value < 0x20
                if Self.isSpecial(scalar) || isControl || (isFirst && (isOperator || isSign)) { add("\\") }
                bytes.append(contentsOf: scalar.utf8)
            }
            isFirst = false
        }
    }

    /// Whether a character ends a term, or is a pattern, wherever it is in it.
    static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "!", "(", ")", ":", "^", "[", "]", "\"", "{", "}", "~", "*", "?", "\\": true
        default: TextShape.isLuceneBlank(scalar)
        }
    }

    private mutating func write(slash: String) { add(isSlashTaken ? "\\u002f" : slash) }

    mutating func write(quoted text: String) {
        add("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): add("\\\"")
            case UInt8(ascii: "\\"): add("\\\\")
            case UInt8(ascii: "/"): write(slash: "/")
            default: bytes.append(byte)
            }
        }
        add("\"")
    }

    /// A side of a range in brackets; `*` where it is open. There only a space and a closing bracket end a word, escaped
    /// or not, and a quoted side ends at a quotation mark that has no backslash before it, even an escaped one.
    mutating func write(side bound: LuceneBound?) {
        guard let text = bound?.text else { return add("*") }
        let ends: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "]"), UInt8(ascii: "}")]
        let isQuoted =
            text.isEmpty || text.utf8.contains { ends.contains($0) } || text.unicodeScalars.contains("\u{3000}")
        if isQuoted { add("\"") }
        var left = text.utf8.count
        for byte in text.utf8 {
            left -= 1
            switch byte {
            case UInt8(ascii: "\\"): add(isQuoted && left == 0 ? "\\u005c" : "\\\\")
            case UInt8(ascii: "\"") where isQuoted || left == text.utf8.count - 1: add("\\\"")
            case UInt8(ascii: "/"): write(slash: "/")
            default: bytes.append(byte)
            }
        }
        if isQuoted { add("\"") }
    }

    /// `^n` with the digits of a decimal number, for the grammar knows no exponents.
    mutating func write(boost: Double?) {
        guard let boost, !boost.isNaN else { return }
        add("^" + Self.decimal(boost))
    }

    private static func decimal(_ value: Double) -> String {
        // The least power of ten that is not a finite number.
        guard value.isFinite else { return "1" + String(repeating: "0", count: 309) }
        let parts = value.description.split(separator: "e")
        let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let exponent = Int(parts[1]), let whole = number.first else {
            return number.count == 2 && number[1] == "0" ? String(number[0]) : String(parts[0])
        }
        let fraction = number.count == 2 && number[1] != "0" ? String(number[1]) : ""
        let digits = whole + fraction
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
        return digits + String(repeating: "0", count: max(0, exponent - fraction.utf8.count))
    }
}
