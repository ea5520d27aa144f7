import Machine
import Queries
import Schemas
import Values

/// One test of a field read as one type.
struct TypedTest {
    /// Relative to the enclosing block.
    var path: String
    var type: FieldType
    var test: FieldTest

    var condition: Condition {
        switch test.comparison {
        case .exists: return existence
        case .between(let low, let high): return between(low, high)
        case .near(let words, _) where type.family != .text:
            var whole = self
            whole.test.comparison = .equals(Literal(words, .phrase))
            return whole.condition
        default: break
        }
        // Elasticsearch refuses to compare with null.
        if literal?.kind == .null { return .constant(false) }
        switch type.family {
        case .keyword: return keyword(.values(path))
        // The value of a key, or any value below the root; all of them are text.
        case .flattened: return keyword(.leaves(path))
        case .text: return words
        case .ip: return addresses
        case .integer: return integers
        case .float: return numbers
        case .date: return dates
        case .boolean: return booleans
        case .object, .range: return .constant(false)
        case .other: return other
        }
    }

    private var literal: Literal? {
        switch test.comparison {
        case .equals(let literal), .compares(_, let literal): literal
        default: nil
        }
    }

    private func between(_ low: RangeBound, _ high: RangeBound) -> Condition {
        let sides = [low, high].map { bound in
            var side = self
            side.test.comparison = .compares(bound.relation, bound.literal)
            return side.condition
        }
        return sides[0].metWithOneValue(sides[1])
    }

    private func ask(_ predicate: Predicate) -> Condition { .test(.values(path), predicate) }

    private var existence: Condition {
        switch type {
        // Objects of a nested field are seen through braces only.
        case .nested: .constant(false)
        case .object, .flattened, .alias, .array, .other: .test(.leaves(path), .exists)
        case .longRange, .integerRange, .doubleRange, .floatRange, .dateRange, .ipRange, .geoPoint, .geoShape,
            .histogram,
            .denseVector, .completion:
            .test(.leaves(path), .exists)
        default: ask(.exists)
        }
    }

    private func keyword(_ question: FieldQuestion) -> Condition {
        switch test.comparison {
        case .exists: .test(question, .exists)
        case .equals(let literal):
            .test(
                question,
                test.ignoresCase ? .isInFolded([PatternText.folded(literal.text)]) : .equals(Array(literal.text.utf8)))
        case .fits(let pattern):
            .test(
                question,
                test.ignoresCase ? .foldedFits(PatternText.folded(pattern)) : .fits(PatternText.parts(pattern)))
        case .compares(let relation, let literal):
            .test(question, .compares(relation.machine, Array(literal.text.utf8)))
        case .matches, .resembles, .between, .near:
            automaton.map { .test(question, .accepts($0, stringsOnly: false)) } ?? .constant(false)
        }
    }

    /// That of an expression or a fuzzy term; nil where it is over a limit, which the query's own reader has reported.
    private var automaton: Automaton? { test.comparison.automaton }

    /// Analyzed text: any of the words, all of them, or the words in a row, as the literal says.
    private var words: Condition {
        switch test.comparison {
        case .equals(let literal):
            let words = Self.words(of: literal.text)
            if words.isEmpty { return .constant(false) }
            switch literal.kind {
            case .phrase where words.count > 1, .exact where words.count > 1: return ask(.phrase(words))
            case .allWords: return .all(words.map { ask(.wordIn([$0])) })
            default: return ask(.wordIn(words))
            }
        case .fits(let pattern): return ask(.wordFits(PatternText.folded(pattern, .unicode)))
        case .near(let text, let slop):
            let words = Self.words(of: text)
            if words.count < 2 { return words.isEmpty ? .constant(false) : ask(.wordIn(words)) }
            return ask(.phraseNear(words, slop: UInt32(clamping: slop)))
        case .matches: return automaton.map { ask(.wordAccepts($0)) } ?? .constant(false)
        case .resembles(var term):
            term.text = CaseFolding.unicode.folded(term.text)
            return term.automaton().map { ask(.wordAccepts($0)) } ?? .constant(false)
        case .exists, .compares, .between: return .constant(false)
        }
    }

    private static func words(of text: String) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        var reader = WordReader()
        var words: [[UInt8]] = []
        while reader.next(in: bytes.span) { words.append(reader.word) }
        return words
    }

    private var addresses: Condition {
        guard let literal else { return .constant(false) }
        let text = Array(literal.text.utf8)
        switch test.comparison {
        case .equals: return IPRange(text.span).map { ask(.address($0)) } ?? .constant(false)
        case .compares(let relation, _):
            guard let bound = IPAddress(text.span)?.bits else { return .constant(false) }
            let range: (UInt128, UInt128)? =
                switch relation {
                case .less: bound == 0 ? nil : (0, bound - 1)
                case .lessOrEqual: (0, bound)
                case .greater: bound == .max ? nil : (bound + 1, .max)
                case .greaterOrEqual: (bound, .max)
                }
            return range.map { ask(.address(IPRange(IPAddress(bits: $0), IPAddress(bits: $1)))) } ?? .constant(false)
        default: return .constant(false)
        }
    }

    /// Whole numbers. A bound with a fraction takes the next whole number inside.
    private var integers: Condition {
        guard let literal, literal.kind != .boolean else { return .constant(false) }
        let text = Array(literal.text.utf8)
        let floor: Int128
        let isWhole: Bool
        if let value = NumberText.wideInteger(text.span) {
            (floor, isWhole) = (value, true)
        } else if let value = NumberText.double(text.span), abs(value) < 1e30 {
            floor = Int128(value.rounded(.down))
            isWhole = value == value.rounded(.down)
        } else {
            return .constant(false)
        }
        let least = Int128(-1) << 120
        let most = Int128(1) << 120
        switch test.comparison {
        case .equals: return isWhole ? ask(.integer(IntegerRange(floor, floor))) : .constant(false)
        case .compares(.less, _): return ask(.integer(IntegerRange(least, isWhole ? floor - 1 : floor)))
        case .compares(.lessOrEqual, _): return ask(.integer(IntegerRange(least, floor)))
        case .compares(.greater, _): return ask(.integer(IntegerRange(floor + 1, most)))
        case .compares(.greaterOrEqual, _): return ask(.integer(IntegerRange(isWhole ? floor : floor + 1, most)))
        default: return .constant(false)
        }
    }

    private var numbers: Condition {
        guard let literal, literal.kind != .boolean else { return .constant(false) }
        switch test.comparison {
        case .equals:
            let value = NumberText.double(Array(literal.text.utf8).span)
            return value.map { ask(.number(NumberRange($0, $0))) } ?? .constant(false)
        case .compares(let relation, _):
            return Self.numbers(relation, literal).map { ask(.number($0)) } ?? .constant(false)
        default: return .constant(false)
        }
    }

    /// The numbers that are so to a literal; nil if it is no number.
    static func numbers(_ relation: RangeOperator, _ literal: Literal) -> NumberRange? {
        guard literal.kind != .boolean, let value = NumberText.double(Array(literal.text.utf8).span) else { return nil }
        return switch relation {
        case .less: NumberRange(-.infinity, value.nextDown)
        case .lessOrEqual: NumberRange(-.infinity, value)
        case .greater: NumberRange(value.nextUp, .infinity)
        case .greaterOrEqual: NumberRange(value, .infinity)
        }
    }

    private var dates: Condition {
        guard let literal, let math = DateMath(Array(literal.text.utf8).span) else { return .constant(false) }
        // `date` keeps milliseconds, `date_nanos` nanoseconds.
        let isCoarse = type == .date
        // An exact literal is an instant; others represent all of a day or of another span.
        let isSpan = literal.kind != .exact
        let first = bound(math, roundsUp: false, isCoarse ? .startOfMillisecond : .none)
        let last = bound(math, roundsUp: isSpan, isCoarse ? .endOfMillisecond : .none)
        switch test.comparison {
        case .equals: return ask(.date(DateRange(low: first, high: last)))
        case .compares(.greaterOrEqual, _): return ask(.date(DateRange(low: first, high: .open)))
        case .compares(.lessOrEqual, _): return ask(.date(DateRange(low: .open, high: last)))
        case .compares(.greater, _):
            let low = bound(math, roundsUp: isSpan, isCoarse ? .nextMillisecond : .next)
            return ask(.date(DateRange(low: low, high: .open)))
        case .compares(.less, _):
            let high = bound(math, roundsUp: false, isCoarse ? .previousMillisecond : .previous)
            return ask(.date(DateRange(low: .open, high: high)))
        default: return .constant(false)
        }
    }

    private func bound(_ math: DateMath, roundsUp: Bool, _ adjustment: RelativeBound.Adjustment) -> DateBound {
        switch math.anchor {
        case .now: .relative(RelativeBound(steps: math.steps, roundsUp: roundsUp, adjustment: adjustment))
        case .date: .instant(adjustment.applied(to: math.instant(now: Instant(seconds: 0), roundsUp: roundsUp)))
        }
    }

    private var booleans: Condition {
        guard case .equals(let literal) = test.comparison else { return .constant(false) }
        if literal.text.utf8.elementsEqual("true".utf8) { return ask(.boolean(true)) }
        if literal.text.utf8.elementsEqual("false".utf8) { return ask(.boolean(false)) }
        return .constant(false)
    }

    private var other: Condition {
        switch type {
        case .version:
            if case .compares(let relation, let literal) = test.comparison {
                return ask(.version(relation.machine, Array(literal.text.utf8)))
            }
            return keyword(.values(path))
        case .alias, .array, .other:
            return Lowering.untyped(test, values: .values(path), leaves: .leaves(path))
        default: return .constant(false)
        }
    }
}
