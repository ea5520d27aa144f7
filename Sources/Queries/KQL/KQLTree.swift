package import Diagnostics
package import SourceText

/// A parsed query.
package struct KQLQuery: Sendable {
    package var text: String
    /// nil: the query is empty and matches everything, or nothing of it could be read.
    package var root: KQLNode?
    /// The first is the one that Kibana would report, at Kibana's offset.
    package var issues: [Diagnostic]

    package init(text: String, root: KQLNode?, issues: [Diagnostic]) {
        self.text = text
        self.root = root
        self.issues = issues
    }
}

/// A node of the tree as Kibana's grammar makes it.
///
/// The range of a test that is in a list of values is that of its value; its `field` still names the place of the
/// name in front of the list.
package indirect enum KQLNode: Sendable, Hashable {
    case or([KQLNode], ByteRange)
    case and([KQLNode], ByteRange)
    case not(KQLNode, ByteRange)
    case nested(path: KQLValue, KQLNode, ByteRange)
    /// `field` is nil for free text.
    case `is`(field: KQLValue?, value: KQLValue, ByteRange)
    case range(field: KQLValue, RangeOperator, value: KQLValue, ByteRange)

    /// The bytes of the query that the node was read from.
    package var range: ByteRange {
        switch self {
        case .or(_, let range), .and(_, let range), .not(_, let range), .nested(_, _, let range),
            .is(_, _, let range), .range(_, _, _, let range):
            range
        }
    }

    /// The same tree with every range set to nothing: what two texts of one query have in common.
    package var withoutRanges: KQLNode {
        let none = ByteRange(at: 0)
        return switch self {
        case .or(let nodes, _): .or(nodes.map(\.withoutRanges), none)
        case .and(let nodes, _): .and(nodes.map(\.withoutRanges), none)
        case .not(let node, _): .not(node.withoutRanges, none)
        case .nested(let path, let node, _): .nested(path: path.withoutRange, node.withoutRanges, none)
        case .is(let field, let value, _): .is(field: field?.withoutRange, value: value.withoutRange, none)
        case .range(let field, let comparison, let value, _):
            .range(field: field.withoutRange, comparison, value: value.withoutRange, none)
        }
    }
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
    /// Quotes included, spaces around an unquoted one not.
    package var range: ByteRange

    package init(_ content: Content, _ range: ByteRange) {
        self.content = content
        self.range = range
    }

    package var withoutRange: KQLValue { KQLValue(content, ByteRange(at: 0)) }

    /// Whether it is the bare `*`.
    package var isLoneStar: Bool {
        if case .wildcard(let pattern) = content { pattern.isLoneStar } else { false }
    }

    /// The text with escapes decoded; a star for each wildcard.
    package var text: String {
        switch content {
        case .string(let text, _): text
        case .wildcard(let pattern): pattern.display
        case .boolean(let value): value ? "true" : "false"
        case .null: "null"
        }
    }
}
