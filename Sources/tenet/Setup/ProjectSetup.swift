import Rules
import Schemas
import Workspace

/// The files of a new rule repository.
struct ProjectSetup: Sendable {
    /// Where the rules are checked after each change.
    enum Pipeline: String, Sendable, CaseIterable {
        case github, gitlab, none
    }

    var pipeline: Pipeline
    /// As rule files write days.
    var day: String
    /// The id of the first rule.
    var ruleID: String
    /// Folder of the rules, below that of the project.
    var rulesFolder: String
    /// How many rule files are there already; with some, no first rule is written.
    var ruleCount: Int

    init(
        pipeline: Pipeline, day: String, ruleID: String, rulesFolder: String = RuleFiles.defaultFolder,
        ruleCount: Int = 0
    ) {
        self.pipeline = pipeline
        self.day = day
        self.ruleID = ruleID
        self.rulesFolder = rulesFolder
        self.ruleCount = ruleCount
    }

    /// What is to be written, in the order in which it is told.
    var files: [NewFile] {
        var files = [NewFile(path: "tenet.toml", text: configuration)]
        if ruleCount == 0 { files += firstRule }
        switch pipeline {
        case .github: files.append(NewFile(path: ".github/workflows/rules.yml", text: Self.workflow))
        case .gitlab: files.append(NewFile(path: ".gitlab-ci.yml", text: Self.gitLab))
        case .none: break
        }
        files.append(NewFile(path: ".pre-commit-config.yaml", text: Self.hooks))
        return files
    }

    // MARK: - The rule

    private var firstRule: [NewFile] {
        var rule = RuleScaffold(kind: .query, name: "Windows Event Log Cleared", id: ruleID, day: day)
        rule.severity = .medium
        rule.description = """
            The Windows tool for event logs was told to clear a log. That removes traces, and hardly anybody does it to save
            space.
            """
        rule.tactic = try? AttackChoice.tactic("TA0005")
        rule.techniques = [try? AttackChoice.technique("T1070.001", of: nil)].compactMap { $0 }
        rule.query = """
            event.category:process and event.type:start and
              process.name:"wevtutil.exe" and process.args:("cl" or "clear-log")
            """
        let path = "\(rulesFolder)/\(rule.fileName)"
        return [
            NewFile(path: path + ".toml", text: rule.text(.toml)),
            NewFile(path: path + ".test.yaml", text: Self.firstTest),
        ]
    }

    private static let firstTest = """
        cases:
          - name: a log is cleared
            events:
              - event: {category: process, type: start}
                process: {name: wevtutil.exe, args: [wevtutil.exe, cl, Security]}
            expect: match

          - name: a log is only read
            events:
              - event: {category: process, type: start}
                process: {name: wevtutil.exe, args: [wevtutil.exe, qe, Security]}
            expect: no match

        """

    // MARK: - The configuration

    private var configuration: String {
        """
        # The settings of tenet in this folder and below; `tenet config` shows them with where each comes from.
        # Flags and the environment (TENET_PROFILE and so on) come before what stands here.

        # Where the rules are.
        paths = ["\(rulesFolder)"]

        # Which checks run: recommended, elastic (what Elastic's own repository asks for, too), strict.
        profile = "recommended"

        # From which severity on a finding makes the run fail: error, warning, info, never.
        fail-level = "error"

        # Checks or categories to leave out; `tenet checks` lists them.
        # ignore = ["missing-guide"]

        # The version of the stack that the rules run on; queries are checked against its fields.
        # stack = "9.6"

        # Field tables of your own, as `tenet fields import` reads them.
        # fields = ["fields.json"]

        """
    }

    // MARK: - Pipelines

    private static let workflow = """
        name: rules

        on:
          push:
          pull_request:

        permissions:
          contents: read

        jobs:
          rules:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4

              # tenet has to be on the PATH here: run the job in an image that has it (`container:` above), or put a step
              # before this one that brings the binary.
              - run: tenet --version

              - name: Lint
                run: tenet lint --output-format github

              - name: Layout
                run: tenet format --check

              - name: Tests of the rules
                run: tenet test

        """

    private static let gitLab = """
        # tenet has to be on the PATH: name an image that has it, or bring the binary in `before_script`.
        rules:
          script:
            - tenet --version
            - tenet lint --output-format gitlab -o gl-code-quality-report.json
            - tenet format --check
            - tenet test --junit tests.xml
          artifacts:
            when: always
            reports:
              codequality: gl-code-quality-report.json
              junit: tests.xml

        """

    private static let hooks = """
        # pre-commit runs these before each commit; tenet has to be on the PATH.
        repos:
          - repo: local
            hooks:
              - id: tenet-lint
                name: tenet lint
                entry: tenet lint --fix
                language: system
                files: ^\(RuleFiles.defaultFolder)/.*\\.(toml|ya?ml)$
                exclude: \\.test\\.(toml|ya?ml)$
              - id: tenet-format
                name: tenet format
                entry: tenet format
                language: system
                files: ^\(RuleFiles.defaultFolder)/.*\\.(toml|ya?ml)$
                exclude: \\.test\\.(toml|ya?ml)$

        """
}
