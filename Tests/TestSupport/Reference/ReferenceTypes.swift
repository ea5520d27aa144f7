import Queries
import Schemas

/// What a comparison means for one value of one type.
enum ReferenceTypes {
    /// Whether the value satisfies the comparison; `type` is nil for a field that no schema knows.
    static func holds(
        _ comparison: Comparison, _ value: ReferenceEvent.Value, _ type: FieldType?, clock: Int?, ignoresCase: Bool
    ) -> Bool {
        guard let text = value.text else { return false }
        if case .near(let words, _) = comparison, type?.family != .text {
            let whole = Comparison.equals(Literal(words, .phrase))
            return holds(whole, value, type, clock: clock, ignoresCase: ignoresCase)
        }
        if case .between(let low, let high) = comparison {
            return [low, high].allSatisfy { bound in
                let side = Comparison.compares(bound.relation, bound.literal)
                return holds(side, value, type, clock: clock, ignoresCase: ignoresCase)
            }
        }
        // An index folds ASCII letters only.
        let fold = ignoresCase ? ReferenceText.asciiFolded : { (text: String) in text }
        guard let type else { return untyped(comparison, value, fold) }
        switch type.family {
        case .keyword, .flattened: return keyword(comparison, text, fold)
        case .text: return analysed(comparison, text)
        case .ip: return address(comparison, value)
        case .integer: return integer(comparison, value)
        case .float: return double(comparison, value)
        case .date: return date(comparison, value, clock)
        case .boolean: return boolean(comparison, text)
        case .object: return false
        case .range, .other:
            return type == .version ? version(comparison, text, fold) : untyped(comparison, value, fold)
        }
    }

    /// Why Elasticsearch cannot build a query of the comparison on the type.
    static func refusal(of comparison: Comparison, on type: FieldType) -> String? {
        switch comparison {
        case .exists, .between, .near: return nil
        case .matches, .resembles:
            return type.family == .keyword || type.family == .text ? nil : "no expressions on \(type.rawValue)"
        case .fits:
            switch type.family {
            case .ip, .integer, .float, .date, .boolean: return "no patterns on \(type.rawValue)"
            default: return nil
            }
        case .equals(let literal):
            if literal.kind == .null { return "null is no value" }
            switch type.family {
            case .ip: return ReferenceAddress.block(literal.text) == nil ? "no address: \(literal.text)" : nil
            case .integer, .float: return ReferenceNumber(literal.text) == nil ? "no number: \(literal.text)" : nil
            case .date: return ReferenceDate.isDate(literal.text) ? nil : "no date: \(literal.text)"
            case .boolean: return ["true", "false"].contains(literal.text) ? nil : "no boolean: \(literal.text)"
            default: return nil
            }
        case .compares(_, let literal):
            if literal.kind == .null { return "null is no value" }
            switch type.family {
            case .ip: return ReferenceAddress.parse(literal.text) == nil ? "no address: \(literal.text)" : nil
            case .integer, .float: return ReferenceNumber(literal.text) == nil ? "no number: \(literal.text)" : nil
            case .date: return ReferenceDate.isDate(literal.text) ? nil : "no date: \(literal.text)"
            case .boolean: return "no ranges on boolean"
            default: return nil
            }
        }
    }

    // MARK: text that is compared whole

    private static func keyword(_ comparison: Comparison, _ text: String, _ fold: (String) -> String) -> Bool {
        switch comparison {
        case .exists: true
        case .equals(let literal): literal.kind != .null && Array(fold(text).utf8) == Array(fold(literal.text).utf8)
        case .fits(let pattern): ReferenceText.fits(fold(text), pattern.mapLiterals(fold))
        case .compares(let order, let literal):
            literal.kind != .null && order.holds(compare(Array(fold(text).utf8), Array(fold(literal.text).utf8)))
        case .matches(let regex): ReferenceRegex.fits(text, regex.root)
        case .resembles(let term): ReferenceDistance.edits(text, term.text) <= term.edits
        case .between, .near: false
        }
    }

    static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    }

    /// Strings as keywords, numbers as numbers, booleans as booleans.
    private static func untyped(
        _ comparison: Comparison, _ value: ReferenceEvent.Value, _ fold: (String) -> String
    ) -> Bool {
        switch value {
        case .string(let text): keyword(comparison, text, fold)
        case .number: number(comparison, value)
        case .boolean(let flag): boolean(comparison, flag ? "true" : "false")
        case .object: false
        }
    }

    // MARK: words

    private static func analysed(_ comparison: Comparison, _ text: String) -> Bool {
        let words = ReferenceText.words(of: text)
        switch comparison {
        case .exists: return true
        case .equals(let literal):
            let wanted = ReferenceText.words(of: literal.text)
            guard literal.kind != .null, !wanted.isEmpty else { return false }
            if literal.kind == .phrase || literal.kind == .exact {
                guard words.count >= wanted.count else { return false }
                return (0...(words.count - wanted.count)).contains { start in
                    zip(wanted, words[start...]).allSatisfy { Array($0.utf8) == Array($1.utf8) }
                }
            }
            return words.contains { word in wanted.contains { Array($0.utf8) == Array(word.utf8) } }
        case .near(let text, let slop):
            return ReferencePhrase.stands(ReferenceText.words(of: text), in: words, slop: slop)
        case .matches(let regex): return words.contains { ReferenceRegex.fits($0, regex.root) }
        case .resembles(let term):
            return words.contains { ReferenceDistance.edits($0, ReferenceScalar.folded(term.text)) <= term.edits }
        case .fits(let pattern):
            let folded = pattern.mapLiterals(ReferenceScalar.folded)
            return words.contains { ReferenceText.fits($0, folded) }
        // Text has no order (reference: schemas §2).
        case .compares, .between: return false
        }
    }

    // MARK: addresses

    private static func address(_ comparison: Comparison, _ value: ReferenceEvent.Value) -> Bool {
        guard case .string(let text) = value, let address = ReferenceAddress.parse(text) else { return false }
        switch comparison {
        case .exists: return true
        case .fits, .between, .matches, .resembles, .near: return false
        case .equals(let literal):
            guard let block = ReferenceAddress.block(literal.text) else { return false }
            return block.contains(address)
        case .compares(let order, let literal):
            guard let bound = ReferenceAddress.parse(literal.text) else { return false }
            return order.holds(address < bound ? -1 : address > bound ? 1 : 0)
        }
    }

    // MARK: numbers

    /// A value with a fraction is cut to a whole number when it is indexed; a bound is not.
    private static func integer(_ comparison: Comparison, _ value: ReferenceEvent.Value) -> Bool {
        guard let number = number(value)?.cut else { return false }
        return compares(number, comparison)
    }

    /// Values and bounds are the nearest doubles.
    private static func double(_ comparison: Comparison, _ value: ReferenceEvent.Value) -> Bool {
        guard let number = number(value)?.nearest else { return false }
        switch comparison {
        case .exists: return true
        case .fits, .between, .matches, .resembles, .near: return false
        case .equals(let literal): return ReferenceNumber(literal.text)?.nearest == number
        case .compares(let order, let literal):
            guard let bound = ReferenceNumber(literal.text)?.nearest else { return false }
            return order.holds(number < bound ? -1 : number > bound ? 1 : 0)
        }
    }

    private static func number(_ comparison: Comparison, _ value: ReferenceEvent.Value) -> Bool {
        guard let number = number(value) else { return false }
        return compares(number, comparison)
    }

    private static func number(_ value: ReferenceEvent.Value) -> ReferenceNumber? {
        switch value {
        case .string(let text), .number(let text): ReferenceNumber(text)
        case .boolean, .object: nil
        }
    }

    private static func compares(_ number: ReferenceNumber, _ comparison: Comparison) -> Bool {
        switch comparison {
        case .exists: true
        case .fits, .between, .matches, .resembles, .near: false
        case .equals(let literal): ReferenceNumber(literal.text).map { number.order(to: $0) == 0 } ?? false
        case .compares(let order, let literal):
            ReferenceNumber(literal.text).map { order.holds(number.order(to: $0)) } ?? false
        }
    }

    // MARK: dates, booleans, versions

    private static func date(_ comparison: Comparison, _ value: ReferenceEvent.Value, _ clock: Int?) -> Bool {
        guard let instant = ReferenceDate.instant(value) else { return false }
        switch comparison {
        case .exists: return true
        case .fits, .between, .matches, .resembles, .near: return false
        case .equals(let literal):
            guard let span = span(literal, clock) else { return false }
            return span.low <= instant && instant <= span.high
        case .compares(let order, let literal):
            guard let span = span(literal, clock) else { return false }
            return switch order {
            case .less: instant < span.low
            case .lessOrEqual: instant <= span.high
            case .greater: instant > span.high
            case .greaterOrEqual: instant >= span.low
            }
        }
    }

    /// An exact literal is an instant.
    private static func span(_ literal: Literal, _ clock: Int?) -> (low: Int, high: Int)? {
        guard let span = ReferenceDate.span(literal.text, clock) else { return nil }
        return literal.kind == .exact ? (span.low, span.low) : (span.low, span.high)
    }

    private static func boolean(_ comparison: Comparison, _ text: String) -> Bool {
        guard text == "true" || text == "false" else { return false }
        switch comparison {
        case .exists: return true
        case .equals(let literal): return literal.text == text
        case .fits, .compares, .between, .matches, .resembles, .near: return false
        }
    }

    private static func version(_ comparison: Comparison, _ text: String, _ fold: (String) -> String) -> Bool {
        guard case .compares(let order, let literal) = comparison else { return keyword(comparison, text, fold) }
        return order.holds(ReferenceVersion(text).order(to: ReferenceVersion(literal.text)))
    }
}

extension RangeOperator {
    /// Whether an order (negative, zero, positive) satisfies the operator.
    func holds(_ order: Int) -> Bool {
        switch self {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}

extension WildcardText {
    func mapLiterals(_ change: (String) -> String) -> WildcardText {
        WildcardText(
            parts.map { part in
                if case .literal(let text) = part { .literal(change(text)) } else { part }
            })
    }
}
