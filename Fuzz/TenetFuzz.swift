import Foundation
import TestSupport

/// `tenet-fuzz`: many damaged inputs for each parser and decoder.
///
/// A trap ends the process that it happens in, so a worker runs the inputs and writes down which one it is at; the
/// command starts it, watches it, keeps the input that ended it and goes on after that one.
@main
enum TenetFuzz {
    static func main() {
        guard let arguments = Arguments(Array(CommandLine.arguments.dropFirst())) else {
            FileHandle.standardError.write(Data((Arguments.usage + "\n").utf8))
            exit(3)
        }
        if let progress = arguments.progress, let target = arguments.targets.first {
            exit(Worker(target, arguments, progress: progress).run() ? 0 : 1)
        }
        var isClean = true
        for target in arguments.targets { isClean = Campaign(target, arguments).run() && isClean }
        exit(isClean ? 0 : 1)
    }

    /// The inputs of a target.
    static func mutations(_ target: FuzzTarget, _ arguments: Arguments) -> Mutations {
        let seeds = arguments.seeds.map { FuzzSeeds.files(in: URL(filePath: $0)) }
        return target.mutations(seeds: seeds, seed: arguments.seed)
    }
}
