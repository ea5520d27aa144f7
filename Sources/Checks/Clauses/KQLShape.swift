import Queries
import SourceText

/// Where the tree of a KQL query departs from the form that Elastic's repository requires (reference: kql §6, style).
struct KQLShape {
    struct Departure {
        enum Kind {
            /// Two tests of one field in one `and` or `or`.
            case sameField(SameField)
            case doubleNegation
            /// `f:(not x)`.
            case innerNegation
            /// `f:(x and not y and not z)`.
            case severalNegations
            /// `(a or b) or c`.
            case nesting
        }

        /// What two tests of one field could be written as.
        struct SameField {
            var name: String
            var isNegated: Bool
            /// The word between the values: `not a:x and not a:y` is `not a:(x or y)`.
            var word: Junction.Word
        }

        var kind: Kind
        var span: ByteRange
        var other: ByteRange?
        /// What to write in place of which bytes, where both tests are side by side.
        var merge: (span: ByteRange, text: String)?
    }

    let bytes: [UInt8]
    private(set) var departures: [Departure] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Depth is bounded by the parser's limit.
    mutating func visit(_ node: KQLNode) {
        switch node {
        case .and(let parts, let range), .or(let parts, let range):
            if list(of: node) != nil {
                values(node)
            } else {
                _ = range
                expression(node, parts)
                for part in parts { visit(part) }
            }
        case .not(let inner, let range):
            if let field = list(of: inner), field.start < range.start {
                departures.append(Departure(kind: .innerNegation, span: ClauseSpan.balanced(range, in: bytes)))
            } else if case .not = inner {
                departures.append(Departure(kind: .doubleNegation, span: ClauseSpan.balanced(range, in: bytes)))
            }
            visit(inner)
        case .nested(_, let inner, _): visit(inner)
        case .is, .range: break
        }
    }

    /// A test of one field: its name, where it is, and where its values do.
    private struct Unit {
        var name: String
        var field: ByteRange
        var isNegated: Bool
        /// With the `not` before the field.
        var start: Int
        var end: Int
        /// The word between the values of a list.
        var word: Junction.Word?
    }

    private mutating func expression(_ node: KQLNode, _ parts: [KQLNode]) {
        var first: [String: (index: Int, unit: Unit)] = [:]
        for (index, part) in parts.enumerated() {
            if isSameKind(part, node), list(of: part) == nil { departures.append(nesting(part)) }
            guard let unit = unit(part) else { continue }
            if let other = first[unit.name] {
                let isNegated = other.unit.isNegated && unit.isNegated
                let one = Departure.SameField(
                    name: unit.name, isNegated: isNegated, word: isAnd(node) != isNegated ? .and : .or)
                let merge = other.index == index - 1 ? merged(other.unit, unit, one, isAnd(node)) : nil
                departures.append(
                    Departure(
                        kind: .sameField(one), span: ByteRange(unit.start, unit.end), other: other.unit.field,
                        merge: merge))
            } else {
                first[unit.name] = (index, unit)
            }
        }
    }

    /// A list of values, seen through its lists within lists.
    private mutating func values(_ node: KQLNode) {
        var negations = 0
        for part in parts(of: node) {
            if isSameKind(part, node) { departures.append(nesting(part)) }
            if case .not(let inner, let range) = part {
                if case .is = inner {
                    negations += 1
                    if negations == 2 { departures.append(Departure(kind: .severalNegations, span: range)) }
                } else if case .not = inner {
                    departures.append(Departure(kind: .doubleNegation, span: ClauseSpan.balanced(range, in: bytes)))
                } else {
                    values(inner)
                }
            } else {
                values(part)
            }
        }
    }

    /// The needless parentheses and what is in them.
    private func nesting(_ part: KQLNode) -> Departure {
        let span = ClauseSpan.balanced(part.range, in: bytes)
        return Departure(kind: .nesting, span: ClauseSpan.inParentheses(span, in: bytes))
    }

    private func unit(_ node: KQLNode) -> Unit? {
        var inner = node
        var isNegated = false
        if case .not(let child, _) = node, let field = list(of: child), field.start > node.range.start {
            inner = child
            isNegated = true
        }
        guard let field = list(of: inner), let name = name(of: inner) else { return nil }
        var end = inner.range.end
        var word: Junction.Word?
        switch inner {
        case .or: word = .or
        case .and: word = .and
        default: break
        }
        // A list's closing parenthesis belongs to it.
        if ClauseSpan.listOpening(after: field.end, bytes) != nil {
            guard let closing = ClauseSpan.next(UInt8(ascii: ")"), after: end, bytes) else { return nil }
            end = closing + 1
        }
        let start = isNegated ? node.range.start : field.start
        return Unit(name: name, field: field, isNegated: isNegated, start: start, end: end, word: word)
    }

    /// `f:a or f:b` as `f:(a or b)`; nil where the two is not side by side or only one is negated.
    private func merged(_ a: Unit, _ b: Unit, _ one: Departure.SameField, _ isAnd: Bool) -> (
        span: ByteRange, text: String
    )? {
        guard a.isNegated == b.isNegated, a.end <= b.start else { return nil }
        let between = String(decoding: bytes[a.end..<b.start], as: UTF8.self)
        let words = between.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        guard words.count == 1, words[0].lowercased() == (isAnd ? "and" : "or") else { return nil }
        guard let left = valueText(a, joinedBy: one.word), let right = valueText(b, joinedBy: one.word) else {
            return nil
        }
        // The line break that is between the two tests is kept.
        let joint = between[..<words[0].startIndex] + one.word.rawValue + between[words[0].endIndex...]
        let text = (one.isNegated ? "not " : "") + "\(a.name):(\(left)\(joint)\(right))"
        return (ByteRange(a.start, b.end), text)
    }

    private func valueText(_ unit: Unit, joinedBy word: Junction.Word) -> String? {
        guard let colon = ClauseSpan.next(UInt8(ascii: ":"), after: unit.field.end, bytes) else { return nil }
        var range = ClauseSpan.skip(colon + 1, bytes)..<unit.end
        guard !range.isEmpty else { return nil }
        if unit.word == word, bytes[range.lowerBound] == UInt8(ascii: "(") {
            range = (range.lowerBound + 1)..<(range.upperBound - 1)
        }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    // MARK: nodes

    /// The place of the field that all tests of a node share: then they are one list of values, or a single test.
    private func list(of node: KQLNode) -> ByteRange? {
        switch node {
        case .is(let field, _, _): return field?.range
        case .not(let inner, _): return list(of: inner)
        case .and(let parts, _), .or(let parts, _):
            guard let first = parts.first, let range = list(of: first) else { return nil }
            return parts.dropFirst().allSatisfy { list(of: $0) == range } ? range : nil
        case .range, .nested: return nil
        }
    }

    private func name(of node: KQLNode) -> String? {
        switch node {
        case .is(let field, _, _): field?.text
        case .not(let inner, _): name(of: inner)
        case .and(let parts, _), .or(let parts, _): parts.first.flatMap { name(of: $0) }
        case .range, .nested: nil
        }
    }

    private func parts(of node: KQLNode) -> [KQLNode] {
        switch node {
        case .and(let parts, _), .or(let parts, _): parts
        default: []
        }
    }

    private func isAnd(_ node: KQLNode) -> Bool { if case .and = node { true } else { false } }

    private func isSameKind(_ a: KQLNode, _ b: KQLNode) -> Bool {
        switch (a, b) {
        case (.and, .and), (.or, .or): true
        default: false
        }
    }
}
