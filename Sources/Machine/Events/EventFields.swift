import CSimdJSON
import Values

/// The values that a program's slots hold in the event at hand: filled in one walk over the event's tape.
///
/// Scratch for one thread. Nothing is allocated for an event once the buffers have grown: a slot is empty unless its
/// stamp is the event's, and the cells of the lists are handed out anew from the first one.
struct EventFields: ~Copyable {
    /// A slot's list of values.
    private struct SlotState {
        var stamp: UInt64 = 0
        var head: UInt32 = 0
        var tail: UInt32 = 0
    }

    /// A value: its place on the tape, and the next cell of its list (`noCell`: the last).
    private struct Cell {
        var tape: UInt32
        var next: UInt32
        /// Where its text in lower case is among `foldedTexts`, once a test has asked for it: from `folded` - 1 on.
        var folded: UInt32 = 0
        var foldedCount: UInt32 = 0
    }

    private struct Frame {
        var end: Int = 0
        var node: Int = 0
        var isObject = false
        /// Length of the path's text up to here; only for paths that are spelled out.
        var pathCount = 0
    }

    static let noCell = UInt32.max
    /// Folded texts of one event that are kept: many slots may hold one long value.
    private static let mostFoldedBytes = 32 << 20
    /// simdjson refuses deeper documents (its limit is 1024).
    private static let maximumDepth = 1100

    private let trie: FieldTable
    private let slotEntries: [SlotEntry]
    private let patterns: WordRows
    private let strings: StringPool
    private let slotsOfScope: [[Int]]

    private let slots: UnsafeMutablePointer<SlotState>
    private let slotCount: Int
    private var cells: UnsafeMutablePointer<Cell>
    private var cellCapacity = 256
    /// Cells in use; a loop gives back what its last object took.
    private(set) var cellCount = 0
    private let frames: UnsafeMutablePointer<Frame>
    /// Text of a number while it is looked at.
    let numberText: UnsafeMutablePointer<UInt8>
    /// What the tape points to before the first event.
    private let noWords: UnsafeMutablePointer<UInt64>
    private var stamp: UInt64 = 0
    /// Where the current object of each scope is on the tape; 0: none.
    private var objects: [Int]
    private var path: [UInt8] = []
    /// A byte for each slot: whether keys look at it.
    private let isKeySlot: UnsafeMutablePointer<UInt8>
    /// Slots with keys that have a value in the event at hand.
    private let filled: UnsafeMutablePointer<UInt32>
    private(set) var filledCount = 0
    /// Words of texts while they are looked at.
    var words = WordReader()
    /// Those that tests look for.
    var wordTable: WordTable
    /// Texts of values in lower case, each made once an event.
    private var foldedTexts: [UInt8] = []
    /// Where among them those of a loop's objects begin.
    private var loopTexts = 0
    /// Scratch of sloppy phrases.
    var nearHits: [NearHit] = []
    var nearCounts: [Int] = []
    var nearPlaces: [Int] = []
    private(set) var tape: JSONTape

    /// `keySlots`: for each slot of the program whether keys look at it.
    init(_ program: Program, keySlots: [Bool]) {
        trie = FieldTable(program.trie)
        wordTable = WordTable(program)
        slotEntries = program.slots
        patterns = program.patterns
        strings = program.strings
        var slotsOfScope = [[Int]](repeating: [], count: program.scopes.count)
        for (index, slot) in program.slots.enumerated() { slotsOfScope[Int(slot.scope)].append(index) }
        self.slotsOfScope = slotsOfScope
        slotCount = program.slots.count
        slots = .allocate(capacity: max(1, slotCount))
        slots.initialize(repeating: SlotState(), count: max(1, slotCount))
        cells = .allocate(capacity: cellCapacity)
        cells.initialize(repeating: Cell(tape: 0, next: 0), count: cellCapacity)
        frames = .allocate(capacity: 2 * Self.maximumDepth)
        frames.initialize(repeating: Frame(), count: 2 * Self.maximumDepth)
        numberText = .allocate(capacity: 64)
        numberText.initialize(repeating: 0, count: 64)
        objects = [Int](repeating: 0, count: program.scopes.count)
        isKeySlot = .allocate(capacity: max(1, slotCount))
        isKeySlot.initialize(repeating: 0, count: max(1, slotCount))
        for (slot, isKey) in keySlots.enumerated() where isKey { isKeySlot[slot] = 1 }
        filled = .allocate(capacity: max(1, slotCount))
        filled.initialize(repeating: 0, count: max(1, slotCount))
        noWords = .allocate(capacity: 1)
        noWords.initialize(to: 0)
        tape = JSONTape(words: UnsafePointer(noWords), strings: UnsafePointer(numberText))
    }

    deinit {
        slots.deallocate()
        cells.deallocate()
        frames.deallocate()
        numberText.deallocate()
        isKeySlot.deallocate()
        filled.deallocate()
        noWords.deallocate()
    }

    // MARK: - Filling

    /// Takes up an event: the tape's root is an object.
    mutating func load(_ tape: JSONTape) {
        self.tape = tape
        stamp += 1
        cellCount = 0
        filledCount = 0
        wordTable.restart()
        foldedTexts.removeAll(keepingCapacity: true)
        loopTexts = 0
        let source = Self.source(of: tape)
        objects[0] = source ?? JSONTape.root
        if source != nil { gatherMetadata() }
        gather(objects[0], scope: 0)
    }

    /// The document of a hit of Elasticsearch: the object `_source` beside `_id` or `_index`. nil: the event itself is it.
    private static func source(of tape: JSONTape) -> Int? {
        var source: Int?
        var isHit = false
        var index = JSONTape.root + 1
        let end = tape.after(JSONTape.root) - 1
        while index < end {
            let key = tape.string(index)
            if key.first == UInt8(ascii: "_") {
                if Self.isNamed(key, "_source"), tape.tag(index + 1) == JSONTape.Tag.object { source = index + 1 }
                isHit = isHit || Self.isNamed(key, "_id") || Self.isNamed(key, "_index")
            }
            index = tape.after(index + 1)
        }
        return isHit ? source : nil
    }

    /// Takes what a hit says of its document: `_id`, `_index` and the like.
    private mutating func gatherMetadata() {
        var index = JSONTape.root + 1
        let end = tape.after(JSONTape.root) - 1
        while index < end {
            let value = index + 1
            let tag = tape.tag(value)
            if tag != JSONTape.Tag.object, tag != JSONTape.Tag.array, tag != JSONTape.Tag.null,
                Self.isMetadata(tape.string(index))
            {
                let node = child(of: 0, keyAt: index)
                if node >= 0, trie.nodes[node].values >= 0 { add(value, to: Int(trie.nodes[node].values)) }
            }
            index = tape.after(value)
        }
    }

    /// Takes up an object of a nested loop.
    mutating func enter(_ scope: Int, object: Int) {
        for slot in slotsOfScope[scope] { slots[slot].stamp = 0 }
        objects[scope] = object
        gather(object, scope: scope)
    }

    /// Gives back the cells after a mark.
    mutating func releaseCells(to mark: Int) { cellCount = min(mark, cellCount) }

    /// Walks the object at `start` against the scope's paths.
    private mutating func gather(_ start: Int, scope: Int) {
        // A copy: nothing that is called here changes it, but the compiler cannot know.
        let tape = tape
        if trie.nodes[scope].leaves >= 0 { gatherLeaves(start, Int(trie.nodes[scope].leaves), fitting: nil) }
        guard trie.nodes[scope].size > 0 else { return }
        var index = start + 1
        var current = Frame(end: tape.after(start) - 1, node: scope, isObject: true)
        var depth = 0
        while true {
            if index >= current.end {
                guard depth > 0 else { return }
                index = current.end + 1
                depth -= 1
                current = frames[depth]
                continue
            }
            var node = current.node
            if current.isObject {
                node = child(of: node, keyAt: index)
                index += 1
                if node < 0 {
                    index = tape.after(index)
                    continue
                }
            }
            switch tape.tag(index) {
            case JSONTape.Tag.object:
                if trie.nodes[node].objects >= 0 { add(index, to: Int(trie.nodes[node].objects)) }
                if trie.nodes[node].leaves >= 0 { gatherLeaves(index, Int(trie.nodes[node].leaves), fitting: nil) }
                guard trie.nodes[node].size > 0, depth < Self.maximumDepth else {
                    index = tape.after(index)
                    continue
                }
                frames[depth] = current
                depth += 1
                current = Frame(end: tape.after(index) - 1, node: node, isObject: true)
                index += 1
            case JSONTape.Tag.array:
                guard depth < Self.maximumDepth else {
                    index = tape.after(index)
                    continue
                }
                frames[depth] = current
                depth += 1
                current = Frame(end: tape.after(index) - 1, node: node, isObject: false)
                index += 1
            case JSONTape.Tag.null: index += 1
            default:
                if trie.nodes[node].values >= 0 { add(index, to: Int(trie.nodes[node].values)) }
                if trie.nodes[node].leaves >= 0 { add(index, to: Int(trie.nodes[node].leaves)) }
                index = tape.after(index)
            }
        }
    }

    /// The node of the key at `index` below a node, -1 if nothing is asked for there. A key may hold several segments.
    @inline(__always)
    private mutating func child(of node: Int, keyAt index: Int) -> Int {
        let key = tape.string(index)
        guard let start = key.baseAddress, key.count > 0 else {
            return trie.nodes[node].size > 0 ? trie.child(of: node, tape.strings, 0) : -1
        }
        guard trie.hasChild(node, startingWith: start[0]) else {
            return start[0] == UInt8(ascii: ".") ? dottedChild(of: node, key, valueAt: index + 1) : -1
        }
        let whole = trie.child(of: node, start, key.count)
        return whole >= 0 ? whole : dottedChild(of: node, key, valueAt: index + 1)
    }

    private mutating func dottedChild(of node: Int, _ key: UnsafeBufferPointer<UInt8>, valueAt value: Int) -> Int {
        guard let start = key.baseAddress else { return -1 }
        var node = node
        var segment = 0
        for index in 0...key.count where index == key.count || key[index] == UInt8(ascii: ".") {
            if index == key.count, segment == 0 { return -1 }
            node = trie.child(of: node, start + segment, index - segment)
            if node < 0 { return -1 }
            // The key goes on below a path whose leaves are asked for: the value is among them.
            if index < key.count, trie.nodes[node].leaves >= 0 {
                gatherLeaves(value, Int(trie.nodes[node].leaves), fitting: nil)
            }
            segment = index + 1
        }
        return node
    }

    /// Adds every value at or below the place to a slot; with a pattern only those whose dotted path matches.
    private mutating func gatherLeaves(_ start: Int, _ slot: Int, fitting pattern: UInt32?) {
        let isRoot = objects[0] == start
        var index = start
        let stop = tape.after(start)
        // A frame that ends after the value itself, so that the loop below needs no special case.
        var current = Frame(end: stop)
        path.removeAll(keepingCapacity: true)
        let base = Self.maximumDepth
        var depth = 0
        while true {
            if index >= current.end {
                guard depth > 0 else { return }
                index = current.end + 1
                depth -= 1
                current = frames[base + depth]
                continue
            }
            var pathCount = current.pathCount
            if current.isObject {
                let key = tape.string(index)
                index += 1
                if isRoot, depth == 1, Self.isMetadata(key) {
                    index = tape.after(index)
                    continue
                }
                if pattern != nil {
                    path.removeLast(path.count - pathCount)
                    if pathCount > 0 { path.append(UInt8(ascii: ".")) }
                    path.append(contentsOf: key)
                    pathCount = path.count
                }
            }
            switch tape.tag(index) {
            case JSONTape.Tag.object, JSONTape.Tag.array:
                guard depth < Self.maximumDepth else {
                    index = tape.after(index)
                    continue
                }
                frames[base + depth] = current
                depth += 1
                current = Frame(
                    end: tape.after(index) - 1, isObject: tape.tag(index) == JSONTape.Tag.object, pathCount: pathCount)
                index += 1
            case JSONTape.Tag.null: index += 1
            default:
                if let pattern {
                    // Elements of an array share the path that was spelled out for it.
                    path.removeLast(path.count - pathCount)
                    let fits = path.withUnsafeBufferPointer { PatternTest.fits($0, patterns, pattern, strings) }
                    if fits { add(index, to: slot) }
                } else {
                    add(index, to: slot)
                }
                index = tape.after(index)
            }
        }
    }

    /// Names of an exported document's own facts: no fields, so free text and name patterns pass them by.
    private static func isMetadata(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        guard key.first == UInt8(ascii: "_") else { return false }
        let names: [StaticString] = [
            "_id", "_index", "_score", "_type", "_version", "_ignored", "_routing", "_seq_no", "_primary_term",
        ]
        return names.contains { isNamed(key, $0) }
    }

    private static func isNamed(_ key: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
        name.utf8CodeUnitCount == key.count
            && key.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    private mutating func add(_ index: Int, to slot: Int) {
        if cellCount == cellCapacity { growCells() }
        let cell = UInt32(truncatingIfNeeded: cellCount)
        cells[cellCount] = Cell(tape: UInt32(truncatingIfNeeded: index), next: Self.noCell)
        cellCount += 1
        if slots[slot].stamp == stamp {
            cells[Int(slots[slot].tail)].next = cell
            slots[slot].tail = cell
        } else {
            slots[slot] = SlotState(stamp: stamp, head: cell, tail: cell)
            if isKeySlot[slot] != 0 {
                filled[filledCount] = UInt32(truncatingIfNeeded: slot)
                filledCount += 1
            }
        }
    }

    private mutating func growCells() {
        let larger = UnsafeMutablePointer<Cell>.allocate(capacity: cellCapacity * 2)
        larger.initialize(repeating: Cell(tape: 0, next: 0), count: cellCapacity * 2)
        larger.update(from: cells, count: cellCapacity)
        cells.deallocate()
        cells = larger
        cellCapacity *= 2
    }

    // MARK: - Reading

    /// The first cell of a slot's list, `noCell` if it is empty. The slot's number is verified.
    @inline(__always)
    mutating func firstCell(_ slot: Int) -> UInt32 {
        precondition(slot < slotCount, "a verified slot")
        if slots[slot].stamp == stamp { return slots[slot].head }
        if slotEntries[slot].kind == .matching { return gatherMatching(slot) }
        return Self.noCell
    }

    private mutating func gatherMatching(_ slot: Int) -> UInt32 {
        gatherLeaves(objects[Int(slotEntries[slot].scope)], slot, fitting: slotEntries[slot].path)
        // Marked as gathered also when nothing matches.
        if slots[slot].stamp != stamp { slots[slot] = SlotState(stamp: stamp, head: Self.noCell, tail: Self.noCell) }
        return slots[slot].head
    }

    /// Whether one of a slot's texts, with ASCII letters in lower case, meets the test. Of the values of the event itself each
    /// is folded once; those of a loop's objects come and go.
    @inline(__always)
    mutating func holdsFolded(_ slot: Int, _ test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        var next = firstCell(slot)
        let isKept = slotEntries[slot].scope == 0 && foldedTexts.count < Self.mostFoldedBytes
        while next != Self.noCell {
            let current = Int(next)
            let value = cells[current]
            next = value.next
            let range: Range<Int>
            if value.folded > 0 {
                range = Int(value.folded - 1)..<Int(value.folded - 1 + value.foldedCount)
            } else {
                foldedTexts.removeLast(foldedTexts.count - loopTexts)
                let start = foldedTexts.count
                CaseFolding.ascii.append(text(Int(value.tape)).span, to: &foldedTexts)
                range = start..<foldedTexts.count
                if isKept {
                    cells[current].folded = UInt32(truncatingIfNeeded: start + 1)
                    cells[current].foldedCount = UInt32(truncatingIfNeeded: range.count)
                    loopTexts = foldedTexts.count
                }
            }
            let holds = foldedTexts.withUnsafeBufferPointer { test(UnsafeBufferPointer(rebasing: $0[range])) }
            if holds { return true }
        }
        return false
    }

    /// Splits the texts of a slot whose words are kept, unless that was done for this event.
    mutating func splitWords(_ slot: Int) {
        guard wordTable.begin(slot, stamp) else { return }
        var next = firstCell(slot)
        while next != Self.noCell {
            let (place, following) = cell(next)
            let text = text(place).span
            words.restart()
            while words.next(in: text) { wordTable.add(words.word, in: slot) }
            wordTable.endValue(of: slot)
            next = following
        }
    }

    /// A slot with keys that has a value, 0 ..< `filledCount`.
    func filledSlot(_ index: Int) -> Int { Int(filled[index]) }

    /// The place of a cell's value on the tape, and the next cell.
    @inline(__always)
    func cell(_ cell: UInt32) -> (tape: Int, next: UInt32) {
        let cell = cells[Int(cell)]
        return (Int(cell.tape), cell.next)
    }

}
