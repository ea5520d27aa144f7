import Foundation
import TestSupport
import Testing
import Workspace

/// `schemas/` is what the importers make of the published facts, byte for byte. Skipped without `../shared`.
@Suite(.enabled(if: Shared.file("data") != nil))
struct SchemaImportTests {
    private func compare(_ outputs: [SchemaImport.Output]) throws {
        for output in outputs {
            let committed = try Data(contentsOf: Shared.repository.appending(path: "schemas/\(output.file)"))
            #expect(committed == Data(output.bytes), "schemas/\(output.file): run `make schemas`")
        }
    }

    @Test func attackTablesAreUpToDate() throws {
        let data = try #require(Shared.file("data"))
        let outputs = try SchemaImport.attack([data.path])
        #expect(outputs.count == 7)
        try compare(outputs)
    }

    @Test func fieldTablesAreUpToDate() throws {
        let data = try #require(Shared.file("data"))
        let outputs = try SchemaImport.fields([data.path, Shared.repository.appending(path: "schemas/additions").path])
        try compare(outputs)
        let attack = try SchemaImport.attack([data.path])
        let made = Set((outputs + attack).map(\.file))
        let committed = try FileManager.default.contentsOfDirectory(
            atPath: Shared.repository.appending(path: "schemas").path
        ).filter { $0.hasSuffix(".txt") }
        // Counted from events, not imported from facts: `FieldFrequencyTests`.
        #expect(made.union(["frequencies.txt"]) == Set(committed))
    }
}
