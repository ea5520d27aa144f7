package import Diagnostics
package import SourceText

/// What linting gives: the files that were read and the findings in their order.
package struct LintResult: Sendable {
    package var sources: [SourceFile]
    package var findings: [Diagnostic]
    package var ruleCount: Int

    package init(sources: [SourceFile], findings: [Diagnostic], ruleCount: Int) {
        self.sources = sources
        self.findings = findings
        self.ruleCount = ruleCount
    }
}
