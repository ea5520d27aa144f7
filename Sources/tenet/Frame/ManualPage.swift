import Documents

/// The manual page of the tool in man(7) macros, made from the argument parser's description of the commands.
enum ManualPage {
    /// Options that every command has; reported once.
    private static let common: Set<String> = ["color", "quiet", "jobs", "version", "help"]

    /// `command`: the root command, as `_dumpHelp` describes it.
    static func text(_ command: Node) -> String {
        var page = ".TH TENET 1\n.SH NAME\ntenet \\- \(escaped(words(command["abstract"])))\n"
        page += ".SH SYNOPSIS\n.B tenet\n.I command\n.RI [ paths ]\n.RI [ options ]\n"
        page += ".SH COMMANDS\n"
        let commands = shown(command)
        for item in commands {
            page += ".TP\n.B \(escaped(name(item)))\n\(line(item["abstract"]))\n"
        }
        for item in commands { add(item, above: [], to: &page) }
        page += ".SH COMMON OPTIONS\n"
        for argument in commands.first.map(arguments) ?? [] where isCommon(argument) { add(argument, to: &page) }
        page += exitStatus
        page += ".SH FILES\n.TP\n.B tenet.toml\nSettings of its folder and of those below; "
        page += "the nearest one upward counts.\n"
        return page
    }

    private static let exitStatus = """
        .SH EXIT STATUS
        .TP
        .B 0
        Success. Alerts and hits do not change it.
        .TP
        .B 1
        Findings at the fail level, a failing test, a difference found.
        .TP
        .B 2
        Some input could not be used, or output could not be written.
        .TP
        .B 3
        Wrong usage or configuration.
        .TP
        .B 70
        Internal error (please report it).
        .TP
        .B 130
        Interrupted.

        """

    // MARK: - Commands

    private static func shown(_ command: Node) -> [Node] {
        (command["subcommands"]?.array ?? []).filter { $0["shouldDisplay"]?.boolean != false && name($0) != "help" }
    }

    private static func add(_ command: Node, above: [String], to page: inout String) {
        let path = above + [name(command)]
        page += ".SH TENET \(escaped(path.joined(separator: " ").uppercased()))\n"
        page += line(command["abstract"]) + "\n"
        let discussion = words(command["discussion"])
        if !discussion.isEmpty {
            page += ".PP\n"
            page += discussion.split(separator: "\n").map { protected(escaped(String($0))) }.joined(
                separator: "\n.br\n")
            page += "\n"
        }
        for argument in arguments(command) where !isCommon(argument) { add(argument, to: &page) }
        for item in shown(command) { add(item, above: path, to: &page) }
    }

    // MARK: - Arguments

    private static func arguments(_ command: Node) -> [Node] {
        (command["arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.boolean != false }
    }

    private static func isCommon(_ argument: Node) -> Bool {
        argument["kind"]?.string != "positional" && common.contains(words(argument["preferredName"]?["name"]))
    }

    private static func add(_ argument: Node, to page: inout String) {
        page += ".TP\n\(head(argument))\n\(line(argument["abstract"]))\n"
        let values = (argument["allValues"]?.array ?? []).compactMap(\.string)
        if !values.isEmpty { page += "One of \(escaped(values.joined(separator: ", "))).\n" }
        if let value = argument["defaultValue"]?.string { page += "Default: \(escaped(value)).\n" }
    }

    /// `.BR \-o ", " \-\-output " " \fIfile\fR`.
    private static func head(_ argument: Node) -> String {
        let value = "\\fI\(escaped(words(argument["valueName"])))\\fR"
        guard let names = argument["names"]?.array else {
            return argument["isRepeating"]?.boolean == true ? value + "..." : value
        }
        let forms = names.map { name in
            let dashes = name["kind"]?.string == "short" ? "\\-" : "\\-\\-"
            return "\\fB\(dashes)\(escaped(words(name["name"])))\\fR"
        }
        let head = forms.joined(separator: ", ")
        return argument["kind"]?.string == "option" ? head + " " + value : head
    }

    // MARK: - Text

    private static func name(_ command: Node) -> String { words(command["commandName"]) }

    private static func words(_ node: Node?) -> String { node?.string ?? "" }

    private static func line(_ node: Node?) -> String {
        protected(escaped(words(node).split(separator: "\n").joined(separator: " ")))
    }

    /// Backslashes and dashes have meanings of their own in man pages.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            default: result.append(character)
            }
        }
        return result
    }

    /// A line that starts with a dot or a quote would be taken for a macro.
    private static func protected(_ line: String) -> String {
        line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }
}
