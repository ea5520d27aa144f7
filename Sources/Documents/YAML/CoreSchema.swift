/// What a plain scalar without a tag means: the core schema of YAML 1.2.2, chapter 10.3.
///
/// `no`, `on`, `yes` and dates are strings there.
enum CoreSchema {
    /// The value; nil for a string. Integers beyond 64 bits become floats.
    static func value(of text: String) -> Node.Value? {
        // Nothing of the schema is longer but long numbers, and those start like one.
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"): return isNull(text) ? .null : nil
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
            return boolean(text).map { .boolean($0) }
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            return number(Array(text.utf8), text)
        default: return nil
        }
    }

    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func boolean(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    private static func number(_ bytes: [UInt8], _ text: String) -> Node.Value? {
        if let prefixed = prefixedInteger(bytes) { return prefixed }
        var index = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? 1 : 0
        let rest = bytes[index...]
        if rest.elementsEqual(".inf".utf8) || rest.elementsEqual(".Inf".utf8) || rest.elementsEqual(".INF".utf8) {
            return .float(bytes[0] == UInt8(ascii: "-") ? -.infinity : .infinity)
        }
        if bytes.elementsEqual(".nan".utf8) || bytes.elementsEqual(".NaN".utf8) || bytes.elementsEqual(".NAN".utf8) {
            return .float(.nan)
        }
        let whole = skipDigits(bytes, &index)
        if index == bytes.count, whole > 0 { return integer(text, bytes) }
        var fraction = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            fraction = skipDigits(bytes, &index)
        }
        guard whole > 0 || fraction > 0 else { return nil }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                index += 1
            }
            guard skipDigits(bytes, &index) > 0 else { return nil }
        }
        guard index == bytes.count else { return nil }
        return .float(double(text))
    }

    private static func integer(_ text: String, _ bytes: [UInt8]) -> Node.Value {
        Int64(text).map { .integer($0) } ?? .float(double(text))
    }

    /// `0o17` and `0xFF`, which have no sign.
    private static func prefixedInteger(_ bytes: [UInt8]) -> Node.Value? {
        guard bytes.count > 2, bytes[0] == UInt8(ascii: "0") else { return nil }
        let radix: Int
        switch bytes[1] {
        case UInt8(ascii: "o"): radix = 8
        case UInt8(ascii: "x"): radix = 16
        default: return nil
        }
        let digits = bytes[2...]
        let areDigits = digits.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "7"): true
            case UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                UInt8(ascii: "A")...UInt8(ascii: "F"):
                radix == 16
            default: false
            }
        }
        guard areDigits else { return nil }
        let text = String(decoding: digits, as: UTF8.self)
        if let value = Int64(text, radix: radix) { return .integer(value) }
        return .float(digits.reduce(0.0) { $0 * Double(radix) + Double(digitValue($1)) })
    }

    private static func digitValue(_ byte: UInt8) -> UInt8 {
        byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : (byte | 0x20) - UInt8(ascii: "a") + 10
    }

    private static func skipDigits(_ bytes: [UInt8], _ index: inout Int) -> Int {
        let start = index
        while index < bytes.count, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") { index += 1 }
        return index - start
    }

    /// Swift wants digits on both sides of the point.
    private static func double(_ text: String) -> Double {
        if let value = Double(text) { return value }
        var bytes = Array(text.utf8)
        guard let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return .nan }
        let isDigit = { (index: Int) in
            bytes.indices.contains(index) && bytes[index] >= UInt8(ascii: "0") && bytes[index] <= UInt8(ascii: "9")
        }
        let needsAfter = !isDigit(point + 1)
        let needsBefore = !isDigit(point - 1)
        if needsAfter { bytes.insert(UInt8(ascii: "0"), at: point + 1) }
        if needsBefore { bytes.insert(UInt8(ascii: "0"), at: point) }
        return Double(String(decoding: bytes, as: UTF8.self)) ?? .nan
    }
}
