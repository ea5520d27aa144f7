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

    /// Questions without an answer to which it is never true; for a value, without which it is null.
    var neededFields: Set<FieldQuestion> {
        switch self {
        case .null, .boolean, .integer, .double, .text: []
        case .field(let path, _): [.values(path)]
        case .test(let question, _): [question]
        // False where the part is, which says nothing of a test for existence.
        case .not(let part): part.fieldsOfFalse
        case .all(let parts): parts.reduce(into: []) { $0.formUnion($1.neededFields) }
        case .any(let parts):
            parts.dropFirst().reduce(parts.first?.neededFields ?? []) { $0.intersection($1.neededFields) }
        case .compares(let left, _, let right), .arithmetic(let left, _, let right):
            left.neededFields.union(right.neededFields)
        case .call(let function, let arguments, _):
            // Null is a position for some of the further arguments.
            arguments.prefix(function == .concat ? arguments.count : Int(function.arguments.lowerBound))
                .reduce(into: []) { $0.formUnion($1.neededFields) }
        case .exists(let value), .fits(let value, _, _), .accepts(let value, _), .isIn(let value, _): value.neededFields
        }
    }

    /// Questions without an answer to which a condition is never false.
    private var fieldsOfFalse: Set<FieldQuestion> {
        switch self {
        case .not(let part): part.neededFields
        case .compares, .fits, .accepts, .isIn, .call: neededFields
        default: []
        }
    }

    /// How dear it is, in the unit of `Predicate.cost`.
    var cost: Int {
        switch self {
        case .null, .boolean, .integer, .double, .text: 2
        case .field: 10
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
