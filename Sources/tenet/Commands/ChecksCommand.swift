import ArgumentParser
import Checks
import Workspace

/// `tenet checks`: the list of all checks.
struct ChecksCommand: Command {
    static let configuration = CommandConfiguration(commandName: "checks", abstract: "List all checks.")

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) { session.output.write(CheckPage.table()) }
}
