import Schemas
import Values

/// Whether a literal can be compared with a field of a type, by the form of its text alone.
///
/// Source of the rules: the types' own parsers in Elasticsearch as described in the reference (schemas §2, kql §4).
enum ValueShape {
    /// Why a literal does not match, to be read after "but `x` is".
    struct Mismatch: Hashable {
        var message: String
        var help: String?
    }

    /// nil where the literal matches, or where nothing is known of the type.
    static func mismatch(of literal: Literal, as type: FieldType, inRange: Bool) -> Mismatch? {
        if literal.kind == .null {
            return Mismatch(message: "no value", help: "to find events without the field, write `not field: *`")
        }
        switch type.family {
        case .ip: return addressMismatch(literal.text, allowsBlock: !inRange)
        case .integer: return integerMismatch(literal, type, inRange: inRange)
        case .float:
            return NumberText.isDecimal(literal.text) ? nil : Mismatch(message: "not a number")
        case .date:
            return DateMath(literal.text) != nil
                ? nil
                : Mismatch(message: "not a date", help: "write a date such as `2024-01-31`, `now-7d/d` or milliseconds")
        case .boolean:
            return ["true", "false"].contains(literal.text)
                ? nil : Mismatch(message: "neither `true` nor `false`")
        case .keyword, .text, .range, .flattened, .object, .other: return nil
        }
    }

    // MARK: numbers

    private static func integerMismatch(_ literal: Literal, _ type: FieldType, inRange: Bool) -> Mismatch? {
        guard let hasFraction = NumberText.hasFraction(literal.text) else {
            return Mismatch(message: "not a whole number", help: nil)
        }
        if !inRange, hasFraction { return Mismatch(message: "not a whole number", help: nil) }
        guard let value = Double(literal.text), let bounds = bounds(of: type) else { return nil }
        if value < bounds.lowerBound || value > bounds.upperBound {
            return inRange ? nil : Mismatch(message: "outside its values", help: nil)
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

    // MARK: addresses

    private static func addressMismatch(_ text: String, allowsBlock: Bool) -> Mismatch? {
        if IPAddress(text) != nil { return nil }
        let noAddress = allowsBlock ? "not an address or CIDR block" : "not an address"
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return Mismatch(message: noAddress) }
        guard allowsBlock else { return Mismatch(message: noAddress, help: "a range compares with one address") }
        if IPRange(text) != nil { return nil }
        let address = text[..<slash]
        guard IPAddress(address) != nil else { return Mismatch(message: noAddress) }
        let digits = text[slash...].dropFirst()
        guard let prefix = Int(digits), digits.utf8.count <= 3, prefix >= 0 else {
            return Mismatch(message: noAddress, help: "the length of the prefix is a number")
        }
        let width = address.utf8.contains(UInt8(ascii: ":")) ? 128 : 32
        return Mismatch(message: noAddress, help: "prefix length \(prefix) is more than \(width)")
    }
}
