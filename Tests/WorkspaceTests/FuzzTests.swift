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
