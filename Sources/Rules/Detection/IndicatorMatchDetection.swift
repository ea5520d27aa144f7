/// An event with values of an indicator is an alert.
package struct IndicatorMatchDetection: Sendable {
    /// A field of the event beside a field of the indicator.
    package struct Pair: Sendable, Hashable {
        package var field: String
        package var indicatorField: String
        /// The values must differ.
        package var isNegated: Bool
    }

    package var condition: EventCondition
    /// Index patterns of the indicators.
    package var indicatorIndex: [String]
    /// What is asked of an indicator: the threat query, and the threat filters. Places of the query are its own bytes.
    package var indicatorCondition: EventCondition
    /// An event and an indicator match by one group of which every pair holds.
    package var mapping: [[Pair]]
    /// Where the indicator's own fields are in its document.
    package var indicatorPath: String
}
