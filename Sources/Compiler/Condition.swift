import Machine
import Queries
import Values

/// What one expression asks of an event, in the machine's own terms: types are resolved, values are in their final form.
///
/// Between `Lowering` (which makes it from an `Expr`) and `CodeWriter` (which makes words of it) the passes rewrite it.
/// Every pass keeps the meaning.
indirect enum Condition: Hashable {
    case constant(Bool)
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case test(FieldQuestion, Predicate)
    /// One of the objects at the path (relative to the enclosing loop) meets the condition; paths inside are relative
    /// to the objects.
    case nested(path: String, Condition)
    /// What is computed is true.
    case computed(Computation)
}

/// Which values a test looks at; paths are relative to the innermost loop.
enum FieldQuestion: Hashable {
    case values(String)
    /// All values at or below the path; the empty path is everything.
    case leaves(String)
    /// All values whose path matches.
    case matching([PatternPart])
}

/// What is asked of one value. Strings are UTF-8: equality is by bytes, never by `String ==`.
enum Predicate: Hashable {
    case exists
    case equals([UInt8])
    /// Any of them; made by the pass that joins tests.
    case isIn([[UInt8]])
    /// Any of them, value and texts in lower case.
    case isInFolded([[UInt8]])
    case fits([PatternPart])
    case compares(Relation, [UInt8])
    /// The same for strings only: numbers do not meet them.
    case stringFits([PatternPart])
    case stringCompares(Relation, [UInt8])
    /// Pattern and value in lower case.
    case foldedFits([PatternPart])
    case wordIn([[UInt8]])
    case phrase([[UInt8]])
    case wordFits([PatternPart])
    case address(IPRange)
    case integer(IntegerRange)
    case number(NumberRange)
    case jsonNumber(NumberRange)
    case date(DateRange)
    case boolean(Bool)
    case version(Relation, [UInt8])
    case between([UInt8], [UInt8], RangeSides)
    case versionBetween([UInt8], [UInt8], RangeSides)
    case accepts(Automaton, stringsOnly: Bool)
    case wordAccepts(Automaton)
    case phraseNear([[UInt8]], slop: UInt32)

    /// How dear the test is, roughly: a look at a slot, at bytes, at every byte several times.
    var cost: Int {
        switch self {
        case .exists, .boolean: 1
        case .equals, .jsonNumber: 2
        case .isIn, .isInFolded, .compares, .stringCompares, .integer, .number, .between: 3
        case .address, .date, .version, .versionBetween: 5
        case .fits, .stringFits: 6
        case .foldedFits, .accepts: 10
        case .wordIn, .phrase, .wordFits, .wordAccepts: 20
        case .phraseNear: 30
        }
    }
}

extension Condition {
    /// Whether it is a test that the class of an event answers (`Program.classFields`), or the opposite of one.
    var isOfClass: Bool {
        switch self {
        case .not(let part): part.isOfClass
        case .test(.values(let path), .equals), .test(.values(let path), .isIn), .test(.values(let path), .isInFolded),
            .test(.values(let path), .exists):
            Program.classFields.contains { $0.utf8.elementsEqual(path.utf8) }
        default: false
        }
    }

    /// The sum over its tests.
    var cost: Int {
        switch self {
        case .constant: 0
        case .all(let parts), .any(let parts): parts.reduce(1) { $0 + $1.cost }
        case .not(let part): part.cost
        case .test(let question, let predicate):
            switch question {
            case .values, .leaves: predicate.cost
            case .matching: 100 + predicate.cost
            }
        case .nested(_, let part): 50 + part.cost
        case .computed(let computation): computation.cost
        }
    }
}
