package import Queries

/// What a rule runs. Later kinds (sequence, threshold, new terms …) become further cases.
package enum Detection: Sendable {
    /// Each event that meets the expression is an alert.
    case event(Expr)
}

/// A detection with what its alerts tell of the rule.
package struct RunnableRule: Sendable {
    package var id: String
    package var name: String
    package var severity: String
    package var riskScore: Int64
    /// Ids of techniques and sub-techniques in the rule's order, each tactic's first technique included.
    package var threat: [String]
    /// Index patterns as written; empty: every event.
    package var indexPatterns: [String]
    package var detection: Detection

    package init(
        id: String, name: String, severity: String, riskScore: Int64, threat: [String], indexPatterns: [String],
        detection: Detection
    ) {
        self.id = id
        self.name = name
        self.severity = severity
        self.riskScore = riskScore
        self.threat = threat
        self.indexPatterns = indexPatterns
        self.detection = detection
    }
}
