import ArgumentParser
import Checks
import Workspace

/// `tenet explain`: the page of a check, or of another ID that commands report.
struct ExplainCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show what a check finds, and why.",
        discussion: """
            Examples:
              tenet explain unknown-field
              tenet explain wildcard-in-quotes
            """)

    @Argument(help: "The ID of a finding, such as unknown-field.", completion: .findings)
    var id: String

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if let check = CheckSuggestions.check(id) {
            return session.output.write(CheckPage.text(check.info))
        }
        if let diagnostic = CommandDiagnostic.find(id) { return session.output.write(CheckPage.text(diagnostic)) }
        let others = CommandDiagnostic.all.map(\.id)
        throw UsageError("unknown check `\(id)`", help: CheckSuggestions.help(id, besides: others))
    }
}
