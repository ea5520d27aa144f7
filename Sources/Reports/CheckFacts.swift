package import Diagnostics

/// What a report tells about a check beside its findings.
package struct CheckFacts: Sendable {
    /// One line: what the check finds.
    package var summary: String
    /// Why it matters.
    package var rationale: String
    package var category: String
    /// The severity of its findings where they say nothing else.
    package var severity: Severity

    package init(summary: String, rationale: String, category: String, severity: Severity) {
        self.summary = summary
        self.rationale = rationale
        self.category = category
        self.severity = severity
    }
}
