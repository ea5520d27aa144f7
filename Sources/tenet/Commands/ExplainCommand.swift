import ArgumentParser
import Checks
import Workspace

/// `tenet explain`: the page of a check.
struct ExplainCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show what a check finds, and why.",
        discussion: """
            Examples:
              tenet explain unknown-field
              tenet explain wildcard-in-quotes
            """)

    @Argument(help: "The id of a check, such as unknown-field.", completion: .checks)
    var id: String

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if let check = CheckSuggestions.check(id) {
            return session.output.write(CheckPage.text(check.info))
        }
        throw UsageError("unknown check `\(id)`", help: CheckSuggestions.help(id))
    }
}
