import Values

/// Ranges of one field that an `any` joins become as few as can be.
///
/// Assumes: nothing. Guarantees: in an `any`, and among the negations of an `all`, ranges of whole numbers, of numbers and of addresses of one field do not overlap;
/// whole numbers and addresses do not touch either. `a:[1 TO 5] or a:[4 TO 9]` becomes `a:[1 TO 9]`. In an `all` two ranges may
/// be met by two values of an array, so they stay.
enum JoinRanges {
    static func apply(_ condition: Condition) -> Condition { condition.joiningTests(join) }

    private static func join(_ parts: [Condition]) -> [Condition] {
        var ranges: [FieldQuestion: [Predicate]] = [:]
        for case .test(let question, let predicate) in parts where predicate.isRange {
            ranges[question, default: []].append(predicate)
        }
        guard ranges.values.contains(where: { $0.count > 1 }) else { return parts }
        var result: [Condition] = []
        for part in parts {
            guard case .test(let question, let predicate) = part, predicate.isRange else {
                result.append(part)
                continue
            }
            // All of a field are where the first of them stood.
            guard let own = ranges.removeValue(forKey: question) else { continue }
            result += merged(own).map { .test(question, $0) }
        }
        return result
    }

    private static func merged(_ predicates: [Predicate]) -> [Predicate] {
        var rest = predicates.sorted(by: precedes)
        var result: [Predicate] = []
        while !rest.isEmpty {
            let next = rest.removeFirst()
            if let last = result.last, let union = last.union(next) {
                result[result.count - 1] = union
            } else {
                result.append(next)
            }
        }
        return result
    }

    /// Kinds apart, each by its lower end.
    private static func precedes(_ a: Predicate, _ b: Predicate) -> Bool {
        switch (a, b) {
        case (.integer(let first), .integer(let second)): first.low < second.low
        case (.number(let first), .number(let second)), (.jsonNumber(let first), .jsonNumber(let second)):
            first.low < second.low
        case (.address(let first), .address(let second)): first.low < second.low
        default: a.rangeKind < b.rangeKind
        }
    }
}

extension Predicate {
    fileprivate var isRange: Bool { rangeKind > 0 }

    /// 0: no range.
    fileprivate var rangeKind: Int {
        switch self {
        case .integer: 1
        case .number: 2
        case .jsonNumber: 3
        case .address: 4
        default: 0
        }
    }

    /// The range of both, where nothing is between them; `upper` does not begin below the range.
    fileprivate func union(_ upper: Predicate) -> Predicate? {
        switch (self, upper) {
        case (.integer(let a), .integer(let b)):
            b.low <= a.high || b.low == a.high + 1 ? .integer(IntegerRange(a.low, max(a.high, b.high))) : nil
        case (.number(let a), .number(let b)):
            b.low <= a.high ? .number(NumberRange(a.low, max(a.high, b.high))) : nil
        case (.jsonNumber(let a), .jsonNumber(let b)):
            b.low <= a.high ? .jsonNumber(NumberRange(a.low, max(a.high, b.high))) : nil
        case (.address(let a), .address(let b)):
            b.low <= a.high || a.high.bits < .max && b.low.bits == a.high.bits + 1
                ? .address(IPRange(a.low, max(a.high, b.high))) : nil
        default: nil
        }
    }
}
