package import Schemas
package import SourceText

/// The Kibana Query Language: entry points.
package enum KQL {
    /// Limits of a query (shared design).
    package static let maximumBytes = 256 << 10
    package static let maximumDepth = 128

    /// The tree of a query, the best one where the text is broken.
    package static func parse(_ text: String) -> KQLQuery { KQLQuery(text: text, root: nil, issues: []) }

    /// The shortest text of the same tree.
    package static func print(_ node: KQLNode) -> String { "" }

    /// The IR of a query: names resolved and typed by the lookup. Issues are about fields and values, not syntax.
    package static func lower(_ query: KQLQuery, fields: some FieldLookup) -> (expr: Expr, issues: [QueryIssue]) {
        (Expr(), [])
    }
}

/// A parsed query.
package struct KQLQuery: Sendable {
    package var text: String
    /// nil: the query is empty and matches everything, or nothing of it could be read.
    package var root: KQLNode?
    /// The first is the one that Kibana would report, at Kibana's offset.
    package var issues: [QueryIssue]

    package init(text: String, root: KQLNode?, issues: [QueryIssue]) {
        self.text = text
        self.root = root
        self.issues = issues
    }
}

/// A node of the tree as Kibana's grammar makes it.
package indirect enum KQLNode: Sendable, Hashable {
    case or([KQLNode], ByteRange)
    case and([KQLNode], ByteRange)
    case not(KQLNode, ByteRange)
    case nested(path: KQLValue, KQLNode, ByteRange)
    /// `field` is nil for free text.
    case `is`(field: KQLValue?, value: KQLValue, ByteRange)
    case range(field: KQLValue, RangeOperator, value: KQLValue, ByteRange)
}

/// A name or a value.
package struct KQLValue: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case string(String, quoted: Bool)
        case wildcard(WildcardText)
        case boolean(Bool)
        case null
    }

    package var content: Content
    /// Quotes included.
    package var range: ByteRange

    package init(_ content: Content, _ range: ByteRange) {
        self.content = content
        self.range = range
    }
}

extension KQL {
    /// The fields, data sets and modules that a query names.
    package static func facts(_ query: KQLQuery) -> QueryFacts { QueryFacts() }
}
