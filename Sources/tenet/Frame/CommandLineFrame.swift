import ArgumentParser
import Diagnostics
import SourceText
import Workspace

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// From arguments to the exit of the process: parsing, running, and wrong usage in our words.
enum CommandLineFrame {
    static func run(_ arguments: [String]) -> Never {
        if let unknown = unknownCommand(arguments) { leave(unknown, usageOf: "") }
        do {
            var command = try parsed(arguments)
            try command.run()
            exit(ExitStatus.success.rawValue)
        } catch let error as UsageError {
            leave(error, usageOf: commandName(arguments) ?? "")
        } catch {
            leave(error, arguments)
        }
    }

    private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        let split = SplitArguments(arguments)
        let command = try Tenet.parseAsRoot(split.parsed)
        if split.rest.isEmpty { return command }
        guard var taking = command as? any PathsCommand else { return try Tenet.parseAsRoot(arguments) }
        taking.paths += split.rest
        return taking
    }

    /// Ends the process as the parser's error asks: help and version on standard output, wrong usage on standard error.
    private static func leave(_ error: any Error, _ arguments: [String]) -> Never {
        let code = Tenet.exitCode(for: error)
        if let ended = error as? ExitCode { exit(ended.rawValue) }
        var message = Tenet.message(for: error)
        if code == .success {
            if message == Tenet.configuration.version, arguments.contains("--verbose") { message = Tenet.longVersion }
            var output = OutputStream.standardOutput()
            output.line(message)
            output.flush()
            if let failure = output.failure {
                var errors = OutputStream.standardError()
                errors.line("error: cannot write to standard output: \(failure.text)")
                exit(ExitStatus.unusable.rawValue)
            }
            exit(ExitStatus.success.rawValue)
        }
        if code == .validationFailure { leave(usageError(message), usageOf: commandName(arguments) ?? "") }
        var errors = OutputStream.standardError()
        errors.line("error: internal error (please report it): \(Printable.text(message))")
        exit(ExitStatus.fault.rawValue)
    }

    /// Wrong usage: the fact, what may have been meant, the usage line.
    private static func leave(_ error: UsageError, usageOf command: String) -> Never {
        var errors = OutputStream.standardError()
        errors.line("error: \(Printable.text(error.message))")
        if let help = error.help { errors.line("  = help: \(Printable.text(help))") }
        if error.isOfConfiguration { exit(ExitStatus.usage.rawValue) }
        let name = command.isEmpty ? "tenet" : "tenet \(command)"
        let usage = command.isEmpty ? "tenet <command> [<paths>] [<options>]" : usageLine(of: command)
        errors.line("usage: \(usage) (see `\(name) --help`)")
        exit(ExitStatus.usage.rawValue)
    }

    private static func usageLine(of command: String) -> String {
        guard let type = Tenet.configuration.subcommands.first(where: { $0._commandName == command }) else {
            return "tenet \(command)"
        }
        let text = Tenet.usageString(for: type, includeHidden: false)
        return text.hasPrefix("Usage: ") ? String(text.dropFirst(7)) : text
    }

    private static var commandNames: [String] {
        Tenet.configuration.subcommands.map { $0._commandName } + ["help"]
    }

    /// The subcommand that the arguments name.
    private static func commandName(_ arguments: [String]) -> String? {
        guard let first = arguments.first, commandNames.contains(first) else { return nil }
        return first
    }

    private static func unknownCommand(_ arguments: [String]) -> UsageError? {
        guard let first = arguments.first, !first.hasPrefix("-"), !commandNames.contains(first) else { return nil }
        let near = NearestName.ranked(first, among: commandNames, limit: 2).map { "`\($0)`" }
        return UsageError(
            "unknown command `\(first)`",
            help: near.isEmpty
                ? "the commands are \(commandNames.joined(separator: ", "))"
                : "did you mean \(near.joined(separator: " or "))?")
    }

    /// The parser's words in our form: what follows its first sentence is what to do.
    private static func usageError(_ message: String) -> UsageError {
        let words = String(message.map { $0 == "'" ? "`" : $0 })
        let lines = words.split(separator: "\n")
        var fact = lines.first ?? "wrong usage"
        var help: String?
        for mark in [". ", "? "] {
            guard let end = fact.utf8.firstRange(of: mark) else { continue }
            help = String(fact[end.upperBound...])
            fact = fact[..<end.lowerBound]
            break
        }
        // A long list of choices is below, one a line.
        if let opening = help, opening.hasSuffix(":") {
            let choices = lines.dropFirst().map { line in "`\(line.drop { $0 == " " || $0 == "-" })`" }
            help = opening + " " + choices.joined(separator: ", ")
        }
        if fact.hasSuffix(".") { fact = fact.dropLast() }
        let text = help.map { $0.hasPrefix("Please provide ") ? "it needs " + $0.dropFirst(15) : lowered($0[...]) }
        return UsageError(lowered(fact), help: text)
    }

    private static func lowered(_ text: Substring) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}

extension Substring.UTF8View {
    /// Where `text` first is.
    fileprivate func firstRange(of text: String) -> Range<Index>? {
        let wanted = Array(text.utf8)
        var start = startIndex
        while start != endIndex {
            if self[start...].starts(with: wanted) { return start..<index(start, offsetBy: wanted.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
