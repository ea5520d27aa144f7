import SourceText
import Values

/// A test whose outcome is known where another one is looked at.
struct Fact {
    /// Index of the test's node.
    var node: Int
    var holds: Bool
    var span: ByteRange
    /// It is a condition of an `and` around; else an alternative of an `or`, taken to fail.
    var isCondition: Bool
    /// The junction it comes from, and its place there.
    var level: Int
    var index: Int
}

/// What is known of one field. Plain texts are kept apart: two of them are the same or have nothing to do with each
/// other, so that long lists need not be compared each with each.
struct FactList {
    private var plain: [Fact] = []
    private var others: [Fact] = []

    var count: Int { plain.count + others.count }

    mutating func append(_ fact: Fact, isPlain: Bool) {
        if isPlain { plain.append(fact) } else { others.append(fact) }
    }

    /// Takes back what was appended last of this kind.
    mutating func removeLast(isPlain: Bool) {
        if isPlain { plain.removeLast() } else { others.removeLast() }
    }

    /// How many facts can say something of a test; repetitions at its own level are another matter.
    func count(forPlain isPlain: Bool, level: Int, withEqual: Bool) -> Int {
        guard isPlain, !withEqual else { return count }
        return (plain.firstIndex { $0.level == level } ?? plain.count) + others.count
    }

    /// One of the first `count` facts that can say something: plain ones come first.
    func fact(_ place: Int, of count: Int) -> Fact {
        let plainCount = count - others.count
        return place < plainCount ? plain[place] : others[place - plainCount]
    }
}

/// What the tests of an expression's arena ask, by the index of their node.
struct ClauseTests {
    /// The values that each test takes; nil for nodes of other kinds.
    let values: [ValueSet?]
    /// Whether a test asks for one plain text.
    let isPlain: [Bool]
    /// The field of each test of a named field, as an index of `fieldNames`; nil for the other nodes.
    let fields: [Int?]
    let fieldNames: [String]

    init(_ expr: Expr, _ values: [ValueSet?]) {
        self.values = values
        isPlain = values.map { if case .texts(let pattern)? = $0 { !pattern.hasWildcards } else { false } }
        var names: [String] = []
        var places: [String: Int] = [:]
        fields = expr.nodes.map { node in
            guard case .test(let test) = node, case .named(let name) = test.field else { return nil }
            // Tests of one field mostly are side by side.
            if let last = names.last, last == name { return names.count - 1 }
            if let known = places[name] { return known }
            names.append(name)
            places[name] = names.count - 1
            return names.count - 1
        }
        fieldNames = names
    }
}
