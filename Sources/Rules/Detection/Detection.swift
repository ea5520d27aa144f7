package import Queries

/// What a rule looks for in the events of its indices. Filters and exceptions are part of it: whatever compiles,
/// translates, compares, explains or documents a rule reads this, and joins nothing itself.
package enum Detection: Sendable {
    case event(EventDetection)
    case sequence(SequenceDetection)
    case sample(SampleDetection)
    case threshold(ThresholdDetection)
    case newTerms(NewTermsDetection)
    case indicatorMatch(IndicatorMatchDetection)
    case pipeline(PipelineDetection)
    case anomaly(AnomalyDetection)

    /// The kinds of detection, by the name that alerts have for them.
    package enum Kind: String, Sendable, CaseIterable {
        case event, sequence, sample, threshold
        case newTerms = "new_terms"
        case indicatorMatch = "threat_match"
        case pipeline = "esql"
        case anomaly = "machine_learning"

        /// The word before "rule" in messages.
        package var title: String {
            switch self {
            case .event: "single event"
            case .sequence: "EQL sequence"
            case .sample: "EQL sample"
            case .threshold: "threshold"
            case .newTerms: "new terms"
            case .indicatorMatch: "indicator match"
            case .pipeline: "ES|QL"
            case .anomaly: "machine learning"
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .event: .event
        case .sequence: .sequence
        case .sample: .sample
        case .threshold: .threshold
        case .newTerms: .newTerms
        case .indicatorMatch: .indicatorMatch
        case .pipeline: .pipeline
        case .anomaly: .anomaly
        }
    }

    /// The condition that decides of each event alone, apart from grouping, history and indicators; nil where several
    /// events are tested by conditions of their own, and where there is not a query.
    package var condition: EventCondition? {
        switch self {
        case .event(let detection): detection.condition
        case .threshold(let detection): detection.condition
        case .newTerms(let detection): detection.condition
        case .indicatorMatch(let detection): detection.condition
        case .sequence, .sample, .pipeline, .anomaly: nil
        }
    }

    /// What filters and exceptions ask of each event.
    package var restrictions: EventRestrictions {
        switch self {
        case .event(let detection): detection.condition.restrictions
        case .threshold(let detection): detection.condition.restrictions
        case .newTerms(let detection): detection.condition.restrictions
        case .indicatorMatch(let detection): detection.condition.restrictions
        case .sequence(let detection): detection.restrictions
        case .sample(let detection): detection.restrictions
        case .pipeline(let detection): detection.restrictions
        case .anomaly(let detection): detection.restrictions
        }
    }
}

/// What a rule's filters ask of an event, and what its exceptions leave. Places are bytes of the file.
package struct EventRestrictions: Sendable {
    /// nil without filters that are switched on.
    package var filters: Expr?
    /// What the exceptions do not describe; nil without exceptions of the rule's lists.
    package var exceptions: Expr?

    package init(filters: Expr? = nil, exceptions: Expr? = nil) {
        self.filters = filters
        self.exceptions = exceptions
    }

    package var isEmpty: Bool { filters == nil && exceptions == nil }
    package var exprs: [Expr] { [filters, exceptions].compactMap { $0 } }

    /// An expression with the restrictions; each keeps its own places.
    package func restricting(_ expr: Expr) -> Expr { Expr.all([expr] + exprs) }
}

/// A condition on one event: that of a query, with filters and exceptions.
package struct EventCondition: Sendable {
    /// What the query asks; places are bytes of the query.
    package var query: Expr
    package var restrictions: EventRestrictions

    package init(_ query: Expr, _ restrictions: EventRestrictions = EventRestrictions()) {
        self.query = query
        self.restrictions = restrictions
    }

    /// All of it joined.
    package var expr: Expr { restrictions.restricting(query) }
}

/// Each event that meets the condition is an alert.
package struct EventDetection: Sendable {
    package var condition: EventCondition
    /// `head` and `tail` of EQL: which of the found events count.
    package var pipes: [EQLPipe]

    package init(_ condition: EventCondition, pipes: [EQLPipe] = []) {
        self.condition = condition
        self.pipes = pipes
    }
}
