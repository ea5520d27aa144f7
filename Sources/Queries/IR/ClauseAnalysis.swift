import SourceText

/// Finds the clauses of a query that other clauses decide.
///
/// In an `and`, each part may count on the others; in an `or`, a part matters only where the others fail. So what is known
/// inside a part is: the conditions around it hold, and the alternatives around it do not. A part that this decides is a
/// verdict. All conclusions but `conflict` hold for arrays, too: a test of an array holds when some value satisfies it.
package struct ClauseAnalysis {
    private let expr: Expr
    /// Whether events hold at most one value of a field.
    private let isSingle: (String) -> Bool
    private let tests: ClauseTests
    /// What is known of each field.
    private var facts: [Int: FactList] = [:]
    private var verdicts: [ClauseVerdict] = []
    private var digests: ExprDigests
    /// What `isSingle` said of each field.
    private var singles: [Bool?]
    /// Comparisons that are left: lists of patterns of many thousand members are not compared to the end.
    private var fuel = 200_000

    private init(_ expr: Expr, isSingle: @escaping (String) -> Bool) {
        self.expr = expr
        self.isSingle = isSingle
        let values = expr.valueSets
        tests = ClauseTests(expr, values)
        singles = Array(repeating: nil, count: tests.fieldNames.count)
        digests = ExprDigests(expr, values)
    }

    /// What the analysis of an expression gives.
    package struct Result: Sendable {
        /// In the order of the text.
        package var verdicts: [ClauseVerdict]
        /// Of the whole expression.
        package var digest: ExprDigest
    }

    /// Analyses an expression; `isSingle` says whether events hold at most one value of a field.
    package static func result(of expr: Expr, isSingle: @escaping (String) -> Bool) -> Result {
        guard expr.nodes.count > 1 else { return Result(verdicts: [], digest: expr.digest) }
        var analysis = ClauseAnalysis(expr, isSingle: isSingle)
        analysis.visit(
            Junction.Part(id: expr.root, isNegated: false, span: expr.span(of: expr.root)), level: 0)
        // One written test may represent tests of many fields; those are not clauses of their own.
        let verdicts = analysis.verdicts.filter { $0.span != $0.other }
            .sorted { ($0.span, $0.other) < ($1.span, $1.other) }
        return Result(verdicts: verdicts, digest: analysis.digests[expr.root, isNegated: false])
    }

    /// One `and` or `or` that is looked at.
    private struct Group {
        var parts: [Junction.Part]
        /// Of the whole group.
        var span: ByteRange
        /// Whether it is an `and`.
        var isAll: Bool
        var level: Int
        /// The word that joins it to its neighbors.
        var word: Junction.Word?
    }

    private struct Leaf {
        var part: Junction.Part
        var index: Int
        var field: Int
        /// Index of the test's node.
        var node: Int { Int(part.id.index) }
    }

    private mutating func visit(_ part: Junction.Part, level: Int) {
        guard level < Expr.deepestLevel else { return }
        if let isAll = expr.junction(part.id, isNegated: part.isNegated) {
            let parts = Junction.parts(of: part.id, isNegated: part.isNegated, isAll: isAll, in: expr)
            visit(Group(parts: parts, span: part.span, isAll: isAll, level: level, word: part.word))
            return
        }
        var id = part.id
        while case .not(let child) = expr[id] { id = child }
        // Objects of a nested field are looked at one by one: what holds outside says nothing of each.
        if case .nested(_, let child) = expr[id] {
            let outside = facts
            facts = [:]
            visit(Junction.Part(id: child, isNegated: false, span: expr.span(of: child)), level: level + 1)
            facts = outside
        }
    }

    private mutating func visit(_ group: Group) {
        var decided = repetitions(group)
        var leaves: [Leaf] = []
        for (index, part) in group.parts.enumerated() {
            guard let field = tests.fields[Int(part.id.index)] else { continue }
            leaves.append(Leaf(part: part, index: index, field: field))
        }
        // An alternative that fails says nothing where it may be null.
        let telling = leaves.filter { group.isAll || !isNullWithoutValue($0.part) }
        for leaf in telling {
            let fact = Fact(
                node: leaf.node, holds: leaf.part.isNegated != group.isAll, span: leaf.part.span,
                isCondition: group.isAll, level: group.level, index: leaf.index)
            facts[leaf.field, default: FactList()].append(fact, isPlain: tests.isPlain[leaf.node])
        }
        var isDecided = false
        for leaf in leaves where !isDecided && !decided.contains(leaf.index) && !isOneOfMany(leaf, group) {
            guard let verdict = judge(leaf, group) else { continue }
            verdicts.append(verdict)
            decided.insert(leaf.index)
            // Where the whole group is decided, nothing in it matters.
            isDecided = verdict.kind == .contradiction || verdict.kind == .tautology || verdict.span == group.span
        }
        if group.isAll, !isDecided { decided.formUnion(choices(group, decided)) }
        for (index, part) in group.parts.enumerated() where !isDecided && !decided.contains(index) {
            if tests.values[Int(part.id.index)] != nil { continue }
            visit(part, level: group.level + 1)
        }
        for leaf in telling { facts[leaf.field]?.removeLast(isPlain: tests.isPlain[leaf.node]) }
    }

    /// Parts that are there twice, or beside their opposite.
    private mutating func repetitions(_ group: Group) -> Set<Int> {
        var decided: Set<Int> = []
        var seen = DigestPlaces(count: group.parts.count)
        for (index, part) in group.parts.enumerated() {
            if case .constant = expr[part.id] { continue }
            let digest = digests[part.id, isNegated: part.isNegated]
            if let first = seen[digest] {
                decided.insert(index)
                verdicts.append(repetition(.redundant, part, group.parts[first], group))
            } else if hasOpposite(part, inAll: group.isAll),
                let first = seen[digests[part.id, isNegated: !part.isNegated]]
            {
                decided.insert(index)
                let kind: ClauseVerdict.Kind = group.isAll ? .contradiction : .tautology
                verdicts.append(repetition(kind, part, group.parts[first], group))
            } else {
                seen.add(digest, index)
            }
        }
        return decided
    }

    /// Whether a part and its opposite decide an `and` (no event meets both) or an `or` (each event meets one): where both
    /// can be null, there are events that meet neither.
    private func hasOpposite(_ part: Junction.Part, inAll: Bool) -> Bool {
        switch expr[part.id] {
        case .test(let test):
            if case .matching = test.field { return false }
            return inAll || !test.requiresValue
        case .nested: return true
        case let node: return inAll && node.needsScript
        }
    }

    /// Whether a part is the negation of a test that requires a value: where the test fails, it may be null.
    private func isNullWithoutValue(_ part: Junction.Part) -> Bool {
        guard part.isNegated, case .test(let test) = expr[part.id] else { return false }
        return test.requiresValue
    }

    private func repetition(
        _ kind: ClauseVerdict.Kind, _ part: Junction.Part, _ other: Junction.Part, _ group: Group
    ) -> ClauseVerdict {
        var field: String?
        if case .test(let test) = expr[part.id], case .named(let name) = test.field { field = name }
        let spans = kind == .tautology ? Self.alternatives(part, other) : (part.span, other.span)
        return ClauseVerdict(
            kind: kind, span: spans.0, other: spans.1, field: field, isSame: true,
            isAlternative: !group.isAll, isInner: false, decidesQuery: group.level == 0 && kind != .redundant,
            isNegated: part.isNegated, isOtherNegated: other.isNegated, isGroup: false,
            word: Self.word(part, spans.0))
    }

    /// Whether a test is in one place with others: one written value that is asked of many fields is not a clause on each.
    private func isOneOfMany(_ leaf: Leaf, _ group: Group) -> Bool {
        [leaf.index - 1, leaf.index + 1].contains { index in
            group.parts.indices.contains(index) && group.parts[index].span == leaf.part.span
        }
    }

    // MARK: tests

    /// What the facts say of a test; a conflict only where they say nothing more severe.
    private mutating func judge(_ leaf: Leaf, _ group: Group) -> ClauseVerdict? {
        guard fuel > 0, let known = facts[leaf.field], known.count > 1, let values = tests.values[leaf.node] else {
            return nil
        }
        var conflict: ClauseVerdict?
        let mayConflict = !leaf.part.isNegated && isSingleValued(leaf.field)
        let count = known.count(
            forPlain: tests.isPlain[leaf.node], level: group.level, withEqual: group.isAll && mayConflict)
        fuel -= count
        for place in 0..<count {
            let fact = known.fact(place, of: count)
            guard fact.level != group.level || fact.index != leaf.index, let theirs = tests.values[fact.node] else {
                continue
            }
            let isInner = fact.level != group.level
            let isEarlier = isInner || fact.index < leaf.index
            if fact.holds, values.covers(theirs) {
                if let verdict = verdict(leaf, !leaf.part.isNegated, by: fact, group, isEarlier) { return verdict }
            } else if !fact.holds, theirs.covers(values), !isNullWithoutValue(leaf.part) {
                if let verdict = verdict(leaf, leaf.part.isNegated, by: fact, group, isEarlier) { return verdict }
            } else if mayConflict, conflict == nil, fact.holds, isEarlier, group.isAll || isInner,
                values.excludes(theirs)
            {
                conflict = made(.conflict, leaf.part.span, leaf, fact, group)
            }
        }
        return conflict
    }

    /// The verdict of a part whose outcome a fact decides; nil where the other part is the one to tell.
    private func verdict(
        _ leaf: Leaf, _ outcome: Bool, by fact: Fact, _ group: Group, _ isEarlier: Bool
    ) -> ClauseVerdict? {
        let isInner = fact.level != group.level
        if outcome == group.isAll {
            // The part alone changes nothing. Of two that say the same the later one is reported.
            let isMutual = covers(leaf.node, fact.node) && covers(fact.node, leaf.node)
            guard isEarlier || !isMutual else { return nil }
            // In `not (a and b)` the part is written as a condition.
            let isDead = isInner && !group.isAll && fact.isCondition && leaf.part.word != .and
            return made(isDead ? .dead : .redundant, leaf.part.span, leaf, fact, group)
        }
        guard isEarlier else { return nil }
        guard isInner else { return made(group.isAll ? .contradiction : .tautology, leaf.part.span, leaf, fact, group) }
        // The part decides its group: an `and` that never holds, an `or` that always does.
        return made(group.isAll && fact.isCondition ? .dead : .redundant, group.span, leaf, fact, group)
    }

    private func made(
        _ kind: ClauseVerdict.Kind, _ span: ByteRange, _ leaf: Leaf, _ fact: Fact, _ group: Group
    ) -> ClauseVerdict {
        let isInner = fact.level != group.level
        var spans = (span, fact.span)
        if kind == .tautology, let other = group.parts.first(where: { $0.span == fact.span }) {
            spans = Self.alternatives(leaf.part, other)
        }
        let isGroup = span != leaf.part.span
        return ClauseVerdict(
            kind: kind, span: spans.0, other: spans.1, field: tests.fieldNames[leaf.field],
            isSame: tests.values[leaf.node] == tests.values[fact.node],
            isAlternative: !group.isAll, isInner: isInner,
            decidesQuery: group.level == 0 && kind != .redundant && kind != .dead,
            isNegated: leaf.part.isNegated, isOtherNegated: fact.holds != fact.isCondition,
            values: tests.values[leaf.node], otherValues: tests.values[fact.node], isGroup: isGroup,
            word: isGroup ? group.word : Self.word(leaf.part, spans.0))
    }

    /// The two alternatives as they are written: a part of `not (a and b)` is not one.
    private static func alternatives(_ part: Junction.Part, _ other: Junction.Part) -> (ByteRange, ByteRange) {
        part.operand == other.operand ? (part.span, other.span) : (part.operand, other.operand)
    }

    /// What joins a part to its neighbors, or the alternative that it is reported as.
    private static func word(_ part: Junction.Part, _ span: ByteRange) -> Junction.Word? {
        span == part.span ? part.word : .or
    }

    private func covers(_ own: Int, _ their: Int) -> Bool {
        guard let own = tests.values[own], let their = tests.values[their] else { return false }
        return own.covers(their)
    }

    private mutating func isSingleValued(_ field: Int) -> Bool {
        if let known = singles[field] { return known }
        let answer = isSingle(tests.fieldNames[field])
        singles[field] = answer
        return answer
    }

    // MARK: choices

    /// Two lists of values asked of one field, none of which go together; the places of the later ones.
    private mutating func choices(_ group: Group, _ decided: Set<Int>) -> Set<Int> {
        // Two plain tests were compared before.
        guard group.parts.contains(where: { tests.fields[Int($0.id.index)] == nil }) else { return [] }
        var found: Set<Int> = []
        var first: [String: Choice] = [:]
        for (index, part) in group.parts.enumerated() where !decided.contains(index) {
            guard let choice = expr.choice(part) else { continue }
            guard let other = first[choice.field] else {
                first[choice.field] = choice
                continue
            }
            guard choice.tests.count + other.tests.count > 2, isSingle(choice.field) else { continue }
            fuel -= choice.tests.count &* other.tests.count
            guard fuel > 0 else { break }
            let own = choice.tests.map(\.values)
            let others = other.tests.map(\.values)
            if own.contains(where: { value in others.contains { !value.excludes($0) } }) { continue }
            found.insert(index)
            verdicts.append(
                ClauseVerdict(
                    kind: .conflict, span: part.span, other: other.span, field: choice.field, isSame: false,
                    isAlternative: false, isInner: false, decidesQuery: group.level == 0, isNegated: part.isNegated,
                    isOtherNegated: false, isGroup: false, word: part.word))
        }
        return found
    }
}
