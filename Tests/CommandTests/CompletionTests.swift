import Foundation
import TestSupport
import Testing

/// Tab in real shells: what a command line becomes, or which words are offered.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct CompletionTests {
    /// What is typed, and a word that completes it.
    private static let cases: [(typed: String, word: String)] = [
        ("tenet lin", "lint"), ("tenet lint ru", "rules/"), ("tenet lint rules/one", "rules/one.toml"),
        ("tenet lint --unsafe", "--unsafe-fixes"), ("tenet lint --profile st", "strict"),
        ("tenet lint --output-format sar", "sarif"), ("tenet lint --select unknown-fie", "unknown-field"),
        ("tenet lint --ignore duplicate-rule-n", "duplicate-rule-name"),
        ("tenet format ru", "rules/"), ("tenet explain wildcard-in-quo", "wildcard-in-quotes"),
        ("tenet search --language luc", "lucene"), ("tenet query --language kq", "kql"),
        ("tenet query --language kql --to ku", "kuery"), ("tenet convert --to nd", "ndjson"),
        ("tenet convert --to toml ru", "rules/"), ("tenet match --rules ru", "rules/"),
        ("tenet match ev", "events.ndjson"), ("tenet docs --format pre", "prebuilt"),
        ("tenet fields imp", "import"), ("tenet attack mig", "migrate"), ("tenet help conv", "convert"),
        ("tenet new --integration clou", "cloud_defend"), ("tenet completions fi", "fish"),
        ("tenet checks --category sup", "suppression"), ("tenet init --ci gitl", "gitlab"),
    ]

    private static func folder() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try folder.write("rules/one.toml", "")
        try folder.write("events.ndjson", "")
        return folder
    }

    private static func script(_ shell: Shell) throws -> String {
        let outcome = try TenetBinary.run(["completions", shell.rawValue])
        #expect(outcome.status == 0)
        return outcome.output
    }

    /// The same with values after `=`: as one word, and as bash breaks it.
    private static let joinedCases: [(typed: String, word: String)] = [
        ("tenet lint --profile=st", "--profile=strict"), ("tenet lint --profile = st", "strict"),
        ("tenet lint --profile =", "strict"),
        ("tenet lint --output-format=json --select=unknown-fie", "--select=unknown-field"),
        ("tenet lint --profile = strict --output-format = sar", "sarif"),
    ]

    private static func quoted(_ text: String) -> String { "'\(text)'" }

    /// Calls the completion function as bash does.
    private static let bashHelper = """
        offer() {
            COMP_LINE="$1"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMPREPLY=()
            _tenet_joined tenet "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s|' "$1" "${COMPREPLY[@]}"; echo
        }

        """

    @Test(.enabled(if: Shell.bash.url != nil, "bash is not installed"), arguments: [false, true])
    func bashOffersFilesAndWords(_ withPackage: Bool) throws {
        let folder = try Self.folder()
        let package = "/usr/share/bash-completion/bash_completion"
        // Debian's package of completions changes how words are split.
        if withPackage, !FileManager.default.fileExists(atPath: package) {
            print("bash-completion is not installed: bash is tested without it")
        }
        try folder.write("tenet.bash", try Self.script(.bash))
        var script = withPackage ? "[ -r \(package) ] && source \(package)\n" : ""
        script += "source ./tenet.bash\ncomplete -p tenet\n" + Self.bashHelper
        let cases = Self.cases + Self.joinedCases
        for item in cases { script += "offer \(Self.quoted(item.typed))\n" }
        let output = try Shell.bash.run(script, in: folder.url, binary: try #require(TenetBinary.url))
        #expect(output.contains("complete -o filenames -F _tenet_joined tenet"), "\(output)")
        for (typed, word) in cases {
            let line = output.split(separator: "\n").first { $0.hasPrefix(typed + "|") }
            // A folder's slash is added by readline.
            let words = line?.split(separator: "|").map(String.init) ?? []
            #expect(words.contains(word) || words.contains(String(word.dropLast())), "\(typed): \(words)")
        }
    }

    @Test(.enabled(if: Shell.fish.url != nil, "fish is not installed"))
    func fishOffersFilesAndWords() throws {
        let folder = try Self.folder()
        try folder.write("tenet.fish", try Self.script(.fish))
        var script = "source ./tenet.fish\n"
        for item in Self.cases {
            script += "echo '> \(item.typed)'\ncomplete -C \(Self.quoted(item.typed)) | string split -f1 \\t\n"
        }
        let output = try Shell.fish.run(script, in: folder.url, binary: try #require(TenetBinary.url))
        for (typed, word) in Self.cases {
            let lines = output.split(separator: "\n").drop { $0 != "> \(typed)" }.dropFirst()
            let words = lines.prefix { !$0.hasPrefix("> ") }
            #expect(words.contains { $0 == word }, "\(typed): \(words)")
        }
    }

    /// Types into an interactive zsh of its own and asks it for its line afterwards.
    @Test(.enabled(if: Shell.zsh.url != nil, "zsh is not installed"))
    func zshOffersFilesAndWords() throws {
        let folder = try Self.folder()
        try folder.write("functions/_tenet", try Self.script(.zsh))
        var script = """
            zmodload zsh/zpty
            zpty -b z zsh -f -i
            send() { zpty -w -n z "$1" }
            await() {
              local seen rest
              line=
              while :; do
                zpty -r -m z seen "$1"; rest=$?; line+=$seen
                [[ $line = ${~1} ]] && return
                # 2: the shell has ended. Else the read was interrupted.
                (( rest == 2 )) && return 1
              done
            }
            send "PS1='' PS2='' RPS1=''; fpath=($PWD/functions \\$fpath); autoload -U compinit; compinit -u; setopt nobeep
            "
            send 'show() { print -r -- "<$n:${BUFFER% }>"; n=$((n + 1)); BUFFER="" }; zle -N show; bindkey "^X" show
            '
            send 'n=0; LISTMAX=10000
            '
            send "print rea''dy
            "
            await '*ready*'

            """
        for (index, item) in Self.cases.enumerated() {
            // The number in the answer says which one it is: what the terminal echoes is none.
            script += """
                send $'\(item.typed)\\t\\x18'
                await '*<\(index):*>*'
                line=${line##*<}; print -r -- "${line%%>*}"

                """
        }
        script += "zpty -d z\n"
        let output = try Shell.zsh.run(script, in: folder.url, binary: try #require(TenetBinary.url))
        let lines = output.split(whereSeparator: \.isNewline)
        for (index, (typed, word)) in Self.cases.enumerated() {
            let expected = typed.split(separator: " ").dropLast().joined(separator: " ") + " " + word
            // Where a word begins others, zsh completes no further than the word.
            #expect(
                lines.contains("\(index):\(expected)"), "\(typed): \(lines.first { $0.hasPrefix("\(index):") } ?? "")")
        }
    }
}
