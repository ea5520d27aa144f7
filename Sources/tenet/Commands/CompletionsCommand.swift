import ArgumentParser
import Workspace

/// `tenet completions`: the script that completes tenet's commands and options in a shell.
struct CompletionsCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print the completion script of a shell.",
        discussion: """
            bash: tenet completions bash > ~/.local/share/bash-completion/completions/tenet
            zsh:  tenet completions zsh > a folder of $fpath, as _tenet
            fish: tenet completions fish > ~/.config/fish/completions/tenet.fish

            Examples:
              tenet completions bash > ~/.local/share/bash-completion/completions/tenet
              tenet completions fish > ~/.config/fish/completions/tenet.fish
            """)

    /// The shells that the parser writes scripts for.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        fileprivate var script: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "The shell.")
    var shell: Shell

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let commands = Tenet.configuration.subcommands.map { $0._commandName }
        session.output.write(CompletionScript.text(for: shell.script, commands: commands))
    }
}
