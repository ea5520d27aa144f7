package import Diagnostics
package import SourceText

/// What every output format is given.
package struct FindingReport: Sendable {
    package var sources: [SourceFile]
    /// In the order of `Diagnostic.precedes`.
    package var findings: [Diagnostic]
    package var ruleCount: Int
    package var suppressedCount: Int
    package var toolVersion: String

    package init(
        sources: [SourceFile], findings: [Diagnostic], ruleCount: Int, suppressedCount: Int, toolVersion: String
    ) {
        self.sources = sources
        self.findings = findings
        self.ruleCount = ruleCount
        self.suppressedCount = suppressedCount
        self.toolVersion = toolVersion
    }
}
