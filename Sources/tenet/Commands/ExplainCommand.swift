import ArgumentParser
import Checks
import SourceText
import Workspace

/// `tenet explain`: the page of a check.
struct ExplainCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show what a check finds, and why.")

    @Argument(help: "The id of a check, such as unknown-field.")
    var id: String

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if let check = CheckSuggestions.check(id) {
            return session.output.write(CheckPage.text(check.info))
        }
        let near = NearestName.ranked(id, among: CheckRegistry.all.map { $0.info.id })
        let list = "`tenet checks` lists all \(CheckRegistry.all.count)"
        throw UsageError(
            "unknown check `\(id)`",
            help: near.isEmpty ? list : "did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))? \(list)")
    }
}
