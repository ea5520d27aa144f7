/// Text from files and command lines made safe to print: nothing of it can steer a terminal or reorder a line.
package enum Printable {
    /// Cells that a tab takes in a frame.
    package static let tabWidth = 4

    /// The text with control characters, direction marks and invisible characters as `U+202E`.
    package static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isEscaped) else { return text }
        var result = ""
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return result
    }

    /// Appends one scalar, or its escape; the cells that it takes.
    @discardableResult
    package static func append(_ scalar: Unicode.Scalar, to text: inout String) -> Int {
        guard isEscaped(scalar) else {
            text.unicodeScalars.append(scalar)
            return DisplayWidth.cells(scalar)
        }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let escape = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        text += escape
        return escape.utf8.count
    }

    /// Whether a scalar is never printed as it is: C0, DEL, C1, line separators, and what changes the direction of text
    /// or cannot be seen (Unicode UAX #9 §2, UTS #39). Joiners stay: scripts and emoji need them.
    package static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: true
        case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
