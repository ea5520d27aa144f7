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
    static let unknown = UInt32.max
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

    init(_ layout: WordLayout) {
        let numberOfText = layout.numberOfText
        numbers = layout.numbers
        places = layout.places
        splits = [Split](repeating: Split(), count: layout.slotCount)
        wordsOfSlot = layout.wordsOfSlot
        found = [UInt64](repeating: 0, count: layout.slotCount * wordsOfSlot)
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
        texts = .allocate(capacity: textBytes + 8)
        texts.initialize(repeating: 0, count: textBytes + 8)
        var start = 0
        for (text, number) in numberOfText {
            for (index, byte) in text.enumerated() {
                scratch[index] = byte
                texts[start + index] = byte
            }
            let hash = TextHash.hash(scratch, text.count, seed: seed)
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

    /// Calls with each word of a slot, whose words were taken.
    @inline(__always)
    func forEachWord(of slot: Int, _ body: (Int) -> Void) {
        let place = places[slot]
        for index in 0..<wordsOfSlot {
            var bits = found[place * wordsOfSlot + index]
            while bits != 0 {
                body(64 * index + bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
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
        guard word.count <= longest else { return sequence.append(Self.unknown) }
        for (index, byte) in word.enumerated() { scratch[index] = byte }
        add(scratch, word.count, in: slot)
    }

    /// The same of a word in any case, its letters ASCII. Eight bytes after it can be read.
    @inline(__always)
    mutating func add(_ word: UnsafePointer<UInt8>, _ count: Int, in slot: Int) {
        let number = count <= longest ? number(of: word, count) : Self.unknown
        sequence.append(number)
        guard number != Self.unknown else { return }
        found[places[slot] * wordsOfSlot + Int(number >> 6)] |= 1 << UInt64(number & 63)
    }

    /// Ends a value.
    mutating func endValue(of slot: Int) {
        sequence.append(Self.boundary)
        splits[places[slot]].end = sequence.count
    }

    private func number(of word: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        let hash = TextHash.foldedHash(word, count, seed: seed)
        var place = Int(hash) & mask
        while entries[place].number != Self.unknown {
            let entry = entries[place]
            if entry.hash == hash, Int(entry.textCount) == count,
                TextHash.isFolded(word, texts + Int(entry.textStart), count)
            {
                return entry.number
            }
            place = (place + 1) & mask
        }
        return Self.unknown
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

/// Which words a program looks for, and in which slots of the event.
struct WordLayout {
    private(set) var numberOfText: [[UInt8]: UInt32] = [:]
    /// For each string of the program the number of its word.
    private(set) var numbers: [UInt32]
    /// For each slot its place among those whose words are kept, or -1.
    private(set) var places: [Int]
    private(set) var slotCount = 0

    init(_ program: Program) {
        numbers = [UInt32](repeating: WordTable.unknown, count: program.strings.count)
        places = [Int](repeating: -1, count: program.slots.count)
        program.forEachWordUse { slot, strings in add(slot, strings, program) }
    }

    private mutating func add(_ slot: Int, _ strings: ArraySlice<UInt32>, _ program: Program) {
        if program.slots[slot].scope == 0, places[slot] < 0 {
            places[slot] = slotCount
            slotCount += 1
        }
        for string in strings {
            let text = Array(program.strings.bytes[program.strings.range(string)])
            let number = numberOfText[text] ?? UInt32(truncatingIfNeeded: numberOfText.count)
            numberOfText[text] = number
            numbers[Int(string)] = number
        }
    }

    /// Words of 64 bits with a bit for each word.
    var wordsOfSlot: Int { (numberOfText.count + 63) / 64 }
    var wordCount: Int { wordsOfSlot * 64 }

    /// The number of a string that tests or keys look for among words.
    func word(of string: UInt32) -> Int { Int(numbers[Int(string)]) }
}

extension Program {
    /// Calls with the slot and the words of each test for words and for phrases, and of each word that is a key.
    fileprivate func forEachWordUse(_ body: (_ slot: Int, _ strings: ArraySlice<UInt32>) -> Void) {
        for index in 0..<tests.count {
            let row = tests[UInt32(truncatingIfNeeded: index)]
            let words = row.startIndex
            guard row[words] == Opcode.wordIn.rawValue || row[words] == Opcode.phrase.rawValue else { continue }
            body(Int(row[words + 1]), lists[row[words + 2]])
        }
        for place in stride(from: 0, to: covers.words.count, by: KeyEntry.words) {
            let key = KeyEntry(covers.words[...], at: place)
            if key.kind == .word { body(Int(key.slot), [key.operand]) }
        }
    }
}
