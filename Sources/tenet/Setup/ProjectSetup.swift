import Elastic
import Rules
import Schemas
import SourceText
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
    /// Folders of the rules that are there already, below that of the project; without any, a first rule is written.
    var rulesFolders: [String]
    /// What the pipeline's steps come to on the rules: a step that would fail at once is written as a comment.
    var trial: PipelineTrial
    /// Whether the project has a `.gitlab-ci.yml`, which then has to include ours.
    var hasGitLabPipeline: Bool

    init(
        pipeline: Pipeline, day: String, ruleID: String, rulesFolders: [String] = [],
        trial: PipelineTrial = PipelineTrial(), hasGitLabPipeline: Bool = false
    ) {
        self.pipeline = pipeline
        self.day = day
        self.ruleID = ruleID
        self.rulesFolders = rulesFolders
        self.trial = trial
        self.hasGitLabPipeline = hasGitLabPipeline
    }

    /// The file of GitLab's own pipeline.
    static let gitLabFile = ".gitlab-ci.yml"
    /// Our part of a pipeline that is there already.
    static let includedFile = ".gitlab/tenet.gitlab-ci.yml"

    /// What is to be written, in the order in which it is reported.
    var files: [NewFile] {
        var files = [NewFile(path: "tenet.toml", text: configuration)]
        if rulesFolders.isEmpty { files += firstRule }
        switch pipeline {
        case .github: files.append(NewFile(path: ".github/workflows/rules.yml", text: workflow))
        case .gitlab:
            files.append(NewFile(path: hasGitLabPipeline ? Self.includedFile : Self.gitLabFile, text: gitLab))
        case .none: break
        }
        files.append(NewFile(path: ".pre-commit-config.yaml", text: hooks))
        return files
    }

    private var folders: [String] { rulesFolders.isEmpty ? [RuleFiles.defaultFolder] : rulesFolders }

    // MARK: - The rule

    private var firstRule: [NewFile] {
        var rule = RuleScaffold(kind: .query, name: "Windows Event Log Cleared", id: ruleID, day: day)
        rule.severity = .medium
        rule.description = """
            The Windows event log tool cleared a log. This removes traces of an attack and is rare in administration.
            """
        rule.tactic = try? AttackChoice.tactic("TA0005")
        rule.techniques = [try? AttackChoice.technique("T1070.001", of: nil)].compactMap { $0 }
        rule.query = """
            event.category:process and event.type:start and
              process.name:"wevtutil.exe" and process.args:("cl" or "clear-log")
            """
        let path = "\(RuleFiles.defaultFolder)/\(rule.fileName)"
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

    /// A check that many repositories ignore; a test uncomments the line.
    private static let sampleCheck = "guide-missing"

    private var configuration: String {
        """
        # Settings of tenet in this folder and below; `tenet config` shows each with its source.
        # Flags and environment variables (TENET_PROFILE and so on) override this file.

        # Where the rules are.
        paths = [\(folders.map { "\"\($0)\"" }.joined(separator: ", "))]

        # Which checks run: recommended, elastic (adds the conventions of Elastic's repository), strict.
        profile = "recommended"

        # Lowest severity that fails the run: error, warning, info, never.
        fail-level = "error"

        # Checks or categories to ignore; `tenet checks` lists them.
        # ignore = ["\(Self.sampleCheck)"]

        # The stack version that the rules run on; queries are checked against its fields.
        # stack = "\(StackVersion.newest.major).\(StackVersion.newest.minor)"

        # Files with fields of your own, such as "fields.json"; `tenet fields import` writes them.
        # fields = []

        """
    }

    // MARK: - Pipelines

    private var workflow: String {
        """
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

              # tenet has to be on the PATH: run the job in an image that has it (`container:` above), or add a step
              # before this one that installs the binary.
              - run: tenet --version

              - name: Lint
                run: tenet lint --output-format github

        \(layoutStep)
              - name: Rule tests
                run: tenet test

        """
    }

    private var layoutStep: String {
        if trial.unformatted == 0 {
            return """
                      - name: Layout
                        run: tenet format --check

                """
        }
        return """
                  # \(layoutComment)
                  # - name: Layout
                  #   run: "tenet format --check"

            """
    }

    /// Why the step of the layout is a comment, and what makes it pass.
    private var layoutComment: String {
        let files = trial.unformatted == 1 ? "1 rule file" : "\(trial.unformatted.grouped) rule files"
        return "Run `tenet format` (it changes \(files)), commit, and uncomment these lines:"
    }

    private var gitLab: String {
        """
        # tenet has to be on the PATH: name an image that has it, or install the binary in `before_script`.
        rules:
          script:
            - tenet --version
            - tenet lint --output-format gitlab -o gl-code-quality-report.json
        \(trial.unformatted == 0 ? "    - tenet format --check" : "    # \(layoutComment)\n    # - tenet format --check")
            - tenet test --junit tests.xml
          artifacts:
            when: always
            reports:
              codequality: gl-code-quality-report.json
              junit: tests.xml

        """
    }

    // MARK: - Hooks

    private var hooks: String {
        """
        # pre-commit runs these before each commit; tenet has to be on the PATH.
        repos:
          - repo: local
            hooks:
              - id: tenet-lint
                name: tenet lint
                entry: tenet lint --fix
                language: system
                files: \(hookedFiles)
                exclude: \(Self.unhookedFiles)
        \(formatHook)

        """
    }

    private var formatHook: String {
        let lines = [
            "- id: tenet-format", "  name: tenet format", "  entry: tenet format", "  language: system",
            "  files: \(hookedFiles)", "  exclude: \(Self.unhookedFiles)",
        ]
        if trial.unformatted == 0 { return lines.map { "      " + $0 }.joined(separator: "\n") }
        return ([layoutComment] + lines).map { "      # " + $0 }.joined(separator: "\n")
    }

    /// A regular expression over paths: files that may be rules.
    private var hookedFiles: String {
        let ending = "\\.(toml|ya?ml)$"
        if folders == ["."] { return ending }
        let names = folders.map { $0.map { ".+()[]{}^$|?*\\".contains($0) ? "\\\($0)" : String($0) }.joined() }
        return "^" + (names.count == 1 ? names[0] : "(" + names.joined(separator: "|") + ")") + "/.*" + ending
    }

    /// Tests, configuration and hidden files.
    private static let unhookedFiles = "(^|/)\\.|\\.test\\.(toml|ya?ml)$|(^|/)tenet\\.toml$"
}
