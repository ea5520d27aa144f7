import ArgumentParser
import Reports
import Rules
import SourceText
import Workspace

extension ProjectSetup.Pipeline: ExpressibleByArgument {}

/// `tenet init`: the files of a new rule repository.
struct InitCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Set up a rule repository: configuration, a first rule and its test, CI, hooks.",
        discussion: """
            Existing files are never overwritten. Where there are rules, their folders are configured, and each step of \
            the pipeline is tried on them: a step that would fail because of their layout is written as a comment.

            Examples:
              tenet init
              tenet init --ci gitlab --dry-run detections
            """)

    @Argument(help: "The folder to set up.", completion: .directory)
    var folder = "."

    @Option(
        help: ArgumentHelp(
            "CI system to write a pipeline for (default: gitlab if there is a .gitlab-ci.yml, else github).",
            valueName: "system"))
    var ci: ProjectSetup.Pipeline?

    @Flag(help: "Print what would be written, and write nothing.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let rules = RuleFolders.find(below: folder, jobs: session.jobs)
        let hasGitLab = FolderListing.exists(FilePath.join(prefix, ProjectSetup.gitLabFile))
        let pipeline = ci ?? (hasGitLab ? .gitlab : .github)
        var setup = ProjectSetup(
            pipeline: pipeline, day: WallClock.today, ruleID: RandomID.uuid(), rulesFolders: rules.folders,
            hasGitLabPipeline: hasGitLab)
        if rules.fileCount > 0 {
            let names = rules.folders.map { prefix + ($0 == "." ? "" : $0 + "/") }.map { $0.isEmpty ? "./" : $0 }
            session.note(
                "found \(SummaryLine.counted(rules.fileCount, "rule file")) under \(names.joined(separator: ", "))")
            setup.trial = try trial(rules, in: &session)
        }
        write(setup, in: &session)
    }

    /// The folder as the start of paths.
    private var prefix: String { folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/" }

    /// Tries the pipeline on the rules, with the settings that it will have.
    private func trial(_ rules: RuleFolders, in session: inout Session) throws(UsageError) -> PipelineTrial {
        let file = FilePath.join(prefix, "tenet.toml")
        do {
            let isConfigured = FolderListing.exists(file)
            let settings = isConfigured ? try Settings.read(from: folder, file: file) : Settings()
            let own = isConfigured ? settings.paths : []
            let paths = own.isEmpty ? rules.folders.map { $0 == "." ? folder : FilePath.join(prefix, $0) } : own
            let trial = try PipelineTrial(paths, settings, jobs: session.jobs)
            if trial.unformatted > 0 {
                let files = SummaryLine.counted(trial.unformatted, "file")
                session.note("  `tenet format` would change \(files): its step is a comment in the pipeline")
            }
            if trial.failingFindings > 0 {
                let findings = SummaryLine.counted(trial.failingFindings, "finding")
                session.note(
                    "  `tenet lint` fails on \(findings): its step fails until \(trial.failingFindings == 1 ? "it is" : "they are") fixed"
                )
            }
            if trial.failingTests > 0 {
                session.note(
                    "  `tenet test` fails on \(SummaryLine.counted(trial.failingTests, "case")): the pipeline will fail, too"
                )
            }
            return trial
        } catch let error as ConfigurationError {
            throw UsageError(error.message, help: error.help, isOfConfiguration: true)
        } catch {
            if let error = error as? InputError { session.error(error) }
            return PipelineTrial()
        }
    }

    private func write(_ setup: ProjectSetup, in session: inout Session) {
        var isWritten = false
        for file in setup.files {
            if file.isTaken(in: folder) {
                session.note("  kept     \(file.path) (it exists)")
            } else if dryRun {
                session.note("  would write \(file.path)")
            } else {
                do throws(OutputError) {
                    try file.write(in: folder)
                    session.note("  wrote    \(file.path)")
                    isWritten = true
                    if file.path == ProjectSetup.includedFile {
                        session.note("           add it to \(ProjectSetup.gitLabFile): include: {local: \(file.path)}")
                    }
                } catch {
                    session.error(error)
                }
            }
        }
        if isWritten { session.note("next: `tenet lint`, `tenet test`; `tenet new` writes further rules") }
    }
}
