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

                \(bashEqualsSign)
                complete -o filenames -F _tenet_joined tenet

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

extension CompletionScript {
    /// The parser's script completes `--option VALUE` only. What follows `=` is a word of its own where bash breaks words
    /// at it, as it does by default, and else a part of the option.
    fileprivate static let bashEqualsSign = """
        _tenet_joined() {
            local -a words=()
            local -i index place=0
            local word cur="${2}" prefix=''
            for ((index = 0; index < ${#COMP_WORDS[@]}; index++)); do
                word="${COMP_WORDS[index]}"
                if [[ "${word}" = '=' && ${#words[@]} -gt 0 && "${words[${#words[@]} - 1]}" = --?* ]]; then
                    [[ "${index}" -eq "${COMP_CWORD}" ]] || continue
                    word=''
                    cur=''
                elif [[ "${word}" = --?*=* ]]; then
                    words+=("${word%%=*}")
                    if [[ "${index}" -eq "${COMP_CWORD}" ]]; then
                        prefix="${word%%=*}="
                        cur="${cur#"${prefix}"}"
                    fi
                    word="${word#*=}"
                fi
                words+=("${word}")
                [[ "${index}" -eq "${COMP_CWORD}" ]] && place=$((${#words[@]} - 1))
            done
            local -a COMP_WORDS=("${words[@]}")
            local -i COMP_CWORD="${place}"
            _tenet "${1}" "${cur}" "${COMP_WORDS[COMP_CWORD - 1]}"
            for index in "${!COMPREPLY[@]}"; do COMPREPLY[index]="${prefix}${COMPREPLY[index]}"; done
        }
        """
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
