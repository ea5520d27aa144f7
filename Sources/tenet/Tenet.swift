import ArgumentParser

/// The command line.
@main
struct Tenet: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tenet", version: "0.1.0")
}
