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

extension FindingReport {
    /// The file that a location is in.
    package func source(of location: Location) -> SourceFile? {
        let index = Int(location.source.index)
        if sources.indices.contains(index), sources[index].id == location.source { return sources[index] }
        return sources.first { $0.id == location.source }
    }
}
