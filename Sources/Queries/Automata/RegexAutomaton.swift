extension Regex {
    /// The automaton of the expression; an error where it would have too many states.
    package func automaton() throws(RegexError) -> Automaton {
        // Lucene writes repetitions out: what is too long then is not begun.
        guard root.characterCount(atMost: Automaton.maximumStates + 1) <= Automaton.maximumStates else {
            throw tooManyStates
        }
        var derivatives = RegexDerivatives()
        let first = derivatives.add(root)
        let alphabet = Alphabet(derivatives.sets)
        // Work, not states alone: some expressions make few large states.
        let result = Automaton.explored(
            from: first, alphabet, parts: { derivatives.partCount($0) }, accepts: { derivatives.isNullable($0) }
        ) { state, scalar in
            derivatives.isSpent ? nil : derivatives.derivative(of: state, by: scalar)
        }
        guard let result, !derivatives.isSpent else { throw tooManyStates }
        return result
    }

    private var tooManyStates: RegexError {
        RegexError("the expression needs more than \(Automaton.maximumStates) states", 0, text.utf8.count)
    }
}

/// Brzozowski's derivatives of an expression, every node once: a state of the automaton is what is still to be read.
///
/// Complement and intersection cost nothing extra here. Alternatives are sorted and unique, which keeps the number of
/// derivatives finite.
struct RegexDerivatives {
    enum Node: Hashable {
        case nothing, empty
        case character(Int)
        /// One after the other; the first is not a sequence.
        case sequence(Int, Int)
        case either([Int])
        case both([Int])
        case other(Int)
        case repeated(Int, least: Int, most: Int?)
    }

    private var nodes: [Node] = []
    private var nullable: [Bool] = []
    private var ids: [Node: Int] = [:]
    private(set) var sets: [[ClosedRange<UInt32>]] = []
    private var setIDs: [[ClosedRange<UInt32>]: Int] = [:]
    private var known: [Step: Int] = [:]
    private var work = 0

    private struct Step: Hashable {
        var node: Int
        var scalar: UInt32
    }

    /// Members of nodes that may be made.
    private static let maximumWork = 3_000_000

    var isSpent: Bool { work > Self.maximumWork }

    func isNullable(_ id: Int) -> Bool { nullable[id] }

    /// The rests that a node is one of, at least 1: states of the nondeterministic machine that it represents.
    func partCount(_ id: Int) -> Int {
        switch nodes[id] {
        case .either(let parts), .both(let parts): parts.count
        case .nothing, .empty, .character, .sequence, .other, .repeated: 1
        }
    }

    /// Takes a tree in; depth is bounded by the parser.
    mutating func add(_ node: RegexNode) -> Int {
        switch node {
        case .nothing: return intern(.nothing)
        case .empty: return intern(.empty)
        case .character(let ranges):
            if let id = setIDs[ranges] { return intern(.character(id)) }
            setIDs[ranges] = sets.count
            sets.append(ranges)
            return intern(.character(sets.count - 1))
        case .sequence(let parts):
            let ids = parts.map { add($0) }
            return ids.reversed().reduce(intern(.empty)) { sequence($1, $0) }
        case .either(let parts): return either(parts.map { add($0) })
        case .both(let a, let b): return both([add(a), add(b)])
        case .other(let part): return other(add(part))
        case .repeated(let part, let least, let most): return repeated(add(part), least, most)
        }
    }

    // MARK: nodes in normal form

    private mutating func intern(_ node: Node) -> Int {
        if let id = ids[node] { return id }
        let isNullable: Bool =
            switch node {
            case .nothing, .character: false
            case .empty: true
            case .sequence(let first, let rest): nullable[first] && nullable[rest]
            case .both(let parts): parts.allSatisfy { nullable[$0] }
            case .either(let parts): parts.contains { nullable[$0] }
            case .other(let part): !nullable[part]
            case .repeated(let part, let least, _): least == 0 || nullable[part]
            }
        nodes.append(node)
        nullable.append(isNullable)
        ids[node] = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func sequence(_ first: Int, _ rest: Int) -> Int {
        if nodes[first] == .nothing || nodes[rest] == .empty { return first }
        if nodes[rest] == .nothing || nodes[first] == .empty { return rest }
        var heads: [Int] = []
        var last = first
        while case .sequence(let head, let tail) = nodes[last] {
            heads.append(head)
            last = tail
        }
        work += heads.count + 1
        return heads.reversed().reduce(intern(.sequence(last, rest))) { intern(.sequence($1, $0)) }
    }

    private mutating func either(_ parts: [Int]) -> Int {
        var flat: Set<Int> = []
        for part in parts {
            switch nodes[part] {
            case .nothing: break
            case .either(let inner): flat.formUnion(inner)
            default: flat.insert(part)
            }
        }
        work += flat.count
        guard let first = flat.first else { return intern(.nothing) }
        return flat.count == 1 ? first : intern(.either(flat.sorted()))
    }

    private mutating func both(_ parts: [Int]) -> Int {
        var flat: Set<Int> = []
        for part in parts {
            switch nodes[part] {
            case .nothing: return part
            case .both(let inner): flat.formUnion(inner)
            default: flat.insert(part)
            }
        }
        work += flat.count
        guard let first = flat.first else { return intern(.nothing) }
        return flat.count == 1 ? first : intern(.both(flat.sorted()))
    }

    private mutating func other(_ part: Int) -> Int {
        if case .other(let inner) = nodes[part] { return inner }
        return intern(.other(part))
    }

    private mutating func repeated(_ part: Int, _ least: Int, _ most: Int?) -> Int {
        switch nodes[part] {
        case .nothing: return least == 0 ? intern(.empty) : part
        case .empty: return part
        default: break
        }
        if most == 0 { return intern(.empty) }
        // Any number of copies, several times, is any number of copies.
        if case .repeated(_, least: 0, most: nil) = nodes[part] { return part }
        if least == 1, most == 1 { return part }
        return intern(.repeated(part, least: nullable[part] ? 0 : least, most: most))
    }

    // MARK: derivatives

    /// What is left to read after the scalar; nil where nothing can follow.
    mutating func derivative(of id: Int, by scalar: UInt32) -> Int? {
        let result = step(id, scalar)
        return nodes[result] == .nothing ? nil : result
    }

    /// The depth is that of the tree: sequences are gone through in a loop.
    private mutating func step(_ id: Int, _ scalar: UInt32) -> Int {
        let key = Step(node: id, scalar: scalar)
        if let result = known[key] { return result }
        work += 1
        let result: Int
        switch nodes[id] {
        case .nothing, .empty: result = intern(.nothing)
        case .character(let set):
            result = intern(CharacterRanges.contain(sets[set], scalar) ? .empty : .nothing)
        case .sequence: result = sequenceStep(id, scalar)
        case .either(let parts): result = either(parts.map { step($0, scalar) })
        case .both(let parts): result = both(parts.map { step($0, scalar) })
        case .other(let part): result = other(step(part, scalar))
        case .repeated(let part, let least, let most):
            let rest = repeated(part, max(0, least - 1), most.map { $0 - 1 })
            result = sequence(step(part, scalar), rest)
        }
        known[key] = result
        return result
    }

    /// From the innermost rest outwards: a rest is stepped into where what is before it may be empty.
    private mutating func sequenceStep(_ id: Int, _ scalar: UInt32) -> Int {
        var chain: [(node: Int, first: Int, rest: Int)] = []
        var node = id
        while case .sequence(let first, let rest) = nodes[node], known[Step(node: node, scalar: scalar)] == nil {
            chain.append((node, first, rest))
            guard nullable[first] else { break }
            node = rest
        }
        var result = intern(.nothing)
        if let last = chain.last, nullable[last.first] { result = step(last.rest, scalar) }
        for link in chain.reversed() where !isSpent {
            let head = sequence(step(link.first, scalar), link.rest)
            result = nullable[link.first] ? either([head, result]) : head
            known[Step(node: link.node, scalar: scalar)] = result
        }
        return result
    }
}

extension CharacterRanges {
    static func contain(_ ranges: [ClosedRange<UInt32>], _ scalar: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].contains(scalar) { return true }
            if scalar < ranges[middle].lowerBound { high = middle } else { low = middle + 1 }
        }
        return false
    }
}
