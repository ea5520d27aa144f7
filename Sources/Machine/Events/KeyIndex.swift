import Values

/// Finds the units that an event may meet: those of which one of its values fires a key.
///
/// Made when a program is taken up, so a file cannot hold a wrong one. Open addressing with a seed that differs from run to
/// run, so that no choice of literals can make the tables slow. Invariant: a table has a free entry, so that probing ends.
struct KeyIndex: ~Copyable {
    private struct SlotKeys {
        /// The rules of the slot's `exists`.
        var existing = Postings()
        /// Of the texts: a bit for each length of less than 63 bytes, the highest for all others.
        var lengths: UInt64 = 0
        var longest: UInt32 = 0
        var texts = Table()
        var numbers = Table()
    }

    private struct Postings {
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    /// A part of the entries; a size of 0 means no keys, else a power of two.
    private struct Table {
        var start: UInt32 = 0
        var size: UInt32 = 0
    }

    private struct Entry {
        /// Of a text its hash, of a number its bits.
        var hash: UInt64 = 0
        var textStart: UInt32 = 0
        var textCount: UInt32 = 0
        /// No rules: the entry is free.
        var postings = Postings()
    }

    private let slots: UnsafeMutablePointer<SlotKeys>
    private let entries: UnsafeMutablePointer<Entry>
    private let texts: UnsafeMutablePointer<UInt8>
    private let rules: UnsafeMutablePointer<UInt32>
    /// The text of a value in lower case; eight bytes longer than the longest text, which a hash reads.
    private let folded: UnsafeMutablePointer<UInt8>
    private let seed: UInt64
    /// For each slot whether it has keys.
    let isKeySlot: [Bool]
    /// A bit for each rule that is looked at for every event.
    private let always: [UInt64]
    /// A bit for each rule that the event at hand may meet; all clear between events.
    private var marks: [UInt64]
    /// Values that were looked up because a key is as long, over all events.
    private(set) var probes: UInt64 = 0

    init(_ program: Program) {
        let seed = UInt64.random(in: .min ... .max)
        var builder = Builder(program, seed)
        for unit in 0..<program.covers.count {
            for key in KeyEntry.all(program.covers[UInt32(truncatingIfNeeded: unit)]) {
                builder.add(key, UInt32(truncatingIfNeeded: unit))
            }
        }
        builder.finish()
        self.seed = seed
        slots = builder.slots.copiedOut()
        entries = builder.entries.copiedOut()
        texts = (builder.texts + [UInt8](repeating: 0, count: 8)).copiedOut()
        rules = builder.rules.copiedOut()
        folded = [UInt8](repeating: 0, count: Int(builder.slots.map(\.longest).max() ?? 0) + 8).copiedOut()
        isKeySlot = builder.slots.map { $0.existing.count > 0 || $0.texts.size > 0 || $0.numbers.size > 0 }
        always = builder.always
        marks = [UInt64](repeating: 0, count: always.count)
    }

    deinit {
        slots.deallocate()
        entries.deallocate()
        texts.deallocate()
        rules.deallocate()
        folded.deallocate()
    }

    // MARK: - An event

    /// Marks the rules that a slot's values call for. `fields` holds the event.
    mutating func look(_ slot: Int, _ fields: inout EventFields) {
        let keys = slots[slot]
        if keys.existing.count > 0 { mark(keys.existing) }
        guard keys.texts.size > 0 || keys.numbers.size > 0 else { return }
        var next = fields.firstCell(slot)
        while next != EventFields.noCell {
            let (place, following) = fields.cell(next)
            if keys.texts.size > 0 { look(fields.text(place), keys) }
            if keys.numbers.size > 0, let number = fields.wholeNumber(place) { look(number, keys.numbers) }
            next = following
        }
    }

    private mutating func look(_ text: UnsafeBufferPointer<UInt8>, _ keys: SlotKeys) {
        guard text.count <= keys.longest, keys.lengths >> UInt64(min(text.count, 63)) & 1 == 1 else { return }
        probes &+= 1
        for index in 0..<text.count { folded[index] = CaseFolding.lowered(text[index]) }
        let hash = UInt64(FieldTrie.hash(folded, text.count, seed: seed))
        let mask = Int(keys.texts.size) - 1
        let table = entries + Int(keys.texts.start)
        var place = Int(hash) & mask
        while table[place].postings.count > 0 {
            let entry = table[place]
            if entry.hash == hash, Int(entry.textCount) == text.count, isText(entry, text.count) {
                mark(entry.postings)
                return
            }
            place = (place + 1) & mask
        }
    }

    private func isText(_ entry: Entry, _ count: Int) -> Bool {
        let known = texts + Int(entry.textStart)
        for index in 0..<count where known[index] != folded[index] { return false }
        return true
    }

    private mutating func look(_ number: Double, _ numbers: Table) {
        probes &+= 1
        let bits = number.bitPattern
        let mask = Int(numbers.size) - 1
        let table = entries + Int(numbers.start)
        var place = Self.place(bits, seed) & mask
        while table[place].postings.count > 0 {
            if table[place].hash == bits { return mark(table[place].postings) }
            place = (place + 1) & mask
        }
    }

    private static func place(_ bits: UInt64, _ seed: UInt64) -> Int {
        let product = (bits ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: (product.high ^ product.low) & 0x7FFF_FFFF)
    }

    private mutating func mark(_ postings: Postings) {
        for index in Int(postings.start)..<Int(postings.start + postings.count) {
            let rule = rules[index]
            marks[Int(rule >> 6)] |= 1 << UInt64(rule & 63)
        }
    }

    /// Whether the event at hand called for a rule, before `take` has passed it.
    func isMarked(_ rule: Int) -> Bool {
        (marks[rule >> 6] | always[rule >> 6]) >> UInt64(rule & 63) & 1 == 1
    }

    /// Words of marks; rule r is bit r & 63 of word r >> 6.
    var wordCount: Int { marks.count }

    /// The marked rules of a word, whose marks are cleared.
    mutating func take(word: Int) -> UInt64 {
        defer { marks[word] = 0 }
        return marks[word] | always[word]
    }

    // MARK: - Building

    private struct Builder {
        var slots: [SlotKeys]
        var entries: [Entry] = []
        var texts: [UInt8] = []
        var rules: [UInt32] = []
        var always: [UInt64]
        private let seed: UInt64
        private var existing: [[UInt32]]
        private var textRules: [[UInt32: [UInt32]]]
        private var numberRules: [[UInt64: [UInt32]]]
        private let program: Program

        init(_ program: Program, _ seed: UInt64) {
            self.program = program
            self.seed = seed
            let count = program.slots.count
            slots = [SlotKeys](repeating: SlotKeys(), count: count)
            existing = [[UInt32]](repeating: [], count: count)
            textRules = [[UInt32: [UInt32]]](repeating: [:], count: count)
            numberRules = [[UInt64: [UInt32]]](repeating: [:], count: count)
            always = [UInt64](repeating: 0, count: (program.units.count + 63) / 64)
        }

        mutating func add(_ key: KeyEntry, _ rule: UInt32) {
            let slot = Int(key.slot)
            switch key.kind {
            case .always: always[Int(rule >> 6)] |= 1 << UInt64(rule & 63)
            case .exists: existing[slot].append(rule)
            case .text: textRules[slot][key.operand, default: []].append(rule)
            case .number:
                numberRules[slot][program.numbers[Int(key.operand)].low.bitPattern, default: []].append(rule)
            }
        }

        /// Equal programs give equal tables but for the seed.
        mutating func finish() {
            for slot in slots.indices {
                slots[slot].existing = postings(existing[slot])
                addTexts(slot)
                addNumbers(slot)
            }
        }

        private mutating func postings(_ rules: [UInt32]) -> Postings {
            let start = UInt32(truncatingIfNeeded: self.rules.count)
            self.rules += rules
            return Postings(start: start, count: UInt32(truncatingIfNeeded: rules.count))
        }

        private mutating func table(of count: Int) -> Table {
            if count == 0 { return Table() }
            var size = 2
            while size < count * 2 { size *= 2 }
            defer { entries += [Entry](repeating: Entry(), count: size) }
            return Table(start: UInt32(truncatingIfNeeded: entries.count), size: UInt32(truncatingIfNeeded: size))
        }

        private mutating func put(_ entry: Entry, at hash: Int, _ table: Table) {
            let mask = Int(table.size) - 1
            var place = hash & mask
            while entries[Int(table.start) + place].postings.count > 0 { place = (place + 1) & mask }
            entries[Int(table.start) + place] = entry
        }

        private mutating func addTexts(_ slot: Int) {
            // A string is in the pool once, but a damaged file may have it twice: then both entries are one key.
            var byText: [[UInt8]: [UInt32]] = [:]
            for (string, rules) in textRules[slot].sorted(by: { $0.key < $1.key }) {
                byText[Array(program.strings.bytes[program.strings.range(string)]), default: []] += rules
            }
            let table = table(of: byText.count)
            slots[slot].texts = table
            for (text, rules) in byText.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                let padded = text + [UInt8](repeating: 0, count: 8)
                let hash = padded.withUnsafeBufferPointer { buffer in
                    buffer.baseAddress.map { FieldTrie.hash($0, text.count, seed: seed) } ?? 0
                }
                let entry = Entry(
                    hash: UInt64(hash), textStart: UInt32(truncatingIfNeeded: texts.count),
                    textCount: UInt32(truncatingIfNeeded: text.count), postings: postings(rules))
                put(entry, at: Int(hash), table)
                texts += text
                slots[slot].lengths |= 1 << UInt64(min(text.count, 63))
                slots[slot].longest = max(slots[slot].longest, UInt32(truncatingIfNeeded: text.count))
            }
        }

        private mutating func addNumbers(_ slot: Int) {
            let table = table(of: numberRules[slot].count)
            slots[slot].numbers = table
            for (bits, rules) in numberRules[slot].sorted(by: { $0.key < $1.key }) {
                put(Entry(hash: bits, postings: postings(rules)), at: KeyIndex.place(bits, seed), table)
            }
        }
    }
}
