package import Diagnostics
package import SourceText

/// What every output format is given.
package struct FindingReport: Sendable {
    /// Ascending by id.
    package var sources: [SourceExcerpt]
    /// In the order of `Diagnostic.precedes`.
    package var findings: [Diagnostic]
    package var ruleCount: Int
    /// What comments of the files suppressed, in the same order.
    package var suppressed: [SuppressedFinding]
    package var toolVersion: String
    /// Inputs that could not be used: the path and one line that says why.
    package var failures: [(path: String, message: String)] = []
    /// Findings that a baseline knows; they are not among `findings`.
    package var knownCount = 0
    /// Whether fixes that may change what a rule means count as repairs, as with `--unsafe-fixes`.
    package var countsUnsafeFixes = false
    /// The page of a check, by its id; nil where there is none.
    package var url: @Sendable (_ id: String) -> String? = { _ in nil }

    package init(
        sources: [SourceExcerpt], findings: [Diagnostic], ruleCount: Int, suppressed: [SuppressedFinding] = [],
        toolVersion: String
    ) {
        self.sources = sources
        self.findings = findings
        self.ruleCount = ruleCount
        self.suppressed = suppressed
        self.toolVersion = toolVersion
    }
}

extension FindingReport {
    /// A report on files that are kept whole.
    package init(
        sources: [SourceFile], findings: [Diagnostic], ruleCount: Int, suppressed: [SuppressedFinding] = [],
        toolVersion: String
    ) {
        self.init(
            sources: sources.map { SourceExcerpt($0) }, findings: findings, ruleCount: ruleCount,
            suppressed: suppressed, toolVersion: toolVersion)
    }
}

extension FindingReport {
    /// The page of a check, for formats in which a relative address would have no meaning.
    func absoluteURL(_ id: String) -> String? {
        url(id).flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
    }

    /// Whether `--fix` would repair a finding, with the options of the run.
    func isRepaired(_ finding: Diagnostic) -> Bool {
        switch finding.fix?.applicability {
        case .safe: true
        case .unsafe: countsUnsafeFixes
        case .displayOnly, nil: false
        }
    }

    /// The file that a location is in.
    package func source(of location: Location) -> SourceExcerpt? {
        var low = 0
        var high = sources.count
        while low < high {
            let middle = (low + high) / 2
            if sources[middle].id < location.source { low = middle + 1 } else { high = middle }
        }
        guard low < sources.count, sources[low].id == location.source else { return nil }
        return sources[low]
    }
}

extension FindingReport {
    /// How many of what; the numbers that every format ends with.
    package struct Summary: Sendable, Hashable {
        package var files = 0
        /// Files with at least one finding.
        package var filesWithFindings = 0
        package var rules = 0
        package var errors = 0
        package var warnings = 0
        package var infos = 0
        package var suppressed = 0
        /// Findings that a baseline knows.
        package var known = 0
        /// Findings with a safe fix.
        package var fixable = 0
        /// Findings with a fix that may change what the rule means.
        package var unsafelyFixable = 0
        /// Whether both kinds of fixes are those of the run.
        package var countsUnsafeFixes = false
    }

    package var summary: Summary {
        var summary = Summary()
        summary.files = sources.count
        summary.filesWithFindings = Set(findings.map(\.location.source)).count
        summary.rules = ruleCount
        summary.suppressed = suppressed.count
        summary.known = knownCount
        summary.countsUnsafeFixes = countsUnsafeFixes
        for finding in findings {
            switch finding.severity {
            case .error: summary.errors += 1
            case .warning: summary.warnings += 1
            case .info: summary.infos += 1
            }
            switch finding.fix?.applicability {
            case .safe: summary.fixable += 1
            case .unsafe: summary.unsafelyFixable += 1
            case .displayOnly, nil: break
            }
        }
        return summary
    }
}
