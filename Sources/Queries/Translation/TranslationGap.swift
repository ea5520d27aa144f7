import Diagnostics

/// Why a part of a query cannot be said in another language.
package enum TranslationGap: String, Sendable, Hashable, CaseIterable {
    /// Terms that texts may differ from by some edits.
    case fuzziness
    /// Words that are near each other.
    case proximity
    case regularExpression = "regular-expression"
    /// `?` as a wildcard.
    case oneCharacter = "one-character"
    /// A pattern with a space that the language cuts in two.
    case blankInPattern = "blank-in-pattern"
    /// Letters compared without case.
    case ignoredCase = "ignored-case"
    /// Both sides of a range met by the same value of an array.
    case twoSidedRange = "two-sided-range"
    /// `not` before a range, which the language turns round.
    case negatedRange = "negated-range"
    case nestedObjects = "nested-objects"
    /// A value without a field.
    case freeText = "free-text"
    /// A name with wildcards, or one that the language has no form for.
    case fieldName = "field-name"
    /// A text type in a language that compares whole values.
    case analysedText = "analysed-text"
    /// All words of a text, in any order.
    case allWords = "all-words"
    /// A comparison with `null`, which Elasticsearch refuses.
    case nullValue = "null-value"
    /// Indices that disagree about the type.
    case mixedTypes = "mixed-types"
    /// A type that the language does not read.
    case fieldType = "field-type"
    /// A value that has no form in the language, or that the field's type does not take.
    case value
    /// A date that represents a span of time.
    case dateSpan = "date-span"
    /// A condition that needs a script.
    case script
    /// Sequences, samples and joins.
    case series
    /// `| head`, `| tail`.
    case pipe
    /// Boosts and optional clauses, which order hits and find none; they are omitted and reported.
    case weight
    /// More text or deeper nesting than the language takes.
    case limit
}
