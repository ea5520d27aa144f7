import SourceText
import Testing
import Values

@testable import Schemas

@Suite struct OneEditSearchTests {
    /// Letters of names, with some of each kind that a name of a table can have.
    private static let letters = Array("aAbc_.1*".utf8)

    /// The names of a table within one edit, each compared by itself.
    private func compared(_ table: SortedTable, _ wanted: [UInt8]) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for line in table.lines() {
            let name = table.bytes(table.column(0, of: line))
            if name.contains(UInt8(ascii: "*")) { continue }
            if NearestName.distance(CaseFolding.lowered(name), wanted, bound: 1) <= 1 { names.insert(name) }
        }
        return names
    }

    private func searched(_ table: SortedTable, _ wanted: [UInt8]) -> Set<[UInt8]> {
        Set(OneEditSearch.lines(of: table, near: wanted).map { table.bytes(table.column(0, of: $0)) })
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func findsWhatComparingEachNameFinds(seed: UInt64) {
        var random = SplitMix(seed: seed)
        func name(_ most: Int, _ letters: [UInt8]) -> [UInt8] {
            (0..<Int.random(in: 1...most, using: &random)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &random)]
            }
        }
        var names: Set<[UInt8]> = []
        for _ in 0..<400 { names.insert(name(6, Self.letters)) }
        let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
        let table = SortedTable(owning: sorted.flatMap { $0 + Array("\tkeyword\tx y\n".utf8) })
        var found = 0
        for _ in 0..<500 {
            let wanted = CaseFolding.lowered(name(6, Array(Self.letters.dropLast())))
            let names = searched(table, wanted)
            #expect(names == compared(table, wanted), "\(String(decoding: wanted, as: UTF8.self))")
            found += names.count
        }
        #expect(found > 500)
    }

    @Test(arguments: [
        "process.comand_line", "winlog.event_data.targetusername", "porcess.name", "x", "",
    ])
    func findsTheSameInTheBuiltInTables(wanted: String) {
        for table in [SchemaTables.ecs, SchemaTables.beats, SchemaTables.packages, SchemaTables.nonECS] {
            let name = Array(wanted.utf8)
            #expect(searched(table, name) == compared(table, name))
        }
    }
}
