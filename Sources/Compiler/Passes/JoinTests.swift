/// Tests of one field that an `any` joins become one test of a set.
///
/// Assumes: folded. Guarantees: in an `any`, and among the negations of an `all`, at most one `equals` or `isIn`, one `isInFolded` and one `wordIn` for each field; they are
/// where the first of them stood. `a:1 or b:2 or a:3` becomes `a in {1, 3} or b:2`.
enum JoinTests {
    static func apply(_ condition: Condition) -> Condition { condition.joiningTests(join) }

    private enum Kind: Hashable { case text, folded, word }

    private struct Key: Hashable {
        var question: FieldQuestion
        var kind: Kind
    }

    private static func join(_ parts: [Condition]) -> [Condition] {
        var result: [Condition] = []
        var places: [Key: Int] = [:]
        var values: [Int: [[UInt8]]] = [:]
        for part in parts {
            guard case .test(let question, let predicate) = part, let (kind, items) = members(predicate) else {
                result.append(part)
                continue
            }
            let key = Key(question: question, kind: kind)
            if let place = places[key] {
                values[place, default: []] += items
            } else {
                places[key] = result.count
                values[result.count] = items
                result.append(part)
            }
        }
        for (key, place) in places {
            guard let items = values[place] else { continue }
            let sorted = Set(items).sorted { $0.lexicographicallyPrecedes($1) }
            let isSingle = sorted.count == 1
            switch key.kind {
            case .text: result[place] = .test(key.question, isSingle ? .equals(sorted[0]) : .isIn(sorted))
            case .folded: result[place] = .test(key.question, .isInFolded(sorted))
            case .word: result[place] = .test(key.question, .wordIn(sorted))
            }
        }
        return result
    }

    private static func members(_ predicate: Predicate) -> (Kind, [[UInt8]])? {
        switch predicate {
        case .equals(let value): (.text, [value])
        case .isIn(let values): (.text, values)
        case .isInFolded(let values): (.folded, values)
        case .wordIn(let words): (.word, words)
        default: nil
        }
    }
}

extension Condition {
    /// The condition with the parts of each `any`, and the negated tests of each `all`, joined, innermost first.
    func joiningTests(_ join: ([Condition]) -> [Condition]) -> Condition {
        switch self {
        case .constant, .test, .computed: return self
        case .not(let part): return .not(part.joiningTests(join))
        case .nested(let path, let part): return .nested(path: path, part.joiningTests(join))
        case .all(let parts):
            let joined = parts.map { $0.joiningTests(join) }.joiningNegations(join)
            return joined.count == 1 ? joined[0] : .all(joined)
        case .any(let parts):
            let joined = join(parts.map { $0.joiningTests(join) })
            return joined.count == 1 ? joined[0] : .any(joined)
        }
    }
}

extension [Condition] {
    /// Parts of an `all` with its negated tests joined as the alternatives of an `any` are: `not a and not b` is `not (a or b)`.
    fileprivate func joiningNegations(_ join: ([Condition]) -> [Condition]) -> [Condition] {
        var negated: [Condition] = []
        var place: Int?
        var result: [Condition] = []
        for part in self {
            guard case .not(.test(let question, let predicate)) = part else {
                result.append(part)
                continue
            }
            if place == nil { place = result.count }
            negated.append(.test(question, predicate))
        }
        guard let place else { return self }
        result.insert(contentsOf: join(negated).map { .not($0) }, at: place)
        return result
    }
}
