package import Diagnostics
package import SourceText

/// A query as it was read.
package struct DSLQuery: Sendable {
    package var root: DSLNode
    /// What Elasticsearch refuses, and what cannot be evaluated here.
    package var issues: [Diagnostic]

    package init(root: DSLNode, issues: [Diagnostic]) {
        self.root = root
        self.issues = issues
    }
}

/// A clause. Wrappers that only weigh hits (`constant_score`, `boosting` …) are seen through.
package indirect enum DSLNode: Sendable, Hashable {
    case bool(DSLBool)
    /// `dis_max`: one of them holds.
    case any([DSLNode], ByteRange)
    case nested(path: DSLName, DSLNode, ByteRange)
    case test(DSLTest)
    case fields(DSLFieldsTest)
    case queryString(DSLQueryString)
    /// `match_all` and `match_none`.
    case constant(Bool, ByteRange)
    /// Broken, or what cannot be evaluated: an issue says why.
    case unread(ByteRange)

    package var range: ByteRange {
        switch self {
        case .bool(let bool): bool.range
        case .test(let test): test.range
        case .fields(let test): test.range
        case .queryString(let query): query.range
        case .any(_, let range), .nested(_, _, let range), .constant(_, let range), .unread(let range): range
        }
    }
}

/// The name of a field, or a nested path.
package struct DSLName: Sendable, Hashable {
    package var text: String
    package var range: ByteRange

    package init(_ text: String, _ range: ByteRange) {
        self.text = text
        self.range = range
    }
}

/// A value that a field is compared with.
package struct DSLValue: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case text, number, boolean }

    package var text: String
    package var kind: Kind
    package var range: ByteRange

    package init(_ text: String, _ kind: Kind, _ range: ByteRange) {
        self.text = text
        self.kind = kind
        self.range = range
    }
}

package struct DSLBool: Sendable, Hashable {
    package var must: [DSLNode] = []
    package var filter: [DSLNode] = []
    package var should: [DSLNode] = []
    package var mustNot: [DSLNode] = []
    package var minimum: DSLMinimum?
    /// Whether clauses that only prohibit find everything else; else they find nothing.
    package var keepsPureNegative = true
    package var range: ByteRange

    package init(range: ByteRange) { self.range = range }

    /// How many of `should` have to hold.
    package var required: Int {
        let asked = minimum.map { $0.required(of: should.count) } ?? 0
        // Where nothing else must be, something has to.
        return must.isEmpty && filter.isEmpty && !should.isEmpty ? max(1, asked) : asked
    }
}

/// A test of one field.
package struct DSLTest: Sendable, Hashable {
    /// The clause's own name, such as `match_phrase`.
    package var clause: String
    package var field: DSLName
    package var question: DSLQuestion
    /// Whether Kibana puts it into `nested` where its field is in a nested object: the whole of a filter.
    package var findsItsNested = false
    package var range: ByteRange

    package init(_ clause: String, _ field: DSLName, _ question: DSLQuestion, range: ByteRange) {
        self.clause = clause
        self.field = field
        self.question = question
        self.range = range
    }
}

/// What a test asks.
package enum DSLQuestion: Sendable, Hashable {
    /// The value is one of these, not analyzed.
    case term([DSLValue], ignoresCase: Bool)
    /// Analyzed: words on text types, whole values elsewhere.
    case match(DSLValue, needsAll: Bool, DSLFuzziness?)
    case phrase(DSLValue, slop: Int)
    case range(low: DSLBound?, high: DSLBound?)
    case exists
    /// As written, escapes and all.
    case wildcard(DSLValue, ignoresCase: Bool)
    case prefix(DSLValue, ignoresCase: Bool)
    case regexp(DSLValue, ignoresCase: Bool)
    case fuzzy(DSLValue, DSLFuzziness)
}

/// A side of a range.
package struct DSLBound: Sendable, Hashable {
    package var relation: RangeOperator
    package var value: DSLValue

    package init(_ relation: RangeOperator, _ value: DSLValue) {
        self.relation = relation
        self.value = value
    }
}

/// How many edits a term may be away.
package enum DSLFuzziness: Sendable, Hashable {
    case edits(Int)
    /// None below `low` characters, one below `high`, else two.
    case automatic(low: Int, high: Int)

    package func edits(of term: String) -> Int {
        switch self {
        case .edits(let count): return count
        case .automatic(let low, let high):
            let length = term.unicodeScalars.count
            return length < low ? 0 : length < high ? 1 : 2
        }
    }
}

/// One question to several fields: `multi_match`.
package struct DSLFieldsTest: Sendable, Hashable {
    /// Names may have wildcards; none: every field.
    package var fields: [DSLName]
    package var question: DSLQuestion
    /// A field that the value cannot be compared with is passed over.
    package var isLenient: Bool
    package var range: ByteRange
}

/// Lucene's syntax inside a query.
package struct DSLQueryString: Sendable {
    package var query: LuceneQuery
    package var defaultOperator: Lucene.DefaultOperator
    /// The fields that words without one ask; none: every field.
    package var fields: [DSLName]
    /// Where the text is, and where each of its bytes does.
    package var place: DSLPlace
    package var range: ByteRange
}

extension DSLQueryString: Hashable {
    package static func == (a: DSLQueryString, b: DSLQueryString) -> Bool {
        a.query.text == b.query.text && a.defaultOperator == b.defaultOperator && a.fields == b.fields
            && a.range == b.range
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(query.text)
        hasher.combine(range)
    }
}
