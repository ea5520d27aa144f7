package import Queries
package import Schemas

/// A field whose values join the events of a sequence or sample.
package struct JoinKey: Sendable, Hashable {
    package var field: String
    package var types: [FieldType]
    /// An event without the field takes part, with null for its key.
    package var isOptional: Bool
}

/// One stage of a sequence or sample.
package struct DetectionStage: Sendable {
    /// The stage's filter; places are bytes of the query.
    package var query: Expr
    /// Those that all stages share, then its own: as many for each stage.
    package var keys: [JoinKey]
    /// How many events of this kind follow each other, at least 1.
    package var runs: Int
    /// No such event may be there.
    package var isMissing: Bool
}

/// Events in order of time, each of a stage, joined by keys (reference: eql §7).
package struct SequenceDetection: Sendable {
    package var stages: [DetectionStage]
    /// The time from the first to the last event in milliseconds, both included; nil without a limit.
    package var maxspan: Int64?
    /// An event that ends what has begun. `isMissing` has no effect on it.
    package var until: DetectionStage?
    /// `head` and `tail`: which of the found sequences count.
    package var pipes: [EQLPipe]
    package var order: EventOrder
    /// Asked of the event of every stage.
    package var restrictions: EventRestrictions
}

/// Events in any order, one of each stage, joined by keys (reference: eql §8).
package struct SampleDetection: Sendable {
    package var stages: [DetectionStage]
    package var restrictions: EventRestrictions
}

/// What events of a sequence are ordered by.
package struct EventOrder: Sendable, Hashable {
    package var timestampField: String
    /// Decides between events of one time.
    package var tiebreakerField: String?
}
