package import Documents
package import Queries
package import SourceText

/// The indicators that an indicator-match rule compares events with.
package struct RuleThreatMatch: Sendable {
    package var index: RuleList?
    package var query: RuleText?
    package var language: RuleText?
    /// A match is one group of which every entry holds.
    package var mapping: [RuleThreatGroup] = []
    package var filters: Entry?
    package var queryFilters: [RuleFilter] = []
    package var indicatorPath: RuleText?
    /// The language of the query; KQL where it is missing, nil where it is not a name of a language.
    package var queryLanguage: QueryLanguage? { language.map { QueryLanguage(ofRules: $0.text) } ?? .kql }
    package var concurrentSearches: Spanned<Int64>?
    package var itemsPerSearch: Spanned<Int64>?
}

/// The entries of one group of `threat_mapping`.
package struct RuleThreatGroup: Sendable {
    package var entries: [RuleThreatPair] = []
    package var range: ByteRange
    /// The key `entries`; where it is missing, the start of the group.
    package var keyRange: ByteRange
}

/// A field of the event beside a field of the indicator.
package struct RuleThreatPair: Sendable {
    package var field: RuleText?
    package var type: RuleText?
    package var value: RuleText?
    package var negate: Spanned<Bool>?
    package var range: ByteRange

    package var isNegated: Bool { negate?.value ?? false }
}
