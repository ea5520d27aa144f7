import Diagnostics
import Documents
import Rules

/// What the steps of a pipeline come to on the rules as they are: tried before the pipeline is written.
package struct PipelineTrial: Sendable {
    /// Files that `tenet format --check` would name.
    package private(set) var unformatted = 0
    /// Findings by which `tenet lint` would fail.
    package private(set) var failingFindings = 0
    /// Cases by which `tenet test` would fail, and test files that it cannot use.
    package private(set) var failingTests = 0

    /// Nothing to fail: a new repository.
    package init() {}

    /// Runs the steps over paths; nothing is written.
    package init(_ paths: [String], _ settings: Settings, jobs: Int) throws(InputError) {
        let layouts = Formatter.format(paths, settings.files, jobs: jobs, standardInputName: nil)
        unformatted = layouts.files.count { file in
            switch file.outcome {
            case .unchanged: false
            default: true
            }
        }
        var linting = Linter.Options()
        linting.jobs = jobs
        linting.settings = settings
        linting.context = try settings.context
        let lint = Linter.lint(paths, linting)
        failingFindings = lint.findings.count { settings.failLevel.isReached(by: $0.severity) }
        var testing = RuleTester.Options(jobs: jobs, typing: QueryTyping(stack: settings.stack))
        testing.files = settings.files
        let tests = RuleTester.run(paths, testing)
        failingTests = tests.failureCount + tests.findings.count { $0.severity == .error }
    }
}
