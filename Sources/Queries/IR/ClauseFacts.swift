import SourceText

/// A test whose outcome is known where another one is looked at.
struct Fact {
    var values: ValueSet
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

    mutating func append(_ fact: Fact) {
        if Self.isPlain(fact.values) { plain.append(fact) } else { others.append(fact) }
    }

    /// Takes back what was appended last of this kind of values.
    mutating func remove(_ values: ValueSet) {
        if Self.isPlain(values) { plain.removeLast() } else { others.removeLast() }
    }

    /// The facts that can say something of a test; repetitions at its own level are another matter.
    func facts(for values: ValueSet, level: Int, withEqual: Bool) -> [Fact] {
        guard Self.isPlain(values), !withEqual else { return plain + others }
        return plain.prefix { $0.level != level } + others
    }

    private static func isPlain(_ values: ValueSet) -> Bool {
        if case .texts(let pattern) = values { !pattern.hasWildcards } else { false }
    }
}
