import SourceText

/// The parts of an `and` or an `or`, seen through nested ones of the same kind and through `not`.
package enum Junction {
    /// The word that is between two parts; `not` around them turns what it means, not how it is written.
    package enum Word: String, Sendable { case and, or }

    struct Part {
        var id: ExprID
        var isNegated: Bool
        /// With the `not` in front, where it is there alone.
        var span: ByteRange
        /// The operand of the `and` or `or` that it comes from: with a `not` around several parts, that one.
        var operand: ByteRange
        /// What joins it to its neighbors; nil where it has none.
        var word: Word?

        init(id: ExprID, isNegated: Bool, span: ByteRange, operand: ByteRange? = nil, word: Word? = nil) {
            self.id = id
            self.isNegated = isNegated
            self.span = span
            self.operand = operand ?? span
            self.word = word
        }
    }

    /// The parts of `id` as a conjunction (`isAll`) or a disjunction, in the order of the text.
    static func parts(of id: ExprID, isNegated: Bool, isAll: Bool, in expr: Expr) -> [Part] {
        var parts: [Part] = []
        parts.reserveCapacity(8)
        // A stack instead of recursion: depth is the author's.
        var open = [Part(id: id, isNegated: isNegated, span: expr.span(of: id))]
        while let next = open.popLast() {
            switch expr[next.id] {
            case .not(let child):
                var part = next
                part.id = child
                part.isNegated.toggle()
                open.append(part)
            case .and(let children) where isAll != next.isNegated, .or(let children) where isAll == next.isNegated:
                let word: Word = isAll != next.isNegated ? .and : .or
                // Parentheses alone make no operand of their own.
                let isPlain = next.operand == expr.span(of: next.id)
                for child in children.reversed() {
                    let span = expr.span(of: child)
                    open.append(
                        Part(
                            id: child, isNegated: next.isNegated, span: span, operand: isPlain ? span : next.operand,
                            word: word))
                }
            default: parts.append(next)
            }
        }
        return parts
    }
}

extension Expr {
    /// Whether a node, or its opposite, is a conjunction (true) or a disjunction (false); nil for other nodes.
    func junction(_ id: ExprID, isNegated: Bool) -> Bool? {
        var id = id
        var isNegated = isNegated
        while case .not(let child) = self[id] {
            id = child
            isNegated.toggle()
        }
        return switch self[id] {
        case .and: !isNegated
        case .or: isNegated
        default: nil
        }
    }
}

extension FieldTest {
    /// The values that the test takes.
    package var values: ValueSet { ValueSet(self) }
}
