import Values

/// Finds the units that an event may meet: those of which one of its values fires a key.
///
/// Made when a program is taken up, so a file cannot hold a wrong one.
struct KeyIndex: ~Copyable {
    /// What is looked for in the values of a slot; the numbers of automata are those of their rows plus 1, 0: none.
    struct SlotKeys {
        /// The units of the slot's `exists`.
        var existing = Postings()
        var numbers = NumberPart()
        var prefix: UInt32 = 0
        var second: UInt32 = 0
        var suffix: UInt32 = 0
        var part: UInt32 = 0
        /// The slot's number among those whose words are keys, plus 1.
        var words: UInt32 = 0
        var hasTexts = false
        /// Whether texts are looked at byte by byte.
        var hasAutomata: Bool { prefix | second | suffix | part != 0 }
    }

    struct Postings: Equatable {
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    /// A part of the table of numbers: start, and a power of two (0: none).
    struct NumberPart {
        var start: UInt32 = 0
        var size: UInt32 = 0
    }

    private struct NumberEntry {
        var bits: UInt64 = 0
        /// No units: the entry is free.
        var postings = Postings()
    }

    private let slots: UnsafeMutablePointer<SlotKeys>
    private let numbers: UnsafeMutablePointer<NumberEntry>
    private var automata: KeyAutomata
    private let units: UnsafeMutablePointer<UInt32>
    /// For each form of a literal the units of its key.
    private let textPostings: UnsafeMutablePointer<Postings>
    /// For each slot of word keys and each word.
    private let wordPostings: UnsafeMutablePointer<Postings>
    private let wordCount: Int
    private let seed: UInt64
    /// A bit for each unit that is looked at for every event.
    private let always: UnsafeMutablePointer<UInt64>
    /// A bit for each unit that the event at hand may meet; all clear between events.
    private let marks: UnsafeMutablePointer<UInt64>
    /// Words of marks; unit u is bit u & 63 of word u >> 6.
    let markCount: Int
    /// Numbers that were looked up, and bytes that automata ran over, over all events.
    private(set) var probes: UInt64 = 0
    private(set) var scannedBytes: UInt64 = 0

    init(_ builder: borrowing KeyIndexBuilder) {
        slots = builder.slots.copiedOut()
        numbers = builder.numberEntries.map { NumberEntry(bits: $0.bits, postings: $0.postings) }.copiedOut()
        automata = KeyAutomata(builder.automata)
        units = builder.units.copiedOut()
        textPostings = builder.textPostings.copiedOut()
        wordPostings = builder.wordPostings.copiedOut()
        wordCount = builder.wordCount
        seed = builder.seed
        always = builder.always.copiedOut()
        markCount = builder.always.count
        marks = [UInt64](repeating: 0, count: markCount).copiedOut()
    }

    deinit {
        slots.deallocate()
        numbers.deallocate()
        units.deallocate()
        textPostings.deallocate()
        wordPostings.deallocate()
        always.deallocate()
        marks.deallocate()
    }

    // MARK: - An event

    /// Takes up an event.
    mutating func begin() { automata.begin() }

    /// Marks the units that a slot's values call for. `fields` holds the event.
    mutating func look(_ slot: Int, _ fields: inout EventFields) {
        let keys = UnsafePointer(slots + slot)
        if keys.pointee.existing.count > 0 { mark(keys.pointee.existing) }
        if keys.pointee.words > 0 {
            fields.splitWords(slot)
            let place = Int(keys.pointee.words - 1)
            fields.wordTable.forEachWord(of: slot) { markWord(place, $0) }
        }
        let hasPatterns = keys.pointee.hasAutomata
        let hasNumbers = keys.pointee.numbers.size > 0
        guard keys.pointee.hasTexts || hasPatterns || hasNumbers else { return }
        var next = fields.firstCell(slot)
        while next != EventFields.noCell {
            let (place, following) = fields.cell(next)
            if keys.pointee.hasTexts { markText(fields.note(place, in: slot)) }
            if hasPatterns {
                let text = fields.text(place)
                if let start = text.baseAddress { markPatterns(keys, start, text.count) }
            }
            if hasNumbers, let number = fields.wholeNumber(place) { markNumber(number, keys.pointee.numbers) }
            next = following
        }
    }

    /// Marks the units of a literal, by a cell's note.
    @inline(__always)
    private func markText(_ note: UInt32) {
        guard note >= LiteralTable.firstForm else { return }
        mark(textPostings[Int(note - LiteralTable.firstForm)])
    }

    /// Marks the units of a word of a slot.
    @inline(__always)
    private func markWord(_ place: Int, _ word: Int) { mark(wordPostings[place * wordCount + word]) }

    /// Marks the units whose patterns' keys a text holds.
    @inline(__always)
    private mutating func markPatterns(_ keys: UnsafePointer<SlotKeys>, _ text: UnsafePointer<UInt8>, _ count: Int) {
        let marks = marks
        let units = units
        func report(_ output: KeyAutomata.Output) {
            for index in Int(output.start)..<Int(output.start + output.count) {
                let unit = units[index]
                marks[Int(unit >> 6)] |= 1 << UInt64(unit & 63)
            }
        }
        let keys = keys.pointee
        if keys.prefix > 0 { automata.walk(keys.prefix - 1, text, from: 0, to: count, report) }
        if keys.second > 0, count > 0 {
            let width = PatternTest.width(text[0])
            if width < count { automata.walk(keys.second - 1, text, from: width, to: count, report) }
        }
        if keys.suffix > 0 { automata.walkBackward(keys.suffix - 1, text, count, report) }
        if keys.part > 0 {
            scannedBytes &+= UInt64(count)
            automata.scan(keys.part - 1, text, count, report)
        }
    }

    private mutating func markNumber(_ number: Double, _ part: NumberPart) {
        probes &+= 1
        let bits = number.bitPattern
        let mask = Int(part.size) - 1
        let table = numbers + Int(part.start)
        var place = Int(truncatingIfNeeded: TextHash.mix(bits ^ seed) & 0x7FFF_FFFF) & mask
        while table[place].postings.count > 0 {
            if table[place].bits == bits { return mark(table[place].postings) }
            place = (place + 1) & mask
        }
    }

    @inline(__always)
    private func mark(_ postings: Postings) {
        for index in Int(postings.start)..<Int(postings.start + postings.count) {
            let unit = units[index]
            marks[Int(unit >> 6)] |= 1 << UInt64(unit & 63)
        }
    }

    /// Whether the event at hand called for a unit, before `take` has passed it.
    func isMarked(_ unit: Int) -> Bool { (marks[unit >> 6] | always[unit >> 6]) >> UInt64(unit & 63) & 1 == 1 }

    /// The marked units of a word, whose marks are cleared.
    @inline(__always)
    func take(word: Int) -> UInt64 {
        let taken = marks[word] | always[word]
        marks[word] = 0
        return taken
    }
}
