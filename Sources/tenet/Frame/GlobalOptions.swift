import ArgumentParser
import Workspace

extension ColorChoice: ExpressibleByArgument {}

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Color the output.", valueName: "when"))
    var color: ColorChoice = .auto

    @Flag(name: [.long, .short], help: "Only results: no summary, no progress.")
    var quiet = false

    @Flag(help: "Write every line of what is otherwise summed up.")
    var verbose = false

    @Option(name: [.long, .short], help: ArgumentHelp("Threads to use (default: all processors).", valueName: "n"))
    var jobs: Int?

    /// Threads to use; at least 1.
    var workers: Int { jobs ?? Terminal.processorCount }

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("'--jobs' must be at least 1, not \(jobs)") }
    }
}
