import ArgumentParser

/// A subcommand: its options and one function.
///
/// Everything that a run tells goes through the session: results, messages and the exit status.
protocol Command: ParsableCommand {
    var global: GlobalOptions { get }

    /// Does the work. Thrown is only wrong usage that the parser could not see.
    func run(in session: inout Session) throws(UsageError)
}

extension Command {
    mutating func run() throws {
        var session = Session(global)
        try run(in: &session)
        throw ExitCode(session.finish().rawValue)
    }
}

/// Wrong usage: exit status 3, with the usage line of the command.
struct UsageError: Error {
    /// States the fact, as a finding's message does.
    var message: String
    /// What to do.
    var help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }
}
