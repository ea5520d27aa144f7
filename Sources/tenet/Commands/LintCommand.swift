import ArgumentParser
import Diagnostics
import Reports
import SourceText
import Workspace

/// `tenet lint`: checks rule files.
struct LintCommand: Command {
    static let configuration = CommandConfiguration(commandName: "lint", abstract: "Check rule files.")

    @Argument(help: "Rule files and folders; - is standard input (default: rules/).")
    var paths: [String] = []

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let loaded = RuleLoader.load(paths, .init(jobs: session.jobs))
        session.report(loaded)
        let findings = loaded.files.flatMap(\.syntaxFindings).sorted(by: Diagnostic.precedes)
        let report = FindingReport(
            sources: loaded.sources, findings: findings, ruleCount: loaded.rules.count, suppressedCount: 0,
            toolVersion: Tenet.toolVersion)
        session.output.write(ConciseReport.text(report))
        if findings.contains(where: { $0.severity == .error }) { session.raise(.findings) }
    }
}
