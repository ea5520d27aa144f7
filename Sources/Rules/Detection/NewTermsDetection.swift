/// The first event of a combination of values that the history window has not seen is an alert.
package struct NewTermsDetection: Sendable {
    package var condition: EventCondition
    /// One to three fields.
    package var fields: [String]
    /// Where the history begins, as date math such as `now-14d`.
    package var historyWindowStart: String
}
