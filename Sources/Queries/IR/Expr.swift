package import Schemas
package import SourceText

/// Names one node of an `Expr`.
package struct ExprID: Hashable, Sendable {
    package let index: Int32
    package init(_ index: Int) { self.index = Int32(clamping: index) }
}

/// The intermediate form of every query language: an arena of nodes, children before parents.
///
/// Literal and lossless: values keep their text and case, wildcards stay parts, each test knows the types of its field.
/// Conditions are three-valued (`Expr+Truth.swift`).
/// What a test means for a type is decided by the Compiler (and, independently, by the reference evaluator of the tests).
package struct Expr: Sendable {
    package private(set) var nodes: [ExprNode] = []
    /// The bytes of the query text that each node came from.
    package private(set) var spans: [ByteRange] = []
    package var root = ExprID(0)

    package init() {
        nodes.reserveCapacity(16)
        spans.reserveCapacity(16)
    }

    /// Holds for every event.
    package static var everything: Expr {
        var expr = Expr()
        expr.root = expr.add(.constant(true), span: ByteRange(at: 0))
        return expr
    }

    /// Adds a node whose children are in the arena already.
    package mutating func add(_ node: ExprNode, span: ByteRange) -> ExprID {
        nodes.append(node)
        spans.append(span)
        return ExprID(nodes.count - 1)
    }

    /// The same expression with every node at one place: for what comes from another file.
    package func placed(at range: ByteRange) -> Expr {
        var expr = self
        expr.spans = Array(repeating: range, count: spans.count)
        return expr
    }

    package subscript(id: ExprID) -> ExprNode { nodes[Int(id.index)] }
    package func span(of id: ExprID) -> ByteRange { spans[Int(id.index)] }
}

/// One node of the IR: a condition, or a value that conditions compare. A condition may be true, false or null
/// (`canBeNull`); a value that is missing is null. A boolean value may be where a condition does, and the reverse.
package enum ExprNode: Hashable, Sendable {
    /// Holds for every event (true) or for none (false).
    case constant(Bool)
    case and([ExprID])
    case or([ExprID])
    case not(ExprID)
    case test(FieldTest)
    /// Holds if one object of the array at `path` meets the expression; names inside are absolute.
    case nested(path: String, ExprID)
    /// Compares two values; null if one of them is missing.
    case compare(ExprID, ValueRelation, ExprID)
    /// Tests a computed value; tests of a field are `test`.
    case valueTest(ExprID, ValueTest)
    case field(FieldValue)
    case literal(Literal)
    /// A function of the language; null if an argument is, apart from the language's exceptions.
    case call(FunctionName, [ExprID])
    /// Operators of one level, applied from the left.
    case arithmetic(ExprID, [ArithmeticTerm])
    /// What nothing else expresses.
    case opaque(OpaquePart)

    /// The nodes that it is made of, in the order of the text.
    package var children: [ExprID] {
        switch self {
        case .constant, .test, .field, .literal, .opaque: []
        case .and(let ids), .or(let ids), .call(_, let ids): ids
        case .not(let id), .nested(_, let id), .valueTest(let id, _): [id]
        case .compare(let left, _, let right): [left, right]
        case .arithmetic(let first, let terms): [first] + terms.map(\.operand)
        }
    }
}

/// A test of the values of one field, or of several.
package struct FieldTest: Hashable, Sendable {
    package var field: FieldSelector
    /// The types of the field; more than one where indices disagree, none where it is unknown.
    package var types: [FieldType]
    package var comparison: Comparison
    /// Letters are compared without case (EQL `:`, Sigma); KQL never sets it.
    package var ignoresCase: Bool
    /// The test is null for an event without the field, so that `not` before it does not find the event either (EQL's
    /// ranges and functions). Else such an event does not meet the test, and meets its negation.
    package var requiresValue = false

    package init(
        _ field: FieldSelector, types: [FieldType], _ comparison: Comparison, ignoresCase: Bool = false,
        requiresValue: Bool = false
    ) {
        self.field = field
        self.types = types
        self.comparison = comparison
        self.ignoresCase = ignoresCase
        self.requiresValue = requiresValue
    }
}

/// Which fields a test asks.
package enum FieldSelector: Hashable, Sendable {
    case named(String)
    /// Every field of the event whose dotted name matches; used only where no schema resolved the pattern into names.
    case matching(WildcardText)
    /// Free text: every field of the event.
    case any
}

/// What a test asks of a value.
package enum Comparison: Hashable, Sendable {
    /// The field has a value.
    case exists
    /// The value is the literal: by words on text types, by address on ip, by number, by day on dates …
    case equals(Literal)
    /// The whole value (on text types: one word) matches the pattern.
    case fits(WildcardText)
    case compares(RangeOperator, Literal)
    /// One value compares so with both bounds.
    case between(RangeBound, RangeBound)
    /// The whole value (on text types: one word) matches the expression.
    case matches(Regex)
    /// The whole value (on text types: one word) is the term but for some edits.
    case resembles(FuzzyTerm)
    /// The words are near each other: moved by at most `slop` places in all. On other types than text the whole value.
    case near(String, slop: Int)
}

/// A side of a range.
package struct RangeBound: Hashable, Sendable {
    package var relation: RangeOperator
    package var literal: Literal

    package init(_ relation: RangeOperator, _ literal: Literal) {
        self.relation = relation
        self.literal = literal
    }
}

package enum RangeOperator: String, Hashable, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The relation that holds for a value for which this one does not.
    package var opposite: RangeOperator {
        switch self {
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }

    /// As the `range` clause of the Query DSL calls it.
    package var rangeName: String {
        switch self {
        case .less: "lt"
        case .lessOrEqual: "lte"
        case .greater: "gt"
        case .greaterOrEqual: "gte"
        }
    }
}

/// A constant of a query: its text as written, escapes decoded, and how it matches.
package struct Literal: Hashable, Sendable {
    package var text: String
    package var kind: Kind

    /// How a literal matches. The first three differ only on analyzed text; other types compare whole values.
    package enum Kind: Hashable, Sendable {
        /// One of its words is enough (KQL and Lucene without quotes, `match`).
        case anyWord
        /// All of its words, in any order (Lucene with the default operator AND).
        case allWords
        /// Its words in a row (KQL and Lucene in quotes, `match_phrase`).
        case phrase
        /// The whole value, never analyzed; on dates an instant (strings of EQL).
        case exact
        /// The words `true`, `false`, `null`.
        case boolean, null
        /// A number of a language that has them (EQL, ES|QL).
        case number
    }

    package init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind
    }
}

/// Text with wildcards: literal parts between stars.
package struct WildcardText: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case literal(String)
        /// `*`: any characters, also none.
        case anyCharacters
        /// `?` of languages that have it: exactly one character.
        case oneCharacter
    }

    package var parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }

    /// Whether it is one star and nothing else.
    package var isLoneStar: Bool { parts == [.anyCharacters] }

    /// With `*` and `?` for the wildcards, nothing escaped; for messages and for names.
    package var display: String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .anyCharacters: "*"
            case .oneCharacter: "?"
            }
        }.joined()
    }
}
