/// Integers and floats of TOML 1.0.
enum TOMLNumber {
    /// What a text that is meant as a number is.
    enum Reading {
        case integer(Int64)
        case float(Double)
        /// Why it is none, as the second half of a message: "`007` …".
        case fault(String)
    }

    /// Reads a text that starts like a number: a digit, a sign or a dot.
    static func read(_ text: ArraySlice<UInt8>) -> Reading {
        var digits = text
        var isNegative = false
        var isSigned = false
        if let sign = digits.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            isNegative = sign == UInt8(ascii: "-")
            isSigned = true
            digits = digits.dropFirst()
        }
        if digits.elementsEqual("inf".utf8) { return .float(isNegative ? -.infinity : .infinity) }
        if digits.elementsEqual("nan".utf8) { return .float(.nan) }
        guard let first = digits.first else { return .fault("needs digits after `+` or `-`") }
        if first == UInt8(ascii: "."), digits.count > 1 { return .fault("needs a digit before the dot") }
        if first == UInt8(ascii: "0"), let mark = digits.dropFirst().first, let radix = radix(mark) {
            guard mark >= UInt8(ascii: "a") else { return .fault("needs a lower-case `0x`, `0o` or `0b`") }
            if isSigned { return .fault("cannot have `+` or `-`: only decimal integers can") }
            return integer(digits.dropFirst(2), radix: radix, isNegative: false)
        }
        let isFloat = digits.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
        if isFloat { return float(digits, isNegative: isNegative) }
        if let fault = fault(ofDigits: digits, radix: 10) ?? leadingZero(digits) { return .fault(fault) }
        return integer(digits, radix: 10, isNegative: isNegative)
    }

    /// The value of a digit; nil if it is none of that radix.
    static func digit(_ byte: UInt8, radix: Int) -> Int? {
        let value: Int
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): value = Int(byte - UInt8(ascii: "A")) + 10
        default: return nil
        }
        return value < radix ? value : nil
    }

    private static func radix(_ mark: UInt8) -> Int? {
        switch mark | 0x20 {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    private static func integer(_ text: ArraySlice<UInt8>, radix: Int, isNegative: Bool) -> Reading {
        if let fault = fault(ofDigits: text, radix: radix) { return .fault(fault) }
        // Built downwards from zero, so that the least integer matches.
        var value: Int64 = 0
        for byte in text where byte != UInt8(ascii: "_") {
            guard let digit = digit(byte, radix: radix) else { return .fault("is not an integer") }
            let (product, overflow) = value.multipliedReportingOverflow(by: Int64(radix))
            let (difference, underflow) = product.subtractingReportingOverflow(Int64(digit))
            if overflow || underflow { return .fault(outOfRange) }
            value = difference
        }
        guard !isNegative else { return .integer(value) }
        let (result, overflow) = Int64(0).subtractingReportingOverflow(value)
        return overflow ? .fault(outOfRange) : .integer(result)
    }

    private static let outOfRange =
        "is outside the range of a 64-bit integer (-9223372036854775808 to 9223372036854775807)"

    private static func float(_ text: ArraySlice<UInt8>, isNegative: Bool) -> Reading {
        var mantissa = text
        if let mark = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            mantissa = text[..<mark]
            var exponent = text[(mark + 1)...]
            if let sign = exponent.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                exponent = exponent.dropFirst()
            }
            if exponent.isEmpty { return .fault("needs digits after the `e`") }
            if let fault = fault(ofDigits: exponent, radix: 10) { return .fault(fault) }
        }
        if let dot = mantissa.firstIndex(of: UInt8(ascii: ".")) {
            let fraction = mantissa[(dot + 1)...]
            if fraction.isEmpty { return .fault("needs a digit after the dot") }
            if fraction.contains(UInt8(ascii: ".")) { return .fault("is not a number: it has two dots") }
            if let fault = fault(ofDigits: fraction, radix: 10) { return .fault(fault) }
            mantissa = mantissa[..<dot]
        }
        if let fault = fault(ofDigits: mantissa, radix: 10) ?? leadingZero(mantissa) { return .fault(fault) }
        let plain = String(decoding: text.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        guard let value = Double(plain) else { return .fault("is not a float") }
        return .float(isNegative ? -value : value)
    }

    private static func leadingZero(_ digits: ArraySlice<UInt8>) -> String? {
        guard digits.first == UInt8(ascii: "0"), digits.count > 1 else { return nil }
        return "has a leading zero"
    }

    /// Why a run of digits with `_` between them is wrong; nil if it is not.
    private static func fault(ofDigits text: ArraySlice<UInt8>, radix: Int) -> String? {
        guard let first = text.first, let last = text.last else { return "needs digits" }
        var before = UInt8(ascii: "0")
        for byte in text {
            if byte == UInt8(ascii: "_") {
                if before == UInt8(ascii: "_") {
                    return "has two `_` side by side: only one is allowed between two digits"
                }
            } else if digit(byte, radix: radix) == nil {
                let base = [2: "binary ", 8: "octal ", 16: "hexadecimal "][radix] ?? ""
                let name = byte < 0x80 ? TOMLWording.quoted([byte]) : "a character that is not ASCII"
                return "is not a number: \(name) is not a \(base)digit"
            }
            before = byte
        }
        let isOpen = first == UInt8(ascii: "_") || last == UInt8(ascii: "_")
        return isOpen ? "has a `_` that is not between two digits" : nil
    }
}
