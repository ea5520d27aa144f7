import Schemas

/// Whether a literal can be compared with a field of a type, by the form of its text alone.
///
/// Source of the rules: the types' own parsers in Elasticsearch as described in the reference (schemas §2, kql §4).
enum ValueShape {
    /// Why a literal does not fit, to be read behind "but `x` is".
    struct Fault: Hashable {
        var message: String
        var help: String?
    }

    /// nil where the literal fits, or where nothing is known of the type.
    static func fault(of literal: Literal, as type: FieldType, inRange: Bool) -> Fault? {
        if literal.kind == .null {
            return Fault(message: "no value", help: "to find events without the field, write `not field: *`")
        }
        switch type.family {
        case .ip: return addressFault(literal.text, allowsBlock: !inRange)
        case .integer: return integerFault(literal, type, inRange: inRange)
        case .float:
            return isNumber(literal.text) ? nil : Fault(message: "no number")
        case .date:
            return DateShape.isDate(Array(literal.text.utf8))
                ? nil : Fault(message: "no date", help: "write a date such as `2024-01-31`, `now-7d/d` or milliseconds")
        case .boolean:
            return ["true", "false"].contains(literal.text)
                ? nil : Fault(message: "neither `true` nor `false`")
        case .keyword, .text, .range, .flattened, .object, .other: return nil
        }
    }

    // MARK: numbers

    private static func integerFault(_ literal: Literal, _ type: FieldType, inRange: Bool) -> Fault? {
        guard let number = DecimalShape(Array(literal.text.utf8)) else {
            return Fault(message: "no whole number", help: nil)
        }
        if !inRange, number.hasFraction { return Fault(message: "no whole number", help: nil) }
        guard let value = Double(number.text), let bounds = bounds(of: type) else { return nil }
        if value < bounds.lowerBound || value > bounds.upperBound {
            return inRange ? nil : Fault(message: "outside its values", help: nil)
        }
        return nil
    }

    /// Nearest doubles: a value at the very end of 64 bits is taken either way.
    private static func bounds(of type: FieldType) -> ClosedRange<Double>? {
        switch type {
        case .long: -9_223_372_036_854_775_808...9_223_372_036_854_775_808
        case .unsignedLong: 0...18_446_744_073_709_551_616
        case .integer, .tokenCount: -2_147_483_648...2_147_483_647
        case .short: -32_768...32_767
        case .byte: -128...127
        default: nil
        }
    }

    /// Whether text is a decimal number, with or without sign, fraction and exponent.
    static func isNumber(_ text: String) -> Bool { DecimalShape(Array(text.utf8)) != nil }

    // MARK: addresses

    private static func addressFault(_ text: String, allowsBlock: Bool) -> Fault? {
        let bytes = Array(text.utf8)
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
            if isAddress(bytes[...]) { return nil }
            return Fault(message: allowsBlock ? "no address or CIDR block" : "no address")
        }
        let address = bytes[..<slash]
        guard allowsBlock else { return Fault(message: "no address", help: "a range compares with one address") }
        let width = isVersion4(address) ? 32 : 128
        guard isAddress(address) else { return Fault(message: "no address or CIDR block") }
        let digits = bytes[(slash + 1)...]
        guard !digits.isEmpty, digits.count <= 3, digits.allSatisfy(isDigit),
            let prefix = Int(String(decoding: digits, as: UTF8.self))
        else { return Fault(message: "no address or CIDR block", help: "the length of the prefix is a number") }
        if prefix <= width { return nil }
        return Fault(message: "no address or CIDR block", help: "prefix length \(prefix) is more than \(width)")
    }

    static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool { isVersion4(bytes) || isVersion6(bytes) }

    private static func isVersion4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy(isDigit)
                    && part.reduce(0) { $0 * 10 + Int($1 & 0x0F) } <= 255
                    && (part.count == 1 || part.first != UInt8(ascii: "0"))
            }
    }

    private static func isVersion6(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count <= 45 else { return false }
        var groups = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return false }
        var count = 0
        if let last = groups.last, isVersion4(last) {
            groups.removeLast()
            count = 2
        }
        // `::` leaves one empty group inside, and one more at an end that it touches.
        if groups.first?.isEmpty == true {
            guard groups.count > 1, groups[1].isEmpty else { return false }
            groups.removeFirst()
        }
        if count == 0, groups.last?.isEmpty == true {
            guard groups.count > 1, groups[groups.count - 2].isEmpty else { return groups.count == 1 }
            groups.removeLast()
        }
        let gaps = groups.count { $0.isEmpty }
        count += groups.count - gaps
        guard groups.allSatisfy({ $0.count <= 4 && $0.allSatisfy(isHexDigit) }) else { return false }
        return gaps == 0 ? count == 8 : gaps == 1 && count <= 7
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}

/// The form of a decimal number: sign, digits with a point, exponent.
struct DecimalShape {
    /// In a form that `Double` reads.
    let text: String
    /// Whether it has a fraction that is not zero, the exponent not looked at.
    let hasFraction: Bool

    init?(_ bytes: [UInt8]) {
        guard bytes.count <= 400 else { return nil }
        var index = 0
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { index = 1 }
        let whole = Self.digits(bytes, &index)
        var fraction: ArraySlice<UInt8> = []
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            fraction = Self.digits(bytes, &index)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var hasExponent = false
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                index += 1
            }
            guard !Self.digits(bytes, &index).isEmpty else { return nil }
            hasExponent = true
        }
        guard index == bytes.count else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
        if hasExponent, let value = Double(text) {
            hasFraction = value.rounded(.towardZero) != value
        } else {
            hasFraction = fraction.contains { $0 != UInt8(ascii: "0") }
        }
    }

    private static func digits(_ bytes: [UInt8], _ index: inout Int) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, ValueShape.isDigit(bytes[index]) { index += 1 }
        return bytes[start..<index]
    }
}
