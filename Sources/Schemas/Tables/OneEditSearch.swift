import SourceText
import Values

/// A search of a table for the names at most one edit from a wrong one: an insertion, a deletion, a replacement or a
/// transposition of neighbors; the case of letters does not count.
///
/// A walk down the sorted names as down a trie: it looks at a few hundred lines of the ten thousands that a table has.
struct OneEditSearch {
    private let table: SortedTable
    /// In lower case.
    private let wanted: [UInt8]
    private var found: [TableLine] = []

    /// The lines whose name is at most one edit from `wanted`, which is in lower case. A line may come twice. Names with
    /// a star represent others and are left out.
    static func lines(of table: SortedTable, near wanted: [UInt8]) -> [TableLine] {
        var search = OneEditSearch(table: table, wanted: wanted)
        search.visit(Block(lines: 0..<table.count, depth: 0), 0, mayEdit: true)
        return search.found
    }

    private init(table: SortedTable, wanted: [UInt8]) {
        self.table = table
        self.wanted = wanted
    }

    /// Lines, by the offsets of the first and of what follows the last, whose first `depth` bytes are equal.
    private struct Block {
        var lines: Range<Int>
        var depth: Int
    }

    /// Invariant: the names of the block up to its depth are `wanted` up to `place`, with an edit unless `mayEdit`.
    private mutating func visit(_ block: Block, _ place: Int, mayEdit: Bool) {
        if block.lines.isEmpty { return }
        if place == wanted.count { finish(block) }
        guard mayEdit else {
            if place < wanted.count { match(block, place) { $0.visit($1, place + 1, mayEdit: false) } }
            return
        }
        if place < wanted.count { visit(block, place + 1, mayEdit: false) }
        var rest = block.lines
        while let line = table.line(at: rest.lowerBound), rest.lowerBound < rest.upperBound {
            let byte = table[line.start + block.depth]
            let next = byte == .max ? rest.upperBound : table.lowerBound(byte + 1, at: block.depth, in: rest)
            let below = Block(lines: rest.lowerBound..<next, depth: block.depth + 1)
            rest = next..<rest.upperBound
            // The end of a name, and one that represents others.
            if byte < UInt8(ascii: " ") || byte == UInt8(ascii: "*") { continue }
            edit(below, CaseFolding.lowered(byte), place)
        }
    }

    /// `below` are the lines of a block that go on with `byte`.
    private mutating func edit(_ below: Block, _ byte: UInt8, _ place: Int) {
        visit(below, place, mayEdit: false)
        guard place < wanted.count else { return }
        let isMatch = byte == wanted[place]
        visit(below, place + 1, mayEdit: isMatch)
        if !isMatch, place + 1 < wanted.count, byte == wanted[place + 1] {
            match(below, place) { $0.visit($1, place + 2, mayEdit: false) }
        }
    }

    /// The lines of a block that go on with the wanted byte, in each case.
    private mutating func match(_ block: Block, _ place: Int, _ go: (inout OneEditSearch, Block) -> Void) {
        let byte = wanted[place]
        go(&self, narrowed(block, byte))
        if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) { go(&self, narrowed(block, byte & ~0x20)) }
    }

    private func narrowed(_ block: Block, _ byte: UInt8) -> Block {
        let start = table.lowerBound(byte, at: block.depth, in: block.lines)
        let end = table.lowerBound(byte &+ 1, at: block.depth, in: start..<block.lines.upperBound)
        return Block(lines: start..<end, depth: block.depth + 1)
    }

    private mutating func finish(_ block: Block) {
        // The shortest name of a block is its first.
        guard let line = table.line(at: block.lines.lowerBound),
            table.column(0, of: line).count == block.depth
        else { return }
        found.append(line)
    }
}
