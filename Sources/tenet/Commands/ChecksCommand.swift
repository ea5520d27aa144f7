import ArgumentParser
import Checks
import Workspace

/// `tenet checks`: the list of all checks.
struct ChecksCommand: Command {
    static let configuration = CommandConfiguration(commandName: "checks", abstract: "List all checks.")

    @Option(help: ArgumentHelp("Write a Markdown page for each check, and an index, instead.", valueName: "folder"))
    var pages: String?

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        guard let pages else { return session.output.write(CheckPage.table()) }
        let files = CheckPage.reference()
        do throws(OutputError) {
            try FolderListing.make(pages)
            for file in files { try AtomicFile.write(Array(file.text.utf8), to: "\(pages)/\(file.name)") }
        } catch {
            return session.error(error)
        }
        session.note("wrote \(files.count) files to \(pages)")
    }
}
