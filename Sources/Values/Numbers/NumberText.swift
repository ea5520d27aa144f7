/// Numbers written as text.
package enum NumberText {
    /// A whole decimal number with an optional sign that fits 64 bits; nil for anything else.
    package static func integer(_ text: Span<UInt8>) -> Int64? { integer(text, upTo: text.count) }

    static func integer(_ text: Span<UInt8>, upTo count: Int) -> Int64? {
        guard let wide = wideInteger(text, upTo: count) else { return nil }
        return Int64(exactly: wide)
    }

    /// The same for up to 30 digits, so that every 64-bit value, signed or not, is exact.
    package static func wideInteger(_ text: Span<UInt8>) -> Int128? { wideInteger(text, upTo: text.count) }

    private static func wideInteger(_ text: Span<UInt8>, upTo count: Int) -> Int128? {
        var index = 0
        var isNegative = false
        if index < count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < count else { return nil }
        while index < count - 1, text[index] == UInt8(ascii: "0") { index += 1 }
        guard count - index <= 30 else { return nil }
        var value: Int128 = 0
        while index < count {
            guard text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int128(text[index] - UInt8(ascii: "0"))
            index += 1
        }
        return isNegative ? -value : value
    }

    /// A decimal number, with a fraction and an exponent if need be; nil for anything else, `NaN`, `Infinity` and
    /// hexadecimal forms included. At most 400 bytes.
    package static func double(_ text: Span<UInt8>) -> Double? {
        guard isDecimal(text) else { return nil }
        if let whole = wideInteger(text) { return Double(whole) }
        guard let value = Double(string(text)), value.isFinite else { return nil }
        return value
    }

    /// A decimal number as `double` reads it.
    package static func double(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        return double(bytes.span)
    }

    /// Whether text is a decimal number.
    package static func isDecimal(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return isDecimal(bytes.span)
    }

    /// Whether a decimal number has a fraction that is not zero: `1.50` and `15e-1` have one, `1.0` and `1.5e1` not. nil
    /// where the text is not a decimal number.
    package static func hasFraction(_ text: String) -> Bool? {
        guard isDecimal(text) else { return nil }
        if text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            guard let value = Double(text) else { return false }
            return value.rounded(.towardZero) != value
        }
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return false }
        return text.utf8[point...].dropFirst().contains { $0 != UInt8(ascii: "0") }
    }

    private static func string(_ text: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for index in 0..<text.count { bytes.append(text[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether text is sign, digits, fraction, exponent, with a digit on one side of the point at least; at most 400 bytes.
    package static func isDecimal(_ text: Span<UInt8>) -> Bool {
        let count = text.count
        guard count <= 400 else { return false }
        var index = 0
        func digits() -> Int {
            let start = index
            while index < count, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") { index += 1 }
            return index - start
        }
        if index < count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 }
        var mantissa = digits()
        if index < count, text[index] == UInt8(ascii: ".") {
            index += 1
            mantissa += digits()
        }
        guard mantissa > 0 else { return false }
        if index < count, text[index] == UInt8(ascii: "e") || text[index] == UInt8(ascii: "E") {
            index += 1
            if index < count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 }
            guard digits() > 0 else { return false }
        }
        return index == count
    }
}
