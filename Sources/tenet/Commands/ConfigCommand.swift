import ArgumentParser
import Workspace

/// `tenet config`: the settings that a run would have, and where each comes from.
struct ConfigCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the settings and where each comes from.",
        discussion: """
            A setting comes from a flag, the environment (TENET_*), the nearest tenet.toml, or is the default. Of a file it \
            shows what holds for it, with what `per-file` says; of a folder, all that `per-file` says.

            Examples:
              tenet config
              tenet config rules/a.toml --output-format json
            """)

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Argument(help: "The path whose settings are shown (default: the working directory).", completion: .file())
    var path: String?

    @Option(help: ArgumentHelp("How the settings are written.", valueName: "format"))
    var outputFormat: OutputFormat = .text

    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if let path, let error = InputFile.missing(path) { return session.error(error) }
        let settings = try session.settings(for: path.map { [$0] } ?? [], scope)
        let file = path.flatMap { FolderListing.isFolder($0) ? nil : $0 }
        switch outputFormat {
        case .text: session.output.write(SettingLines.text(settings, for: file))
        case .json: session.output.write(SettingLines.json(settings, for: file))
        }
    }
}
