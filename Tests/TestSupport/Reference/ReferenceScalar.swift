import Queries

/// One value that an expression computes with.
enum ReferenceScalar {
    /// In UTF-16 units, which positions count.
    case text([UInt16])
    case whole(Int64)
    case double(Double)
    case boolean(Bool)
    case date(ReferenceInstant)
    case address(UInt128)
    case version(String)

    init(_ text: String) { self = .text(Array(text.utf16)) }

    /// A number as JSON and queries write it: whole if it looks so and 64 bits hold it, otherwise a double; nil where it
    /// is none.
    init?(number text: String) {
        if let whole = Int64(text) {
            self = .whole(whole)
        } else if let double = Self.double(text) {
            self = .double(double)
        } else {
            return nil
        }
    }

    /// The finite number of a decimal text. `Double` reads hexadecimal numbers and names such as `nan` too.
    static func double(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    /// The value of a constant; nil for null.
    init?(_ literal: Literal) {
        switch literal.kind {
        case .null: return nil
        case .boolean: self = .boolean(literal.text == "true")
        case .number:
            guard let number = Self(number: literal.text) else { return nil }
            self = number
        case .anyWord, .allWords, .phrase, .exact: self.init(literal.text)
        }
    }

    /// Of what functions of texts take: versions are texts to them.
    var units: [UInt16]? {
        switch self {
        case .text(let units): units
        case .version(let text): Array(text.utf16)
        case .whole, .double, .boolean, .date, .address: nil
        }
    }

    var whole: Int64? { if case .whole(let number) = self { number } else { nil } }
    var isTrue: Bool? { if case .boolean(let flag) = self { flag } else { nil } }

    var double: Double? {
        switch self {
        case .whole(let number): Double(number)
        case .double(let number): number
        case .text, .boolean, .date, .address, .version: nil
        }
    }

    // MARK: order

    /// The order of two values (negative, zero, positive); nil where they have none. Dates, addresses and versions beside
    /// a text read the text as one of their own kind.
    static func order(_ a: ReferenceScalar, _ b: ReferenceScalar) -> Int? {
        switch (a, b) {
        case (.text(let a), .text(let b)): return lexical(a, b)
        case (.whole(let a), .whole(let b)): return a < b ? -1 : a > b ? 1 : 0
        case (.double(let a), .double(let b)): return a < b ? -1 : a > b ? 1 : 0
        // One double makes both doubles.
        case (.whole(let a), .double): return order(.double(Double(a)), b)
        case (.double, .whole(let b)): return order(a, .double(Double(b)))
        case (.boolean(let a), .boolean(let b)): return (a ? 1 : 0) - (b ? 1 : 0)
        case (.date(let a), .date(let b)): return a < b ? -1 : b < a ? 1 : 0
        case (.date(let date), .whole(let number)): return date.order(to: Double(number))
        case (.date(let date), .double(let number)): return date.order(to: number)
        case (.date, .text(let text)):
            let start = ReferenceInstant(String(decoding: text, as: UTF16.self))
            return start.flatMap { order(a, .date($0)) }
        case (.address(let a), .address(let b)): return a < b ? -1 : a > b ? 1 : 0
        case (.address, .text(let text)):
            let address = ReferenceAddress.parse(String(decoding: text, as: UTF16.self))
            return address.flatMap { order(a, .address($0)) }
        case (.version(let a), .version(let b)): return ReferenceVersion(a).order(to: ReferenceVersion(b))
        case (.version, .text(let text)):
            return order(a, .version(String(decoding: text, as: UTF16.self)))
        case (.whole, .date), (.double, .date), (.text, .date), (.text, .address), (.text, .version):
            return order(b, a).map { -$0 }
        default: return nil
        }
    }

    /// By units, a shorter text before a longer one that it begins.
    private static func lexical(_ a: [UInt16], _ b: [UInt16]) -> Int {
        a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    }

    /// Whether two values that exist compare so.
    static func holds(
        _ a: ReferenceScalar, _ relation: ValueRelation, _ b: ReferenceScalar, ignoresCase: Bool = false
    ) -> Bool {
        let sides = ignoresCase ? (a.folded, b.folded) : (a, b)
        guard let order = order(sides.0, sides.1) else { return false }
        return switch relation {
        case .equal: order == 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }

    // MARK: letters

    /// Texts in lower case; everything else as it is.
    var folded: ReferenceScalar {
        if case .text(let units) = self { .text(Self.folded(units)) } else { self }
    }

    /// A text in lower case, scalar by scalar.
    static func folded(_ text: String) -> String { String(decoding: folded(Array(text.utf16)), as: UTF16.self) }

    /// In lower case scalar by scalar.
    static func folded(_ units: [UInt16]) -> [UInt16] {
        String(decoding: units, as: UTF16.self).unicodeScalars.flatMap { scalar in
            // The capital dotted I is the one scalar whose full mapping has two.
            scalar.value == 0x130 ? [0x69] : Array(scalar.properties.lowercaseMapping.utf16)
        }
    }
}

// MARK: fields

extension ReferenceScalar {
    /// The value that a computation reads from a field: the least of its values; where they are of several kinds, the least
    /// of the kind that the first one has. nil where there is none.
    static func least(of values: [ReferenceEvent.Value], _ types: [FieldFamily]) -> ReferenceScalar? {
        let scalars = values.compactMap { scalar($0, types) }
        guard let first = scalars.first else { return nil }
        return scalars.filter { order($0, first) != nil }.min(by: isBefore)
    }

    /// The families of a field's types, versions apart from the rest of theirs.
    enum FieldFamily: Hashable {
        case text, address, whole, unsigned, double, date, nanoseconds, boolean, version, nothing
        /// As the event has it.
        case json
    }

    /// What one value of an event is in a field; nil where a field of its types holds no such value.
    private static func scalar(_ value: ReferenceEvent.Value, _ families: [FieldFamily]) -> ReferenceScalar? {
        guard let text = value.text else { return nil }
        let family = families.count == 1 ? families[0] : .json
        switch family {
        case .nothing: return nil
        case .text: return ReferenceScalar(text)
        case .version: return .version(text)
        case .address:
            guard case .string = value else { return nil }
            return ReferenceAddress.parse(text).map { .address($0) }
        case .date, .nanoseconds:
            return ReferenceInstant(value, isFine: family == .nanoseconds).map { .date($0) }
        case .boolean: return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
        case .double:
            if case .boolean = value { return nil }
            // `-0` is a whole number, which has no sign.
            return (ReferenceScalar(number: text)?.double).map { .double($0) }
        case .whole, .unsigned:
            if case .boolean = value { return nil }
            guard let number = ReferenceScalar(number: text) else { return nil }
            guard case .double(let double) = number else { return number }
            let cut = double.rounded(.towardZero)
            return Int64(exactly: cut).map { .whole($0) } ?? (family == .unsigned ? .double(cut) : nil)
        case .json:
            switch value {
            case .string: return ReferenceScalar(text)
            case .number: return ReferenceScalar(number: text)
            case .boolean(let flag): return .boolean(flag)
            case .object: return nil
            }
        }
    }

    /// Order of the values of one field: texts by their UTF-8 bytes.
    private static func isBefore(_ a: ReferenceScalar, _ b: ReferenceScalar) -> Bool {
        guard case .text(let a) = a, case .text(let b) = b else { return (order(a, b) ?? 0) < 0 }
        let bytes = [a, b].map { Array(String(decoding: $0, as: UTF16.self).utf8) }
        return bytes[0].lexicographicallyPrecedes(bytes[1])
    }
}

/// A point in time; `date_nanos` alone knows parts of a millisecond.
struct ReferenceInstant: Comparable {
    var milliseconds: Int
    var nanoseconds = 0

    /// What a value of an event is in a field of dates.
    init?(_ value: ReferenceEvent.Value, isFine: Bool) {
        guard let milliseconds = ReferenceDate.instant(value) else { return nil }
        self.milliseconds = milliseconds
        if isFine, case .string(let text) = value { nanoseconds = Self.rest(of: text) }
    }

    /// The start of what a text names. Scripts know no date math.
    init?(_ text: String) {
        guard !text.contains("||"), let span = ReferenceDate.span(text, nil) else { return nil }
        milliseconds = span.low
        nanoseconds = Self.rest(of: text)
    }

    /// What comes after the third digit of a fraction.
    private static func rest(of text: String) -> Int {
        guard let match = text.firstMatch(of: /[.,]\d{3}(\d{1,6})/) else { return 0 }
        return Int((String(match.1) + "00000").prefix(6)) ?? 0
    }

    static func < (a: ReferenceInstant, b: ReferenceInstant) -> Bool {
        (a.milliseconds, a.nanoseconds) < (b.milliseconds, b.nanoseconds)
    }

    /// Beside a number, which is of milliseconds.
    func order(to number: Double) -> Int {
        let mine = Double(milliseconds) + Double(nanoseconds) / 1e6
        return mine < number ? -1 : mine > number ? 1 : 0
    }

    /// As ISO 8601 in UTC, with the digits of its fraction that count.
    var text: String {
        let (year, month, day, rest) = ReferenceDate.parts(milliseconds)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        let fraction = padded(rest % 1_000, 3) + (nanoseconds == 0 ? "" : padded(nanoseconds, 6))
        let date = [padded(year, 4), padded(month, 2), padded(day, 2)].joined(separator: "-")
        return "\(date)T\(time.joined(separator: ":")).\(fraction)Z"
    }
}
