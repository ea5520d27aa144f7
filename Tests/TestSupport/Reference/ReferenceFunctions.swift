import Queries

/// EQL's functions and operators by their definitions (reference: eql §4–6). nil is null.
enum ReferenceFunctions {
    /// The value of a function over arguments of which any may be null. What is no function, or gets what it does not
    /// take, has no value.
    static func value(_ name: FunctionName, _ arguments: [ReferenceScalar?]) -> ReferenceScalar? {
        if name.text == "concat" {
            let values = arguments.compactMap(\.self)
            guard !values.isEmpty, values.count == arguments.count else { return nil }
            return .text(values.flatMap(text))
        }
        if name.text == "cidrMatch" { return isInside(arguments).map { .boolean($0) } }
        if let operation = operators[name.text] {
            guard arguments.count == 2 else { return nil }
            return value(arguments[0], operation, arguments[1])
        }
        guard let first = arguments.first else { return nil }
        let rest = Array(arguments.dropFirst())
        switch (name.text, rest.count) {
        case ("string", 0): return first.map { .text(text($0)) }
        case ("number", 0...1): return number(first, rest)
        case ("length", 0): return (first?.units).map { .whole(Int64($0.count)) }
        case ("substring", 1...2): return slice(first, rest).map { .text($0) }
        case ("startsWith", 1), ("endsWith", 1), ("stringContains", 1):
            guard let text = first?.units, let part = rest[0]?.units else { return nil }
            return .boolean(holds(name.text, fold(text, name), fold(part, name)))
        case ("indexOf", 1...2): return place(first, rest, name).map { .whole($0) }
        case ("between", 2...3): return between(first, rest, name).map { .text($0) }
        default: return nil
        }
    }

    private static let operators: [String: ArithmeticOperator] = [
        "add": .add, "subtract": .subtract, "multiply": .multiply, "divide": .divide, "modulo": .modulo,
    ]

    private static func fold(_ units: [UInt16], _ name: FunctionName) -> [UInt16] {
        name.ignoresCase ? ReferenceScalar.folded(units) : units
    }

    // MARK: numbers

    /// Whole numbers stay whole and have no value beyond 64 bits; one double makes the result a double.
    static func value(
        _ left: ReferenceScalar?, _ operation: ArithmeticOperator, _ right: ReferenceScalar?
    ) -> ReferenceScalar? {
        if case .whole(let a)? = left, case .whole(let b)? = right { return whole(a, operation, b).map { .whole($0) } }
        guard let a = left?.double, let b = right?.double else { return nil }
        let result: Double
        switch operation {
        case .add: result = a + b
        case .subtract: result = a - b
        case .multiply: result = a * b
        case .divide: result = a / b
        case .modulo: result = a.truncatingRemainder(dividingBy: b)
        }
        return result.isFinite ? .double(result) : nil
    }

    private static func whole(_ a: Int64, _ operation: ArithmeticOperator, _ b: Int64) -> Int64? {
        let (x, y) = (Int128(a), Int128(b))
        switch operation {
        case .add: return Int64(exactly: x + y)
        case .subtract: return Int64(exactly: x - y)
        case .multiply: return Int64(exactly: x * y)
        case .divide: return y == 0 ? nil : Int64(exactly: x / y)
        case .modulo: return y == 0 ? nil : Int64(exactly: x % y)
        }
    }

    /// The number that a text is, to base 10 unless it says `0x` or a base is given. Only base 10 has fractions.
    private static func number(_ value: ReferenceScalar?, _ rest: [ReferenceScalar?]) -> ReferenceScalar? {
        guard let units = value?.units else { return nil }
        var text = String(decoding: units, as: UTF16.self)
        var base: Int64 = text.hasPrefix("0x") ? 16 : 10
        if let given = rest.first, let given {
            guard let whole = given.whole, (2...36).contains(whole) else { return nil }
            base = whole
        }
        if base == 10 { return ReferenceScalar(number: text) }
        if base == 16, text.hasPrefix("0x") {
            text = String(text.dropFirst(2))
            // A sign stands before the prefix or nowhere.
            if text.hasPrefix("+") || text.hasPrefix("-") { return nil }
        }
        return Int64(text, radix: Int(base)).map { .whole($0) }
    }

    // MARK: texts

    /// As `string` writes it.
    static func text(_ value: ReferenceScalar) -> [UInt16] {
        switch value {
        case .text(let units): units
        case .whole(let number): Array(number.description.utf16)
        case .double(let number): Array(number.description.utf16)
        case .boolean(let flag): Array((flag ? "true" : "false").utf16)
        case .version(let text): Array(text.utf16)
        case .address(let address): Array(ReferenceAddress.text(address).utf16)
        case .date(let date): Array(date.text.utf16)
        }
    }

    private static func holds(_ name: String, _ text: [UInt16], _ part: [UInt16]) -> Bool {
        switch name {
        case "startsWith": text.starts(with: part)
        case "endsWith": text.reversed().starts(with: part.reversed())
        default: !text.isEmpty && !part.isEmpty && first(part, in: text, from: 0) != nil
        }
    }

    /// The first place of a part at `start` or after it.
    private static func first(_ part: [UInt16], in text: [UInt16], from start: Int) -> Int? {
        places(of: part, in: text).first { $0 >= start }
    }

    /// Where a part stands: nothing stands before every unit and at the end.
    private static func places(of part: [UInt16], in text: [UInt16]) -> [Int] {
        (0...text.count).filter { text[$0...].starts(with: part) }
    }

    /// No text has half of a pair of units: a place within one is the place after it.
    private static func whole(_ place: Int, in text: [UInt16]) -> Int {
        guard place > 0, place < text.count, UTF16.isTrailSurrogate(text[place]) else { return place }
        return place + 1
    }

    private static func place(
        _ text: ReferenceScalar?, _ rest: [ReferenceScalar?], _ name: FunctionName
    ) -> Int64? {
        guard let text = text?.units, let part = rest[0]?.units else { return nil }
        var start: Int64 = 0
        if rest.count > 1, let given = rest[1] {
            guard let whole = given.whole else { return nil }
            start = max(0, whole)
        }
        // Nothing stands everywhere, the end included.
        if part.isEmpty { return Int64(whole(Int(min(start, Int64(text.count))), in: text)) }
        return places(of: fold(part, name), in: fold(text, name)).map { Int64($0) }.first { $0 >= start }
    }

    /// A slice as Python's.
    private static func slice(_ text: ReferenceScalar?, _ rest: [ReferenceScalar?]) -> [UInt16]? {
        guard let text = text?.units, let start = rest[0]?.whole else { return nil }
        let count = Int64(text.count)
        var end = count
        if rest.count > 1, let given = rest[1] {
            guard let whole = given.whole else { return nil }
            end = whole
        }
        func clamped(_ place: Int64) -> Int { Int(min(count, max(0, place < 0 ? place + count : place))) }
        let (low, high) = (whole(clamped(start), in: text), whole(clamped(end), in: text))
        return low < high ? Array(text[low..<high]) : []
    }

    private static func between(
        _ text: ReferenceScalar?, _ rest: [ReferenceScalar?], _ name: FunctionName
    ) -> [UInt16]? {
        guard let text = text?.units, let left = rest[0]?.units, let right = rest[1]?.units else { return nil }
        var isGreedy = false
        if rest.count > 2 {
            guard let given = rest[2]?.isTrue else { return nil }
            isGreedy = given
        }
        let folded = fold(text, name)
        guard let found = first(fold(left, name), in: folded, from: 0) else { return nil }
        let start = found + left.count
        let ends = places(of: fold(right, name), in: folded).filter { $0 >= start }
        guard let end = isGreedy ? ends.last : ends.first else { return nil }
        return Array(text[start..<end])
    }

    // MARK: addresses

    /// Whether an address is in any of the blocks. What is no address is in none; what is no block has no answer.
    private static func isInside(_ arguments: [ReferenceScalar?]) -> Bool? {
        guard let value = arguments.first, let value, arguments.count > 1 else { return nil }
        let blocks = arguments.dropFirst().map { argument in
            (argument?.units).flatMap { ReferenceAddress.block(String(decoding: $0, as: UTF16.self)) }
        }
        guard !blocks.contains(nil) else { return nil }
        let address: UInt128?
        switch value {
        case .address(let known): address = known
        case .text(let units): address = ReferenceAddress.parse(String(decoding: units, as: UTF16.self))
        case .whole, .double, .boolean, .date, .version: address = nil
        }
        return blocks.contains { block in address.map { block?.contains($0) == true } ?? false }
    }
}
