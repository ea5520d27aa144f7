/// As many events of one group as the threshold says are an alert.
package struct ThresholdDetection: Sendable {
    /// A field that must have so many different values in the group.
    package struct Cardinality: Sendable, Hashable {
        package var field: String
        package var minimum: Int64
    }

    package var condition: EventCondition
    /// What events are grouped by; empty: all of them together.
    package var fields: [String]
    /// Events of a group, at least 1.
    package var minimum: Int64
    package var cardinality: Cardinality?
}
