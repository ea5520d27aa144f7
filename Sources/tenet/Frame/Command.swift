import ArgumentParser
import SourceText
import Workspace

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

/// Wrong usage or configuration: exit status 3, the former with the usage line of the command.
struct UsageError: Error {
    /// States the fact, as a finding's message does.
    var message: String
    /// What to do.
    var help: String?
    /// Whether a setting is wrong, wherever it was given: the usage line would not help.
    var isOfConfiguration: Bool

    init(_ message: String, help: String? = nil, isOfConfiguration: Bool = false) {
        self.message = message
        self.help = help
        self.isOfConfiguration = isOfConfiguration
    }

    /// Refuses two options that name one file: what one writes would be lost.
    static func checkOutputs(
        _ one: (option: String, path: String), _ other: (option: String, path: String)
    ) throws(UsageError) {
        guard one.path != InputFile.standardInput, FilePath.isSame(one.path, other.path) else { return }
        throw UsageError("`\(one.option)` and `\(other.option)` name the same file, \(other.path)")
    }

    /// A value that is none of the known names, with the name that it is most likely a typo of.
    init(unknown fact: String, _ name: String, among known: [String]) {
        let nearest = NearestName.clear(name, among: known).map { "did you mean `\($0)`? " } ?? ""
        self.init(fact, help: "\(nearest)supported: \(known.joined(separator: ", "))")
    }
}
