import Schemas
import Testing

@Suite struct SortedTableTests {
    @Test func everyNameOfEveryTableIsFoundAndItsNeighboursAreNot() {
        for (file, table) in SchemaTables.all {
            var names: Set<[UInt8]> = []
            var previous: [UInt8] = []
            for line in table.lines() {
                let name = table.bytes(table.column(0, of: line))
                #expect(!name.isEmpty, "\(file)")
                #expect(!name.lexicographicallyPrecedes(previous), "\(file): \(String(decoding: name, as: UTF8.self))")
                previous = name
                names.insert(name)
            }
            #expect(names.count > 5, "\(file)")
            for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }).enumerated()
                .filter({ $0.offset.isMultiple(of: 7) }).map(\.element)
            {
                let line = table.line(named: name)
                #expect(line.map { table.bytes(table.column(0, of: $0)) } == name, "\(file)")
                for neighbour in [name + [0x21], name + [0x7E], Array(name.dropLast()), [0x01] + name]
                where !names.contains(neighbour) {
                    #expect(table.line(named: neighbour) == nil, "\(file)")
                }
            }
        }
    }

    /// The slow sibling is a scan over all lines.
    @Test func searchAnswersAsAScanDoesOnRandomTables() {
        var random = SplitMix(seed: 7)
        for _ in 0..<400 {
            let names = (0..<Int(random.next() % 20)).map { _ in
                (0..<Int(random.next() % 4)).map { _ in UInt8(ascii: "a") + UInt8(random.next() % 3) }
            }
            let sorted = Set(names).filter { !$0.isEmpty }.sorted { $0.lexicographicallyPrecedes($1) }
            var text: [UInt8] = []
            for (index, name) in sorted.enumerated() {
                text += name
                if random.next().isMultiple(of: 2) { text += Array("\tx\tyy".utf8) }
                // The last line may lack its line feed.
                if index + 1 < sorted.count || random.next().isMultiple(of: 2) { text.append(UInt8(ascii: "\n")) }
            }
            let table = SortedTable(owning: text)
            #expect(table.lines().map { table.bytes(table.column(0, of: $0)) } == sorted)
            for _ in 0..<20 {
                let wanted = (0..<Int(random.next() % 4)).map { _ in UInt8(ascii: "a") + UInt8(random.next() % 4) }
                let isThere = sorted.contains(wanted)
                #expect((table.line(named: wanted) != nil) == isThere)
                let first = sorted.first { !$0.lexicographicallyPrecedes(wanted) }
                let line = table.line(at: table.lowerBound(wanted))
                #expect(line.map { table.bytes(table.column(0, of: $0)) } == first)
                let prefixed = sorted.filter { $0.starts(with: wanted) }
                #expect(table.lines(withPrefix: wanted).map { table.bytes(table.column(0, of: $0)) } == prefixed)
            }
        }
    }

    @Test func columnsThatALineLacksAreEmptyAndNoOffsetTraps() throws {
        let table = SortedTable(owning: Array("a\tb c\t\td\nb\n".utf8))
        let line = try #require(table.line(named: Array("a".utf8)))
        #expect(table.pieces(table.column(1, of: line)) == ["b", "c"])
        #expect(table.text(table.column(2, of: line)) == "")
        #expect(table.text(table.column(3, of: line)) == "d")
        #expect(table.text(table.column(4, of: line)) == "")
        #expect(table.text(table.column(99, of: line)) == "")
        for offset in [Int.min, -1, 11, 12, 13, .max] {
            #expect(table.line(at: offset) == nil || offset == 11)
            #expect(table[offset] == 0 || offset == 11)
        }
        #expect(table.text(5..<5) == "")
        #expect(table.text(100..<200) == "")
        let empty = SortedTable(owning: [])
        #expect(empty.line(named: []) == nil)
        #expect(empty.lowerBound(Array("x".utf8)) == 0)
    }
}

/// A small seeded generator, so that a failing run can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
