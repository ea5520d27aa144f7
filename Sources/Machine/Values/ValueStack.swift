import Values

/// The values that are computed with, last in first out. Scratch of one thread: nothing is allocated once it has grown.
///
/// Conditions on computed values have three truth values (Kleene), null being the third; a comparison with null is null.
/// The verifier has shown that an instruction finds as many values as it takes.
struct ValueStack {
    /// Bytes of texts that one condition may make; what is beyond is null.
    private static let mostTextBytes = 32 << 20

    private(set) var values: [ComputedValue] = []
    /// What the texts of the values are made of.
    var texts: [UInt8] = []

    mutating func push(_ value: ComputedValue) { values.append(value) }

    /// Pushes a text from elsewhere.
    mutating func push(text: some Collection<UInt8>) { values.append(append(text)) }

    /// A text as a value; null where it is over the limit.
    mutating func append(_ text: some Collection<UInt8>) -> ComputedValue {
        guard texts.count + text.count <= Self.mostTextBytes else { return .null }
        let start = texts.count
        texts.append(contentsOf: text)
        return .text(start..<texts.count)
    }

    mutating func pop() -> ComputedValue {
        guard let value = values.popLast() else { preconditionFailure("the verifier counts the values") }
        return value
    }

    /// Takes the last values off, the first pushed first.
    mutating func pop(_ count: Int) -> ArraySlice<ComputedValue> {
        let taken = values.suffix(count)
        values.removeLast(count)
        return taken
    }

    /// Forgets everything.
    mutating func removeAll() {
        values.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    // MARK: - Conditions

    mutating func negate() {
        switch pop() {
        case .boolean(let value): push(.boolean(!value))
        default: push(.null)
        }
    }

    /// `and` of the last values (`neutral` true) or `or` (false).
    mutating func join(_ count: Int, neutral: Bool) {
        var result = ComputedValue.boolean(neutral)
        for value in pop(count) {
            if value == .boolean(!neutral) {
                result = value
            } else if value != .boolean(neutral), result == .boolean(neutral) {
                result = .null
            }
        }
        push(result)
    }

    /// Compares the last two values.
    mutating func compare(_ relation: ValueOrder) {
        let (right, left) = (pop(), pop())
        guard left != .null, right != .null else { return push(.null) }
        // What cannot be compared is not equal.
        let order = order(left, right)
        push(.boolean(order.map(relation.holds) ?? false))
    }

    /// Whether the last value is there.
    mutating func testExistence() { push(.boolean(pop() != .null)) }

    /// Whether the last value, as an address, is in a range.
    mutating func testAddress(in range: IPRange) {
        let value = pop()
        guard value != .null else { return push(.null) }
        push(.boolean(address(value).map(range.contains) ?? false))
    }

    /// Whether the last value, a text, meets a test; with `folding` in lower case. Null without a value, false for what is no
    /// text.
    mutating func testText(folding: Bool, _ test: ([UInt8]) -> Bool) {
        let value = pop()
        guard value != .null else { return push(.null) }
        guard case .text(let range) = value else { return push(.boolean(false)) }
        let text = folding ? CaseFolding.unicode.folded(texts.span.extracting(range)) : Array(texts[range])
        push(.boolean(test(text)))
    }

    // MARK: - Order

    /// Whether a value of a field is before another one of it: texts by their UTF-8, as an index orders them.
    func isLess(_ a: ComputedValue, _ b: ComputedValue) -> Bool {
        if case .text(let first) = a, case .text(let second) = b {
            return texts[first].lexicographicallyPrecedes(texts[second])
        }
        return order(a, b).map { $0 < 0 } ?? false
    }

    /// Negative, zero, positive; nil where two values have no order, as a number and a text.
    func order(_ left: ComputedValue, _ right: ComputedValue) -> Int? {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): return Self.order(a, b)
        case (.integer, .double), (.double, .integer), (.double, .double):
            guard let a = Self.double(left), let b = Self.double(right), !a.isNaN, !b.isNaN else { return nil }
            return Self.order(a, b)
        case (.text(let a), .text(let b)): return order(texts: a, b)
        case (.boolean(let a), .boolean(let b)): return Self.order(a ? 1 : 0, b ? 1 : 0)
        case (.instant(let a), .double(let b)): return b.isNaN ? nil : Self.order(Self.milliseconds(a), b)
        case (.double(let a), .instant(let b)): return a.isNaN ? nil : Self.order(a, Self.milliseconds(b))
        case (.instant, _), (_, .instant):
            guard let a = instant(left), let b = instant(right) else { return nil }
            return Self.order(a, b)
        case (.address, _), (_, .address):
            guard let a = address(left), let b = address(right) else { return nil }
            return Self.order(a, b)
        case (.version(let a), .version(let b)), (.version(let a), .text(let b)), (.text(let a), .version(let b)):
            return VersionText.order(texts.span.extracting(a), texts.span.extracting(b))
        default: return nil
        }
    }

    private static func order<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : a == b ? 0 : 1 }

    static func double(_ value: ComputedValue) -> Double? {
        switch value {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    private static func milliseconds(_ instant: Instant) -> Double {
        Double(instant.seconds) * 1000 + Double(instant.nanoseconds) / 1_000_000
    }

    private func instant(_ value: ComputedValue) -> Instant? {
        switch value {
        case .instant(let instant): instant
        case .integer(let milliseconds): Instant(milliseconds: milliseconds)
        case .text(let range): DateText(texts.span.extracting(range))?.start
        default: nil
        }
    }

    private func address(_ value: ComputedValue) -> IPAddress? {
        switch value {
        case .address(let address): address
        case .text(let range): IPAddress(texts.span.extracting(range))
        default: nil
        }
    }

    /// The order of UTF-16, in which scripts compare: beyond U+FFFF is before U+E000.
    private func order(texts a: Range<Int>, _ b: Range<Int>) -> Int {
        for index in 0..<min(a.count, b.count) {
            let (first, second) = (texts[a.lowerBound + index], texts[b.lowerBound + index])
            if first == second { continue }
            func place(_ byte: UInt8) -> Int { byte >= 0xF0 ? 0xED * 2 + 1 : Int(byte) * 2 }
            return place(first) < place(second) ? -1 : 1
        }
        return Self.order(a.count, b.count)
    }

    // MARK: - Arithmetic

    /// Whole numbers stay whole, division goes toward zero; null for a division by zero and for what 64 bits do not hold.
    mutating func compute(_ operation: ValueOperator) {
        let (right, left) = (pop(), pop())
        if case .integer(let left) = left, case .integer(let right) = right {
            return push(Self.compute(operation, left, right).map { .integer($0) } ?? .null)
        }
        guard let left = Self.double(left), let right = Self.double(right) else { return push(.null) }
        let value: Double =
            switch operation {
            case .add: left + right
            case .subtract: left - right
            case .multiply: left * right
            case .divide: left / right
            case .modulo: left.truncatingRemainder(dividingBy: right)
            }
        push(value.isFinite ? .double(value) : .null)
    }

    private static func compute(_ operation: ValueOperator, _ left: Int64, _ right: Int64) -> Int64? {
        let (value, overflows) =
            switch operation {
            case .add: left.addingReportingOverflow(right)
            case .subtract: left.subtractingReportingOverflow(right)
            case .multiply: left.multipliedReportingOverflow(by: right)
            case .divide: left.dividedReportingOverflow(by: right)
            // The one remainder that a processor refuses.
            case .modulo: right == -1 ? (0, false) : left.remainderReportingOverflow(dividingBy: right)
            }
        return overflows ? nil : value
    }
}
