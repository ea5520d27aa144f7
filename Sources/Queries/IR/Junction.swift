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
        /// What joins it to its neighbors; nil where it has none.
        var word: Word?
    }

    /// The parts of `id` as a conjunction (`isAll`) or a disjunction, in the order of the text.
    static func parts(of id: ExprID, isNegated: Bool, isAll: Bool, in expr: Expr) -> [Part] {
        var parts: [Part] = []
        parts.reserveCapacity(8)
        // A stack instead of recursion: depth is the author's.
        var open = [Part(id: id, isNegated: isNegated, span: expr.span(of: id), word: nil)]
        while let next = open.popLast() {
            switch expr[next.id] {
            case .not(let child):
                open.append(Part(id: child, isNegated: !next.isNegated, span: next.span, word: next.word))
            case .and(let children) where isAll != next.isNegated, .or(let children) where isAll == next.isNegated:
                let word: Word = isAll != next.isNegated ? .and : .or
                for child in children.reversed() {
                    open.append(
                        Part(id: child, isNegated: next.isNegated, span: expr.span(of: child), word: word))
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
