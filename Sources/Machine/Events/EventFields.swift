import CSimdJSON
import Values

/// What a cell's value is: the letters that simdjson's tape has for them. Null has no cell.
enum CellKind {
    static let object = UInt8(ascii: "{")
    static let string = UInt8(ascii: "\"")
    static let signed = UInt8(ascii: "l")
    static let unsigned = UInt8(ascii: "u")
    static let double = UInt8(ascii: "d")
    static let yes = UInt8(ascii: "t")
    static let no = UInt8(ascii: "f")
}

/// The values that a program's slots hold in the event at hand: lists of cells, filled in one walk over its text.
///
/// Scratch for one thread. Nothing is allocated for an event once the buffers have grown: a slot is empty unless its
/// stamp is the event's, and the cells of the lists are handed out anew from the first one.
struct EventFields: ~Copyable {
    static let noCell = UInt32.max
    /// What `load` answers for a document whose root is no object.
    static let notAnObject = Int32(TENET_WALK_NOT_OBJECT)

    /// nil: there was no memory for it, and no event is read.
    private let walk: OpaquePointer?
    private let view: UnsafeMutablePointer<tenet_walk_view>
    /// What stands for a walk where there is none.
    private let noView: UnsafeMutablePointer<tenet_walk_view>
    private let slots: UnsafeMutablePointer<tenet_slot>
    private let slotEntries: [SlotEntry]
    private let patterns: WordRows
    private let strings: StringPool
    let pools: PoolTable
    /// Words of texts while they are looked at.
    var words = WordReader()
    /// Those that tests and keys look for.
    var wordTable: WordTable
    /// The literals that whole values are compared with.
    var literals: LiteralTable
    /// Texts of values in lower case, each made once an event.
    private var folded = FoldedTexts()
    /// Scratch of sloppy phrases.
    var nearHits: [NearHit] = []
    var nearCounts: [Int] = []
    var nearPlaces: [Int] = []

    /// `noted`: for each slot of the program whether `filledSlot` tells of it.
    init(_ program: Program, noted: [Bool], _ words: WordLayout, _ literals: borrowing LiteralTableBuilder) {
        // Into constants first: closures over properties that are set already made the optimizer of Swift 6.3 destroy those
        // that are not.
        let walk = Self.makeWalk(program, noted)
        let noView = UnsafeMutablePointer<tenet_walk_view>.allocate(capacity: 1)
        noView.initialize(to: tenet_walk_view())
        noView.pointee.slots = Self.emptySlots(program.slots.count)
        var view = noView
        if let walk, let own = tenet_walk_view_of(walk) { view = own }
        self.walk = walk
        self.noView = noView
        self.view = view
        slots = view.pointee.slots
        slotEntries = program.slots
        patterns = program.patterns
        strings = program.strings
        pools = PoolTable(program)
        wordTable = WordTable(words)
        self.literals = LiteralTable(literals)
    }

    deinit {
        if let walk { tenet_walk_destroy(walk) }
        noView.pointee.slots.deallocate()
        noView.deallocate()
        pools.deallocate()
    }

    private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<tenet_slot> {
        let slots = UnsafeMutablePointer<tenet_slot>.allocate(capacity: count + 1)
        slots.initialize(repeating: tenet_slot(), count: count + 1)
        return slots
    }

    private static func makeWalk(_ program: Program, _ noted: [Bool]) -> OpaquePointer? {
        var paths: [tenet_walk_path] = []
        for (index, slot) in program.slots.enumerated() {
            let kind: Int
            switch slot.kind {
            case .values: kind = TENET_PATH_VALUES
            case .objects: kind = TENET_PATH_OBJECTS
            case .leaves: kind = TENET_PATH_LEAVES
            case .matching: continue
            }
            let range = program.strings.range(slot.path)
            paths.append(
                tenet_walk_path(
                    scope: slot.scope, kind: UInt32(kind), slot: UInt32(truncatingIfNeeded: index),
                    start: UInt32(truncatingIfNeeded: range.lowerBound),
                    count: UInt32(truncatingIfNeeded: range.count)))
        }
        // An empty array has no address.
        let bytes = program.strings.bytes + [0]
        let flags = noted.map { $0 ? UInt8(1) : 0 } + [0]
        return tenet_walk_create(
            program.scopes.count, program.slots.count, paths, paths.count, bytes, program.strings.bytes.count, flags,
            .random(in: .min ... .max), EventBuffer.maximumLineBytes + 64)
    }

    // MARK: - Filling

    /// Takes up an event. 0: it is one; otherwise simdjson's error code, or that its root is not an object.
    @inline(__always)
    mutating func load(_ line: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        guard let walk else { return -1 }
        wordTable.restart()
        folded.restart()
        return tenet_walk_event(walk, line, count)
    }

    /// Takes up an object of a nested loop.
    mutating func enter(_ scope: Int, object: Int) {
        guard let walk else { return }
        tenet_walk_object(walk, UInt32(truncatingIfNeeded: scope), view.pointee.cells[object].bits)
    }

    /// Cells in use; a loop gives back what its last object took.
    var cellCount: Int { Int(view.pointee.cell_count) }

    /// Gives back the cells after a mark.
    mutating func releaseCells(to mark: Int) {
        guard let walk else { return }
        tenet_walk_release(walk, UInt32(truncatingIfNeeded: mark))
    }

    /// Noted slots that have a value in the event at hand.
    var filledCount: Int { Int(view.pointee.filled_count) }

    /// One of them.
    @inline(__always)
    func filledSlot(_ index: Int) -> Int { Int(view.pointee.filled[index]) }

    /// The number of the event at hand; it never is that of the event before.
    var stamp: UInt32 { view.pointee.stamp }

    // MARK: - Reading

    /// The first cell of a slot's list, `noCell` if it is empty. The slot's number is verified.
    @inline(__always)
    mutating func firstCell(_ slot: Int) -> UInt32 {
        let state = slots[slot]
        if state.stamp == view.pointee.stamp { return state.head }
        if pools.isMatching(slot) { return gatherMatching(slot) }
        return Self.noCell
    }

    /// What a pattern of names is compared with.
    private struct NamePattern {
        var patterns: WordRows
        var pattern: UInt32
        var strings: StringPool
    }

    private mutating func gatherMatching(_ slot: Int) -> UInt32 {
        guard let walk else { return Self.noCell }
        let entry = slotEntries[slot]
        var names = NamePattern(patterns: patterns, pattern: entry.path, strings: strings)
        withUnsafeMutablePointer(to: &names) { names in
            tenet_walk_leaves(
                walk, entry.scope, UInt32(truncatingIfNeeded: slot),
                { context, path, count in
                    guard let names = context?.assumingMemoryBound(to: NamePattern.self).pointee else { return 0 }
                    let name = UnsafeBufferPointer(start: path, count: count)
                    return PatternTest.fits(name, names.patterns, names.pattern, names.strings) ? 1 : 0
                }, names)
        }
        return slots[slot].stamp == view.pointee.stamp ? slots[slot].head : Self.noCell
    }

    /// A cell by its number, and the number of the next one of its list.
    @inline(__always)
    func cell(_ index: UInt32) -> (place: Int, next: UInt32) { (Int(index), view.pointee.cells[Int(index)].next) }

    @inline(__always)
    func kind(_ place: Int) -> UInt8 { view.pointee.cells[place].kind }

    /// The bytes of a string, or a number as the event has it; eight bytes after them can be read.
    @inline(__always)
    func string(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        let cell = view.pointee.cells + place
        if cell.pointee.is_raw != 0 { tenet_walk_decode(walk, UInt32(truncatingIfNeeded: place)) }
        return UnsafeBufferPointer(start: cell.pointee.text, count: Int(cell.pointee.count))
    }

    func signed(_ place: Int) -> Int64 { Int64(bitPattern: view.pointee.cells[place].bits) }
    func unsigned(_ place: Int) -> UInt64 { view.pointee.cells[place].bits }
    func double(_ place: Int) -> Double { Double(bitPattern: view.pointee.cells[place].bits) }

    /// What the value of a slot's cell is among its literals; looked up once an event.
    @inline(__always)
    mutating func note(_ place: Int, in slot: Int) -> UInt32 {
        let known = view.pointee.cells[place].note
        if known != LiteralTable.unknown { return known }
        let text = text(place)
        guard let start = text.baseAddress else { return LiteralTable.noLiteral }
        let note = literals.note(start, text.count, in: slot)
        view.pointee.cells[place].note = note
        return note
    }

    /// Whether one of a slot's texts, with ASCII letters in lower case, meets the test. Of the values of the event itself each
    /// is folded once; those of a loop's objects come and go.
    @inline(__always)
    mutating func holdsFolded(_ slot: Int, _ test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        var next = firstCell(slot)
        let isKept = pools.isOfEvent(slot)
        while next != Self.noCell {
            let place = Int(next)
            next = view.pointee.cells[place].next
            let known = view.pointee.cells[place].note2
            if known > 0 {
                if test(folded.text(known)) { return true }
                continue
            }
            let (text, mark) = folded.add(text(place), isKept: isKept)
            view.pointee.cells[place].note2 = mark
            if test(text) { return true }
        }
        return false
    }

    /// Splits the texts of a slot whose words are kept, unless that was done for this event.
    mutating func splitWords(_ slot: Int) {
        guard wordTable.begin(slot, UInt64(stamp)) else { return }
        var next = firstCell(slot)
        while next != Self.noCell {
            let (place, following) = cell(next)
            let text = text(place)
            words.restart()
            while true {
                if let plain = words.nextPlain(in: text.span), let start = text.baseAddress {
                    wordTable.add(start + plain.lowerBound, plain.count, in: slot)
                } else if words.next(in: text.span) {
                    wordTable.add(words.word, in: slot)
                } else {
                    break
                }
            }
            wordTable.endValue(of: slot)
            next = following
        }
    }
}

/// The pools of a program that tests read, after plain pointers, and what is asked of each slot.
///
/// Invariant: numbers come from a verified program.
struct PoolTable {
    let stringBytes: UnsafeMutablePointer<UInt8>
    let stringEnds: UnsafeMutablePointer<UInt32>
    let patternWords: UnsafeMutablePointer<UInt32>
    let patternEnds: UnsafeMutablePointer<UInt32>
    /// 1: a pattern of names; 2: of the event itself.
    private let slotFlags: UnsafeMutablePointer<UInt8>

    init(_ program: Program) {
        stringBytes = program.strings.bytes.copiedOut()
        stringEnds = ([0] + program.strings.ends).copiedOut()
        patternWords = program.patterns.words.copiedOut()
        patternEnds = ([0] + program.patterns.ends).copiedOut()
        slotFlags = program.slots.map { ($0.kind == .matching ? 1 : 0) | ($0.scope == 0 ? 2 : 0) }.copiedOut()
    }

    /// Frees them; whoever made the table does so once.
    func deallocate() {
        stringBytes.deallocate()
        stringEnds.deallocate()
        patternWords.deallocate()
        patternEnds.deallocate()
        slotFlags.deallocate()
    }

    @inline(__always)
    func isMatching(_ slot: Int) -> Bool { slotFlags[slot] & 1 == 1 }

    /// Whether the slot is of the event, not of the objects of a loop.
    @inline(__always)
    func isOfEvent(_ slot: Int) -> Bool { slotFlags[slot] & 2 == 2 }

    @inline(__always)
    func string(_ number: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = Int(stringEnds[Int(number)])
        return UnsafeBufferPointer(start: stringBytes + start, count: Int(stringEnds[Int(number) + 1]) - start)
    }

    @inline(__always)
    func pattern(_ number: UInt32) -> UnsafeBufferPointer<UInt32> {
        let start = Int(patternEnds[Int(number)])
        return UnsafeBufferPointer(start: patternWords + start, count: Int(patternEnds[Int(number) + 1]) - start)
    }
}
