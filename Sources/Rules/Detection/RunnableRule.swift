/// A detection with what its alerts say of the rule.
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

extension Rule {
    /// The detection with the rule's header; nil without `rule_id` or `name`.
    package func runnable(_ detection: Detection) -> RunnableRule? {
        guard let id, let name else { return nil }
        let techniques = threat.flatMap { entry in
            entry.techniques.flatMap { [$0.object.id?.text] + $0.subtechniques.map { $0.id?.text } }
        }
        return RunnableRule(
            id: id.text, name: name.text, severity: severity?.text ?? "", riskScore: riskScore?.value ?? 0,
            threat: techniques.compactMap { $0 }, indexPatterns: elastic.index?.values ?? [], detection: detection)
    }
}
