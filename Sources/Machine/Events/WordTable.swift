/// The words that tests look for, and what the texts of the event at hand hold of them: a text is split once an event,
/// however many rules look for words in it.
///
/// Open addressing with a seed that differs from run to run, as in `KeyIndex`. Only slots of the event itself are kept:
/// those of loops hold other values for each object.
struct WordTable: ~Copyable {
    private struct Entry {
        var hash: UInt32 = 0
        var textStart: UInt32 = 0
        var textCount: UInt32 = 0
        /// The word's number; `unknown` in a free entry.
        var number = WordTable.unknown
    }

    /// What was found in a slot.
    private struct Split {
        /// Of the event that it is of.
        var stamp: UInt64 = 0
        var start = 0
        var end = 0
    }

    /// A word that no test looks for.
    private static let unknown = UInt32.max
    /// Between the words of two values.
    private static let boundary = UInt32.max - 1

    private let entries: UnsafeMutablePointer<Entry>
    private let mask: Int
    private let texts: UnsafeMutablePointer<UInt8>
    /// A word, and the eight bytes after it that a hash reads.
    private let scratch: UnsafeMutablePointer<UInt8>
    private let longest: Int
    private let seed: UInt64
    /// For each string of the program the number of its word.
    private let numbers: [UInt32]
    /// For each slot its place among those that are kept, or -1.
    private let places: [Int]
    private var splits: [Split]
    /// A bit for each word in each kept slot.
    private var found: [UInt64]
    private let wordsOfSlot: Int
    /// The words of texts by their numbers.
    private var sequence: [UInt32] = []

    init(_ program: Program) {
        var numberOfText: [[UInt8]: UInt32] = [:]
        var numbers = [UInt32](repeating: Self.unknown, count: program.strings.count)
        var places = [Int](repeating: -1, count: program.slots.count)
        var kept = 0
        program.forEachWordTest { slot, list in
            if program.slots[slot].scope == 0, places[slot] < 0 {
                places[slot] = kept
                kept += 1
            }
            for string in program.lists[list] {
                let text = Array(program.strings.bytes[program.strings.range(string)])
                let number = numberOfText[text] ?? UInt32(truncatingIfNeeded: numberOfText.count)
                numberOfText[text] = number
                numbers[Int(string)] = number
            }
        }
        self.numbers = numbers
        self.places = places
        splits = [Split](repeating: Split(), count: kept)
        wordsOfSlot = (numberOfText.count + 63) / 64
        found = [UInt64](repeating: 0, count: kept * wordsOfSlot)
        seed = .random(in: .min ... .max)
        longest = numberOfText.keys.map(\.count).max() ?? 0
        scratch = .allocate(capacity: longest + 8)
        scratch.initialize(repeating: 0, count: longest + 8)
        var size = 2
        while size < numberOfText.count * 2 { size *= 2 }
        mask = size - 1
        entries = .allocate(capacity: size)
        entries.initialize(repeating: Entry(), count: size)
        let textBytes = numberOfText.keys.reduce(0) { $0 + $1.count }
        texts = .allocate(capacity: max(1, textBytes))
        texts.initialize(repeating: 0, count: max(1, textBytes))
        var start = 0
        for (text, number) in numberOfText {
            for (index, byte) in text.enumerated() {
                scratch[index] = byte
                texts[start + index] = byte
            }
            let hash = FieldTrie.hash(scratch, text.count, seed: seed)
            var place = Int(hash) & mask
            while entries[place].number != Self.unknown { place = (place + 1) & mask }
            entries[place] = Entry(
                hash: hash, textStart: UInt32(truncatingIfNeeded: start),
                textCount: UInt32(truncatingIfNeeded: text.count), number: number)
            start += text.count
        }
    }

    deinit {
        entries.deallocate()
        texts.deallocate()
        scratch.deallocate()
    }

    /// Whether the words of a slot are kept.
    func keeps(_ slot: Int) -> Bool { places[slot] >= 0 }

    // MARK: - Splitting

    /// Takes up an event.
    mutating func restart() { sequence.removeAll(keepingCapacity: true) }

    /// Begins to take the words of a slot that is kept; false where they were taken for this event.
    mutating func begin(_ slot: Int, _ stamp: UInt64) -> Bool {
        let place = places[slot]
        if splits[place].stamp == stamp { return false }
        splits[place] = Split(stamp: stamp, start: sequence.count, end: sequence.count)
        for word in place * wordsOfSlot..<(place + 1) * wordsOfSlot { found[word] = 0 }
        return true
    }

    /// Takes the next word of a value.
    mutating func add(_ word: [UInt8], in slot: Int) {
        let number = number(of: word)
        sequence.append(number)
        guard number != Self.unknown else { return }
        found[places[slot] * wordsOfSlot + Int(number >> 6)] |= 1 << UInt64(number & 63)
    }

    /// Ends a value.
    mutating func endValue(of slot: Int) {
        sequence.append(Self.boundary)
        splits[places[slot]].end = sequence.count
    }

    private func number(of word: [UInt8]) -> UInt32 {
        let count = word.count
        guard count <= longest else { return Self.unknown }
        for index in 0..<count { scratch[index] = word[index] }
        let hash = FieldTrie.hash(scratch, count, seed: seed)
        var place = Int(hash) & mask
        while entries[place].number != Self.unknown {
            let entry = entries[place]
            if entry.hash == hash, Int(entry.textCount) == count, isText(entry, count) { return entry.number }
            place = (place + 1) & mask
        }
        return Self.unknown
    }

    private func isText(_ entry: Entry, _ count: Int) -> Bool {
        let known = texts + Int(entry.textStart)
        for index in 0..<count where known[index] != scratch[index] { return false }
        return true
    }

    // MARK: - Tests

    private func has(_ string: UInt32, _ place: Int) -> Bool {
        let number = numbers[Int(string)]
        return found[place * wordsOfSlot + Int(number >> 6)] >> UInt64(number & 63) & 1 == 1
    }

    /// Whether the slot, whose words were taken, holds one of a row's words.
    func hasAny(_ slot: Int, _ row: Range<Int>, _ lists: WordRows) -> Bool {
        let place = places[slot]
        for index in row where has(lists.words[index], place) { return true }
        return false
    }

    /// Whether the words of a row, which is not empty, follow each other in one of its values (the search of Knuth, Morris
    /// and Pratt).
    func hasPhrase(_ slot: Int, _ row: Range<Int>, _ lists: WordRows, _ fallbacks: [UInt32]) -> Bool {
        let place = places[slot]
        for index in row where !has(lists.words[index], place) { return false }
        var matched = 0
        for index in splits[place].start..<splits[place].end {
            let word = sequence[index]
            while matched > 0, numbers[Int(lists.words[row.lowerBound + matched])] != word {
                matched = Int(fallbacks[row.lowerBound + matched - 1])
            }
            if numbers[Int(lists.words[row.lowerBound + matched])] == word { matched += 1 }
            if matched == row.count { return true }
        }
        return false
    }
}

extension Program {
    /// Calls with the slot and the list of each test for words and for phrases.
    fileprivate func forEachWordTest(_ body: (_ slot: Int, _ list: UInt32) -> Void) {
        var place = 0
        while place < code.count {
            guard let opcode = Opcode(rawValue: code[place]) else {
                preconditionFailure("the verifier knows every opcode")
            }
            if opcode == .wordIn || opcode == .phrase { body(Int(code[place + 1]), code[place + 2]) }
            place += opcode.instruction.width
        }
    }
}
