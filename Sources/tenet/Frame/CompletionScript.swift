import ArgumentParser

/// The script that completes tenet's commands in a shell: the argument parser's, with what it omits.
enum CompletionScript {
    /// The script for a shell. `commands`: the names that `tenet help` takes, which the parser's own help command does
    /// not complete.
    static func text(for shell: CompletionShell, commands: [String]) -> String {
        let script = Tenet.completionScript(for: shell)
        let names = commands.joined(separator: " ")
        switch shell.rawValue {
        case "bash":
            return script + """

                _tenet_help() {
                    COMPREPLY+=($(compgen -W '\(names)' -- "${cur}"))
                }

                """
        case "zsh":
            // The script ends with a call of its main function, which has to know the commands by then.
            let function = """
                _tenet_help() {
                    _arguments -w -s -S : '*:command:(\(names))'
                }

                """
            guard let end = script.range(ofLast: "if [[ \"${funcstack[1]}\"") else { return script + "\n" }
            return script[..<end] + function + "\n" + script[end...] + "\n"
        default:
            return script + """

                complete -c tenet -n '__fish_seen_subcommand_from help' -fka '\(names)'

                """
        }
    }
}

extension String {
    /// Where the last occurrence of a text starts.
    fileprivate func range(ofLast text: String) -> Index? {
        var index = endIndex
        while index > startIndex {
            index = self.index(before: index)
            if self[index...].hasPrefix(text) { return index }
        }
        return nil
    }
}
