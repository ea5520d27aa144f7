package import Diagnostics
package import SourceText

/// A parsed query.
package struct LuceneQuery: Sendable {
    package var text: String
    /// nil: the query is blank and finds nothing, or its text is broken.
    package var root: LuceneNode?
    /// Of a broken text, the clauses before the error; nil where none was complete.
    package var recovered: LuceneNode?
    /// At most one: the parser that this follows stops at the first.
    package var issues: [Diagnostic]

    package init(text: String, root: LuceneNode?, recovered: LuceneNode? = nil, issues: [Diagnostic]) {
        self.text = text
        self.root = root
        self.recovered = recovered
        self.issues = issues
    }
}

/// A node of the tree: a list of clauses, or a test.
package indirect enum LuceneNode: Sendable, Hashable {
    case clauses([LuceneClause], boost: Double?, ByteRange)
    case test(LuceneTest)

    /// The bytes of the query that the node was read from.
    package var range: ByteRange {
        switch self {
        case .clauses(_, _, let range): range
        case .test(let test): test.range
        }
    }

    /// The node with a further boost: boosts of a group and of what is in it multiply.
    func boosted(_ factor: Double?) -> LuceneNode {
        guard let factor else { return self }
        switch self {
        case .clauses(let clauses, let boost, let range):
            return .clauses(clauses, boost: (boost ?? 1) * factor, range)
        case .test(var test):
            test.boost = (test.boost ?? 1) * factor
            return .test(test)
        }
    }

    /// The same tree with every range set to nothing: what two texts of one query have in common.
    package var withoutRanges: LuceneNode {
        let none = ByteRange(at: 0)
        switch self {
        case .clauses(let clauses, let boost, _):
            let plain = clauses.map { LuceneClause($0.occurrence, $0.node.withoutRanges) }
            return .clauses(plain, boost: boost, none)
        case .test(var test):
            test.range = none
            test.valueRange = none
            test.field?.range = none
            return .test(test)
        }
    }
}

/// One member of a list of clauses. There is not a precedence: each clause is required, prohibited or neither.
package struct LuceneClause: Sendable, Hashable {
    package enum Occurrence: String, Sendable {
        case must, should
        case mustNot = "must_not"
    }

    package var occurrence: Occurrence
    package var node: LuceneNode

    package init(_ occurrence: Occurrence, _ node: LuceneNode) {
        self.occurrence = occurrence
        self.node = node
    }
}

/// A question to one field, or to the default field.
package struct LuceneTest: Sendable, Hashable {
    package enum Question: Sendable, Hashable {
        /// Text for the field's analysis; words that stood side by side are one text.
        case text(String)
        /// Quoted words; `slop` is how far they may be apart.
        case phrase(String, slop: Int)
        case prefix(String)
        /// As written, escapes and all.
        case wildcard(String)
        /// The text between the slashes.
        case regex(String)
        case fuzzy(String, LuceneDistance)
        case range(lower: LuceneBound?, upper: LuceneBound?)
        case exists
        case matchAll
    }

    /// nil: the default field.
    package var field: LuceneField?
    package var question: Question
    package var boost: Double?
    /// The bytes of the test: its field where it is beside it, what is asked, and `~…` and `^…` after that.
    package var range: ByteRange
    /// The bytes of what is asked alone: words, or a token with its quotes or slashes.
    package var valueRange: ByteRange

    /// A test that is all value, as far as its bytes go.
    package init(_ field: LuceneField?, _ question: Question, _ range: ByteRange) {
        self.field = field
        self.question = question
        self.range = range
        valueRange = range
    }
}

/// The name of a field, escapes decoded; `*` in it (written `\*`) represents any characters.
package struct LuceneField: Sendable, Hashable {
    package var name: String
    package var range: ByteRange

    package init(_ name: String, _ range: ByteRange) {
        self.name = name
        self.range = range
    }
}

/// A side of a range.
package struct LuceneBound: Sendable, Hashable {
    package var text: String
    package var isInclusive: Bool

    package init(_ text: String, isInclusive: Bool) {
        self.text = text
        self.isInclusive = isInclusive
    }
}

/// How many edits a fuzzy term allows.
package enum LuceneDistance: Sendable, Hashable {
    case edits(Int)
    /// By the term's length: none up to two characters, one up to five, else two.
    case automatic
}
