import ArgumentParser
import Diagnostics
import Reports
import Rules
import Schemas
import SourceText
import Workspace

/// `tenet test`: runs the test cases that are beside rules.
struct TestCommand: PathsCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the test cases beside rules.",
        discussion: """
            A rule is tested by the file `<rule>.test.yaml` beside it.
            Exit status: 0 all passed, 1 a case failed, 2 a test, its rule or its events cannot be used, 3 wrong usage.

            Examples:
              tenet test
              tenet test rules/windows --junit tests.xml
            """)

    @Argument(help: "Folders, test files, or rule files with tests beside them (default: rules/).", completion: .file())
    var paths: [String] = []

    @Option(help: ArgumentHelp("Also write the results as JUnit XML.", valueName: "file"), completion: .file())
    var junit: String?

    @OptionGroup var ownFields: OwnFieldOptions
    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let watch = Stopwatch()
        let settings = try session.settings(for: paths, scope, ownFields.flags)
        guard let own = session.ownFields(settings) else { return }
        var options = RuleTester.Options(
            jobs: session.jobs, typing: QueryTyping(stack: settings.stack, catalog: FieldCatalog(custom: own)))
        options.files = settings.files
        let run = RuleTester.run(settings.paths(paths), options)
        session.noteInputs(run.files.flatMap { [$0.path] + $0.otherPaths })
        session.report(run.errors)
        for path in run.untested { session.warning("no test file beside \(path)", help: "see docs/rule-tests.md") }
        for folder in run.emptyFolders {
            session.warning("no test files under \(folder)", help: "they are named `<rule>.test.yaml`")
        }
        let findings = FindingReport(
            sources: run.sources, findings: run.findings, ruleCount: 0,
            toolVersion: Tenet.toolVersion)
        let report = Self.report(run)
        session.output.write(
            Array(FullReport.text(findings, color: session.colorsOutput, width: Terminal.width(.output)).utf8))
        session.output.write(Array(TestTextReport.text(report, color: session.colorsOutput).utf8))
        if let junit { session.deliver(TestJUnit.text(report), to: junit) }
        if run.failureCount > 0 { session.raise(.findings) }
        if run.findings.contains(where: { $0.severity == .error }) { session.raise(.unusable) }
        if !run.files.isEmpty { session.note(TestTextReport.summary(report, seconds: watch.seconds)) }
    }

    /// The results as the formats take them.
    private static func report(_ run: RuleTestRun) -> TestReport {
        TestReport(
            files: run.files.map { file in
                TestReport.File(
                    path: file.path, cases: file.cases.map(Self.testCase),
                    errors: file.findings.filter { $0.severity == .error },
                    sources: [file.source, file.ruleSource].compactMap { $0 })
            })
    }

    private static func testCase(_ result: RuleTestCaseResult) -> TestReport.Case {
        TestReport.Case(
            name: result.name, line: result.line, seconds: result.seconds,
            failure: result.failure.map { failure in
                TestReport.Failure(
                    expected: failure.expected, got: failure.got, events: failure.events.map(Self.event),
                    moreEvents: failure.moreEvents)
            })
    }

    private static func event(_ explanation: EventExplanation) -> TestReport.Event {
        TestReport.Event(
            headline: explanation.headline,
            clauses: explanation.clauses.map { clause in
                let holds: Bool? = clause.state == .notReached ? nil : clause.state == .holds
                return TestReport.Clause(holds: holds, text: clause.text, value: clause.value)
            },
            notes: explanation.notes)
    }
}
