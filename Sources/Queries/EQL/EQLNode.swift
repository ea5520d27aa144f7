package import SourceText

/// A node of an expression, as the grammar makes it: parentheses are kept by the shape of the tree only.
///
/// Chains of `and`, of `or` and of operators of one level are one node, so that the depth of the tree follows from the
/// brackets, signs and `not`s of the text.
package indirect enum EQLNode: Sendable, Hashable {
    case or([EQLNode], ByteRange)
    case and([EQLNode], ByteRange)
    case not(EQLNode, ByteRange)
    case comparison(EQLNode, EQLComparison, EQLNode, ByteRange)
    /// `in` and `in~` with a list of expressions, which is never empty.
    case list(EQLNode, [EQLNode], isNegated: Bool, ignoresCase: Bool, ByteRange)
    /// `:`, `like`, `regex` with constants, at least one.
    case match(EQLNode, EQLMatcher, [EQLLiteral], ByteRange)
    /// Operators of one level, carried out from the left.
    case arithmetic(EQLNode, [EQLTerm], ByteRange)
    case sign(isMinus: Bool, EQLNode, ByteRange)
    case call(EQLName, arguments: [EQLNode], ByteRange)
    case field(EQLField)
    case literal(EQLLiteral)

    /// The bytes of the query that the node was read from, parentheses around it not.
    package var range: ByteRange {
        switch self {
        case .or(_, let range), .and(_, let range), .not(_, let range), .comparison(_, _, _, let range),
            .list(_, _, _, _, let range), .match(_, _, _, let range), .arithmetic(_, _, let range),
            .sign(_, _, let range), .call(_, _, let range):
            range
        case .field(let field): field.range
        case .literal(let literal): literal.range
        }
    }

    /// The nodes that it is made of, in the order of the text. Literals of `.match` are none.
    package var parts: [EQLNode] {
        switch self {
        case .or(let nodes, _), .and(let nodes, _), .call(_, let nodes, _): nodes
        case .not(let node, _), .sign(_, let node, _), .match(let node, _, _, _): [node]
        case .comparison(let left, _, let right, _): [left, right]
        case .list(let node, let values, _, _, _): [node] + values
        case .arithmetic(let first, let terms, _): [first] + terms.map(\.operand)
        case .field, .literal: []
        }
    }

    /// The same tree with every range set to nothing.
    package var withoutRanges: EQLNode {
        let none = EQL.nowhere
        return switch self {
        case .or(let nodes, _): .or(nodes.map(\.withoutRanges), none)
        case .and(let nodes, _): .and(nodes.map(\.withoutRanges), none)
        case .not(let node, _): .not(node.withoutRanges, none)
        case .comparison(let left, let comparison, let right, _):
            .comparison(left.withoutRanges, comparison, right.withoutRanges, none)
        case .list(let node, let values, let isNegated, let ignoresCase, _):
            .list(
                node.withoutRanges, values.map(\.withoutRanges), isNegated: isNegated, ignoresCase: ignoresCase, none)
        case .match(let node, let matcher, let values, _):
            .match(node.withoutRanges, matcher, values.map { EQLLiteral($0.content, none) }, none)
        case .arithmetic(let first, let terms, _):
            .arithmetic(
                first.withoutRanges, terms.map { EQLTerm($0.operation, $0.operand.withoutRanges) }, none)
        case .sign(let isMinus, let node, _): .sign(isMinus: isMinus, node.withoutRanges, none)
        case .call(let name, let arguments, _):
            .call(
                EQLName(name.text, ignoresCase: name.ignoresCase, none), arguments: arguments.map(\.withoutRanges),
                none)
        case .field(let field): .field(field.withoutRange)
        case .literal(let literal): .literal(EQLLiteral(literal.content, none))
        }
    }
}

package enum EQLComparison: String, Sendable, Hashable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// Comparisons with patterns.
package enum EQLMatcher: String, Sendable, Hashable, CaseIterable {
    /// Wildcards without regard to case.
    case colon = ":"
    case like = "like"
    case likeInsensitive = "like~"
    case regex = "regex"
    case regexInsensitive = "regex~"

    package var ignoresCase: Bool { self != .like && self != .regex }
    package var isRegex: Bool { self == .regex || self == .regexInsensitive }
}

package enum EQLOperation: String, Sendable, Hashable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"

    /// `*`, `/` and `%` bind tighter than `+` and `-`.
    package var isProduct: Bool { self != .add && self != .subtract }
}

/// An operator with what follows it.
package struct EQLTerm: Sendable, Hashable {
    package var operation: EQLOperation
    package var operand: EQLNode

    package init(_ operation: EQLOperation, _ operand: EQLNode) {
        self.operation = operation
        self.operand = operand
    }
}

/// The name of a function as written, its `~` aside.
package struct EQLName: Sendable, Hashable {
    package var text: String
    /// Whether `~` follows the name.
    package var ignoresCase: Bool
    package var range: ByteRange

    package init(_ text: String, ignoresCase: Bool, _ range: ByteRange) {
        self.text = text
        self.ignoresCase = ignoresCase
        self.range = range
    }
}

/// A field: names joined by dots.
package struct EQLField: Sendable, Hashable {
    /// The names as they are, backquotes taken off; one in backquotes may hold dots.
    package var parts: [String]
    /// Written with `?`: it may be in no index.
    package var isOptional: Bool
    /// With the `?`.
    package var range: ByteRange

    package init(_ parts: [String], isOptional: Bool = false, _ range: ByteRange) {
        self.parts = parts
        self.isOptional = isOptional
        self.range = range
    }

    package var name: String { parts.count == 1 ? parts[0] : parts.joined(separator: ".") }
    package var withoutRange: EQLField { EQLField(parts, isOptional: isOptional, EQL.nowhere) }
}

/// A constant.
package struct EQLLiteral: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// Escapes decoded.
        case string(String)
        case integer(Int64)
        /// Also whole numbers that 64 bits do not hold. Always finite.
        case decimal(Double)
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
