package import SourceText

/// A clause of a query that others decide: it never holds, always holds, or changes nothing.
package struct ClauseVerdict: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A condition that cannot hold together with another one: nothing meets both.
        case contradiction
        /// An alternative that holds whenever another one does not: together they take everything.
        case tautology
        /// A clause that adds nothing because of another one.
        case redundant
        /// An alternative that a condition around it excludes.
        case dead
        /// Two values asked of one field that events fill with one.
        case conflict
    }

    package var kind: Kind
    /// The clause, and the one that decides it; bytes of the query.
    package var span: ByteRange
    package var other: ByteRange
    /// The field that both ask; nil where the clauses are not plain tests.
    package var field: String?
    /// Both clauses say the same, or one says the opposite of the other.
    package var isSame: Bool
    /// The clauses are alternatives (`or`); else conditions (`and`).
    package var isAlternative: Bool
    /// The clause is inside an alternative or condition of which `other` is a neighbor.
    package var isInner: Bool
    /// It makes the whole query hold for nothing, or for everything.
    package var decidesQuery: Bool
    /// Whether the clause, and the other one, are negated in effect: by a `not` of their own or by one around them.
    package var isNegated: Bool
    package var isOtherNegated: Bool
    /// What the two tests accept; nil where the clauses are not plain tests.
    package var values: ValueSet?
    package var otherValues: ValueSet?
    /// Whether `span` is the `and` or `or` that a test in it decides.
    package var isGroup: Bool
    /// What is written between the clause and its neighbors; nil where it has none.
    package var word: Junction.Word?
}
