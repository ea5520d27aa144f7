import ArgumentParser
import Rules
import SourceText
import Workspace

extension ProjectSetup.Pipeline: ExpressibleByArgument {}

/// `tenet init`: the files of a new rule repository.
struct InitCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Set a folder up: configuration, a first rule with its test, CI, hooks.",
        discussion: """
            What is there already is never overwritten.

            Examples:
              tenet init
              tenet init --ci gitlab --dry-run detections
            """)

    @Argument(help: "The folder to set up.", completion: .directory)
    var folder = "."

    @Option(help: ArgumentHelp("For which CI system a pipeline is written.", valueName: "system"))
    var ci: ProjectSetup.Pipeline = .github

    @Flag(help: "Say what would be written, and write nothing.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let rules = folder == "." ? RuleFiles.defaultFolder : "\(folder)/\(RuleFiles.defaultFolder)"
        let found = FolderListing.isFolder(rules) ? RuleFiles.find([rules]).paths.count : 0
        let setup = ProjectSetup(
            pipeline: ci, day: WallClock.today, ruleID: RandomID.uuid(), ruleCount: found)
        if found > 0 { session.note("found \(found.grouped) rule file\(found == 1 ? "" : "s") under \(rules)/") }
        var isWritten = false
        for file in setup.files {
            if file.isTaken(in: folder) {
                session.note("  kept     \(file.path) (it is there already)")
            } else if dryRun {
                session.note("  would write \(file.path)")
            } else {
                do throws(OutputError) {
                    try file.write(in: folder)
                    session.note("  wrote    \(file.path)")
                    isWritten = true
                } catch {
                    session.error(error)
                }
            }
        }
        if isWritten { session.note("next: tenet lint, tenet test; tenet new writes further rules") }
    }
}
