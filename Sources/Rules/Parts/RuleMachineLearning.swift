/// The anomaly jobs of a machine-learning rule.
package struct RuleMachineLearning: Sendable {
    package var jobIDs: RuleList?
    /// The least score of an anomaly, 0 to 100.
    package var anomalyThreshold: Spanned<Int64>?
}
