import Values

/// Gathers the keys of a program's units.
struct KeyIndexBuilder: ~Copyable {
    struct Number {
        var bits: UInt64 = 0
        var postings = KeyIndex.Postings()
    }

    private(set) var slots: [KeyIndex.SlotKeys]
    private(set) var numberEntries: [Number] = []
    private(set) var automata: KeyAutomataBuilder
    private(set) var units: [UInt32] = []
    private(set) var textPostings: [KeyIndex.Postings]
    private(set) var wordPostings: [KeyIndex.Postings]
    private(set) var always: [UInt64]
    let wordCount: Int
    let seed = UInt64.random(in: .min ... .max)

    /// Longer keys are cut: what they hold is long enough to be rare.
    static let mostKeyBytes = 24

    private struct SlotLists {
        var existing: [UInt32] = []
        var numbers: [UInt64: [UInt32]] = [:]
        var anchored: [KeyEntry.Kind: [KeyAutomataBuilder.Key]] = [:]
    }

    init(_ program: Program, _ literals: borrowing LiteralTableBuilder, _ words: WordLayout) {
        slots = [KeyIndex.SlotKeys](repeating: KeyIndex.SlotKeys(), count: program.slots.count)
        always = [UInt64](repeating: 0, count: (program.units.count + 63) / 64)
        textPostings = [KeyIndex.Postings](repeating: KeyIndex.Postings(), count: literals.literals.count)
        wordCount = words.wordCount
        wordPostings = [KeyIndex.Postings](repeating: KeyIndex.Postings(), count: words.slotCount * words.wordCount)
        var counts = [Int](repeating: 0, count: 256)
        var lists = [SlotLists](repeating: SlotLists(), count: program.slots.count)
        var texts: [UInt32: [UInt32]] = [:]
        var wordUnits: [Int: [UInt32]] = [:]
        for index in 0..<program.covers.count {
            let unit = UInt32(truncatingIfNeeded: index)
            for key in KeyEntry.all(program.covers[unit]) {
                let slot = Int(key.slot)
                switch key.kind {
                case .always: always[index >> 6] |= 1 << UInt64(index & 63)
                case .exists: lists[slot].existing.append(unit)
                case .text:
                    slots[slot].hasTexts = true
                    texts[literals.literal(of: key.operand, in: slot), default: []].append(unit)
                case .number:
                    lists[slot].numbers[program.numbers[Int(key.operand)].low.bitPattern, default: []].append(unit)
                case .word:
                    slots[slot].words = UInt32(truncatingIfNeeded: words.places[slot] + 1)
                    let place = words.places[slot] * words.wordCount + words.word(of: key.operand)
                    wordUnits[place, default: []].append(unit)
                case .prefix, .second, .suffix, .part:
                    var text = Array(program.strings.bytes[program.strings.range(key.operand)])
                    text =
                        key.kind == .suffix
                        ? text.suffix(Self.mostKeyBytes).reversed() : Array(text.prefix(Self.mostKeyBytes))
                    for byte in text { counts[Int(byte)] += 1 }
                    lists[slot].anchored[key.kind, default: []].append(.init(text: text, units: [unit]))
                }
            }
        }
        automata = KeyAutomataBuilder(counts: counts)
        for (form, list) in texts.sorted(by: { $0.key < $1.key }) {
            let postings = postings(list)
            // All forms of a literal fire its key.
            var index = Int(form)
            while index < textPostings.count, literals.literals[index] == form {
                textPostings[index] = postings
                index += 1
            }
        }
        for (place, list) in wordUnits.sorted(by: { $0.key < $1.key }) { wordPostings[place] = postings(list) }
        for slot in lists.indices { finish(slot, lists[slot]) }
    }

    /// For each slot whether it has keys.
    var isNoted: [Bool] {
        slots.map { $0.existing.count > 0 || $0.hasTexts || $0.hasAutomata || $0.words > 0 || $0.numbers.size > 0 }
    }

    private mutating func finish(_ slot: Int, _ lists: SlotLists) {
        var existing = lists.existing
        for kind in [KeyEntry.Kind.prefix, .second, .suffix, .part] {
            guard let keys = lists.anchored[kind] else { continue }
            var kept = units
            let number =
                automata.add(
                    keys, kind == .part ? .everywhere : kind == .suffix ? .backward : .forward,
                    rejected: { existing += $0.units },
                    postings: { list in
                        kept += list
                        return (
                            UInt32(truncatingIfNeeded: kept.count - list.count), UInt32(truncatingIfNeeded: list.count)
                        )
                    }) + 1
            units = kept
            switch kind {
            case .prefix: slots[slot].prefix = number
            case .second: slots[slot].second = number
            case .suffix: slots[slot].suffix = number
            default: slots[slot].part = number
            }
        }
        slots[slot].existing = postings(existing)
        guard !lists.numbers.isEmpty else { return }
        var size = 2
        while size < lists.numbers.count * 2 { size *= 2 }
        let start = numberEntries.count
        numberEntries.append(contentsOf: repeatElement(Number(), count: size))
        slots[slot].numbers = .init(start: UInt32(truncatingIfNeeded: start), size: UInt32(truncatingIfNeeded: size))
        for (bits, list) in lists.numbers.sorted(by: { $0.key < $1.key }) {
            var place = Int(truncatingIfNeeded: TextHash.mix(bits ^ seed) & 0x7FFF_FFFF) & (size - 1)
            while numberEntries[start + place].postings.count > 0 { place = (place + 1) & (size - 1) }
            numberEntries[start + place] = Number(bits: bits, postings: postings(list))
        }
    }

    private mutating func postings(_ list: [UInt32]) -> KeyIndex.Postings {
        if list.isEmpty { return KeyIndex.Postings() }
        let sorted = Array(Set(list)).sorted()
        units += sorted
        return KeyIndex.Postings(
            start: UInt32(truncatingIfNeeded: units.count - sorted.count),
            count: UInt32(truncatingIfNeeded: sorted.count))
    }
}
