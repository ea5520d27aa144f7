import Machine
import Queries
import Values

/// A value that is computed from fields and constants, in the machine's own terms. Conditions among them have three truth
/// values: null is the third, and what is computed from a missing value.
///
/// Elasticsearch computes in scripts, which see one value of a field (the least) and compare letters without case in all
/// of Unicode.
indirect enum Computation: Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// By its bits: equality is that of the program.
    case double(UInt64)
    case text([UInt8])
    case field(String, FieldReading)
    /// A test of a field against constants, by any of its values; null for a field without a value unless it is one for
    /// existence.
    case test(FieldQuestion, Predicate)
    /// True for a field with a value, else null.
    case known(FieldQuestion)
    case not(Computation)
    case all([Computation])
    case any([Computation])
    case compares(Computation, ValueOrder, Computation)
    case arithmetic(Computation, ValueOperator, Computation)
    case call(ValueFunction, [Computation], ignoresCase: Bool)
    case exists(Computation)
    /// With `ignoresCase` the pattern is in lower case.
    case fits(Computation, [PatternPart], ignoresCase: Bool)
    case accepts(Computation, Automaton)
    case isIn(Computation, IPRange)

    /// A number of a query: whole where it is written so and 64 bits hold it.
    init(number text: String) {
        let bytes = Array(text.utf8)
        if let whole = NumberText.integer(bytes.span) {
            self = .integer(whole)
        } else {
            self = NumberText.double(bytes.span).map { .double($0.bitPattern) } ?? .null
        }
    }

    /// Questions without an answer to which a condition is never true.
    var neededFields: Set<FieldQuestion> {
        switch self {
        case .null, .boolean, .integer, .double, .text: []
        case .test(let question, _), .known(let question): [question]
        case .not(let part): part.fieldsOfFalse
        case .all(let parts): parts.reduce(into: []) { $0.formUnion($1.neededFields) }
        case .any(let parts): Self.common(parts.map(\.neededFields))
        case .exists(let value): value.fieldsOfValue
        case .field, .compares, .arithmetic, .call, .fits, .accepts, .isIn: fieldsOfValue
        }
    }

    /// Questions without an answer to which a condition is never false.
    private var fieldsOfFalse: Set<FieldQuestion> {
        switch self {
        case .null, .boolean, .integer, .double, .text, .exists, .test(_, .exists): []
        case .test(let question, _), .known(let question): [question]
        case .not(let part): part.neededFields
        case .all(let parts): Self.common(parts.map(\.fieldsOfFalse))
        case .any(let parts): parts.reduce(into: []) { $0.formUnion($1.fieldsOfFalse) }
        case .field, .compares, .arithmetic, .call, .fits, .accepts, .isIn: fieldsOfValue
        }
    }

    /// Questions without an answer to which a value is null.
    private var fieldsOfValue: Set<FieldQuestion> {
        switch self {
        case .null, .boolean, .integer, .double, .text, .exists, .test(_, .exists): []
        case .field(let path, _): [.values(path)]
        case .test(let question, _), .known(let question): [question]
        case .not(let part): part.fieldsOfValue
        // One part can decide it while others are null.
        case .all(let parts), .any(let parts): Self.common(parts.map(\.fieldsOfValue))
        case .compares(let left, _, let right), .arithmetic(let left, _, let right):
            left.fieldsOfValue.union(right.fieldsOfValue)
        case .call(let function, let arguments, _):
            // Null is a position for some of the further arguments.
            arguments.prefix(function == .concat ? arguments.count : Int(function.arguments.lowerBound))
                .reduce(into: []) { $0.formUnion($1.fieldsOfValue) }
        case .fits(let value, _, _), .accepts(let value, _), .isIn(let value, _): value.fieldsOfValue
        }
    }

    private static func common(_ sets: [Set<FieldQuestion>]) -> Set<FieldQuestion> {
        sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
    }

    /// How dear it is, in the unit of `Predicate.cost`.
    var cost: Int {
        switch self {
        case .null, .boolean, .integer, .double, .text: 2
        case .field: 10
        case .known: 6
        case .test(_, let predicate): 5 + predicate.cost
        case .not(let part), .exists(let part): 1 + part.cost
        case .all(let parts), .any(let parts): parts.reduce(2) { $0 + $1.cost }
        case .compares(let left, _, let right), .arithmetic(let left, _, let right): 5 + left.cost + right.cost
        case .call(_, let arguments, _): arguments.reduce(40) { $0 + $1.cost }
        case .fits(let value, _, _), .accepts(let value, _): 20 + value.cost
        case .isIn(let value, _): 5 + value.cost
        }
    }
}
