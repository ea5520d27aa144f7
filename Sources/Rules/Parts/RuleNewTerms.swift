package import SourceText

/// What a new-terms rule watches: the table `new_terms` of rule files, or the two flat keys of Kibana's API.
package struct RuleNewTerms: Sendable {
    /// `new_terms.field`; nil in the flat form.
    package var fieldName: RuleText?
    /// The fields whose first values are reported.
    package var fields: RuleList?
    /// The entries of `history_window_start`; the flat form has one without a field. Only the first counts.
    package var windows: [RuleHistoryWindow] = []
    package var range: ByteRange
    package var keyRange: ByteRange

    /// How far back a value must not have been seen.
    package var historyWindowStart: RuleText? { windows.first?.value }
}

package struct RuleHistoryWindow: Sendable {
    package var field: RuleText?
    package var value: RuleText?
    package var range: ByteRange
}
