import Foundation
import TestSupport
import Testing

/// A few damaged inputs for every parser, and all that once failed; `make fuzz` runs many.
@Suite struct FuzzTests {
    @Test(arguments: FuzzTarget.allCases)
    func damagedInputsBreakNothing(_ target: FuzzTarget) {
        let seeds = target.seeds()
        #expect(!seeds.isEmpty)
        let mutations = target.mutations(seeds: seeds, seed: 42)
        var checker = FuzzChecker(target)
        // The way through all checks is long.
        for index in 0..<(target.ruleSyntax == nil ? 250 : 60) {
            let fault = checker.fault(of: mutations.input(index))
            #expect(fault == nil, "input \(index) of \(target.rawValue): \(fault ?? "")")
        }
    }

    private static let programShards = 8
    private static let programCount = 100_000

    /// The hundredth part of what `make fuzz` does.
    @Test(arguments: 0..<programShards)
    func damagedProgramsNeverTrap(shard: Int) {
        let mutations = FuzzTarget.program.mutations(seed: 11)
        var checker = FuzzChecker(.program)
        let count = Self.programCount / Self.programShards
        for index in (shard * count)..<((shard + 1) * count) {
            let fault = checker.fault(of: mutations.input(index))
            #expect(fault == nil, "input \(index): \(fault ?? "")")
        }
        // Otherwise the test would not reach the machine.
        #expect(checker.runCount > count / 5, "\(checker.runCount) of \(count) run")
    }

    @Test func damagedEventsNeverTrap() {
        let mutations = FuzzTarget.event.mutations(seed: 11)
        var checker = FuzzChecker(.event)
        for index in 0..<10_000 {
            let fault = checker.fault(of: mutations.input(index))
            #expect(fault == nil, "input \(index): \(fault ?? "")")
        }
    }

    @Test func inputsThatOnceFailedAreFine() throws {
        let folder = Shared.repository.appending(path: "Fuzz/Regressions")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".bin") }
        for target in FuzzTarget.allCases {
            var checker = FuzzChecker(target)
            for file in files.sorted() where file.hasPrefix(target.rawValue + "-") {
                let input = Array(try Data(contentsOf: folder.appending(path: file)))
                let time = ContinuousClock().measure {
                    let fault = checker.fault(of: input)
                    #expect(fault == nil, "\(file): \(fault ?? "")")
                }
                #expect(time < .seconds(20), "\(file)")
            }
        }
    }
}
