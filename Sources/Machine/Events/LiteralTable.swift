import Values

/// The literals that tests and keys compare whole values of a field with, of all fields of the event: a value is hashed and
/// looked up once, and everything that compares it works with the number of what was found.
///
/// A literal is a text in lower case. Tests that respect case compare with *forms* of it, each written in another way. Forms
/// are numbered through all fields; after the forms of a literal comes one more number, for values of another form.
/// Open addressing, a part of the entries for each slot. Invariant: a part has a free entry, so that probing ends.
struct LiteralTable: ~Copyable {
    struct Entry {
        /// The first eight bytes of the text, zeros after it.
        var head: UInt64 = 0
        var hash: UInt32 = 0
        var textStart: UInt32 = 0
        var textCount: UInt32 = 0
        /// 0: the entry is free.
        var forms: UInt32 = 0
        /// The number of the first form.
        var first: UInt32 = 0
        /// Whether the first form is the text itself.
        var isPlain = false
    }

    /// A slot's part of the entries.
    struct Part {
        var start: UInt32 = 0
        /// A power of two less one; nothing to look for where there are no lengths.
        var mask: UInt32 = 0
        /// A bit for each length of less than 63 bytes, the highest for all others.
        var lengths: UInt64 = 0
        var longest: UInt32 = 0
    }

    /// What a cell's note says of its value: not looked up, no literal, else the number of the form and `firstForm`.
    static let unknown: UInt32 = 0
    static let noLiteral: UInt32 = 1
    static let firstForm: UInt32 = 2

    let parts: UnsafeMutablePointer<Part>
    private let entries: UnsafeMutablePointer<Entry>
    /// For each entry 0 where it is free, else a part of its hash: nearly all values that are no literal need no more.
    private let tags: UnsafeMutablePointer<UInt8>
    private let texts: UnsafeMutablePointer<UInt8>
    /// Where the bytes of each form are, which are as many as of its literal.
    private let formStarts: UnsafeMutablePointer<UInt32>
    /// The literal of each form: the number of its first one.
    let literals: UnsafeMutablePointer<UInt32>
    private let seed: UInt64
    /// Short values that were looked up last: most events hold the same few.
    private let recent: UnsafeMutablePointer<Recent>
    private static let recentCount = 1024

    private struct Recent {
        /// The first eight and the last eight bytes of a value of at most 16.
        var first: UInt64 = 0
        var last: UInt64 = 0
        /// Its slot, and its count plus 1 in the lowest byte; 0: nothing.
        var place: UInt32 = 0
        var note: UInt32 = 0
    }

    /// Values that were looked up because a literal is as long, over all events.
    private(set) var probes: UInt64 = 0

    init(_ builder: borrowing LiteralTableBuilder) {
        parts = builder.parts.copiedOut()
        entries = builder.entries.copiedOut()
        tags = builder.entries.map { $0.forms > 0 ? Self.tag($0.hash) : 0 }.copiedOut()
        texts = (builder.texts + [UInt8](repeating: 0, count: 8)).copiedOut()
        formStarts = builder.formStarts.copiedOut()
        literals = builder.literals.copiedOut()
        recent = [Recent](repeating: Recent(), count: Self.recentCount).copiedOut()
        seed = builder.seed
    }

    deinit {
        parts.deallocate()
        entries.deallocate()
        tags.deallocate()
        texts.deallocate()
        formStarts.deallocate()
        literals.deallocate()
        recent.deallocate()
    }

    /// What a cell of the slot notes of a value. Eight bytes after the text can be read.
    @inline(__always)
    mutating func note(_ text: UnsafePointer<UInt8>, _ count: Int, in slot: Int) -> UInt32 {
        guard count <= 16, slot < 1 << 24 else { return search(text, count, in: slot) }
        var first = UnsafeRawPointer(text).loadUnaligned(as: UInt64.self)
        var last: UInt64 = 0
        if count > 8 {
            last = UnsafeRawPointer(text + count - 8).loadUnaligned(as: UInt64.self)
        } else if count < 8 {
            first &= (1 << UInt64(count * 8)) - 1
        }
        let place = UInt32(truncatingIfNeeded: slot) << 8 | UInt32(truncatingIfNeeded: count + 1)
        let hash = TextHash.mix(first ^ last &* 0x9E37_79B9 ^ UInt64(place) << 40 ^ seed)
        let known = recent + (Int(truncatingIfNeeded: hash) & (Self.recentCount - 1))
        if known.pointee.first == first, known.pointee.last == last, known.pointee.place == place {
            return known.pointee.note
        }
        let note = search(text, count, in: slot)
        known.pointee = Recent(first: first, last: last, place: place, note: note)
        return note
    }

    private mutating func search(_ text: UnsafePointer<UInt8>, _ count: Int, in slot: Int) -> UInt32 {
        let part = parts[slot]
        guard count <= Int(part.longest), part.lengths >> UInt64(min(count, 63)) & 1 == 1 else {
            return Self.noLiteral
        }
        probes &+= 1
        let hash = TextHash.foldedHash(text, count, seed: seed)
        let tag = Self.tag(hash)
        let start = Int(part.start)
        var place = Int(hash & part.mask)
        while tags[start + place] != 0 {
            if tags[start + place] == tag {
                let entry = entries + start + place
                if entry.pointee.hash == hash, Int(entry.pointee.textCount) == count, isText(entry, text, count) {
                    return Self.firstForm + form(of: entry, text, count)
                }
            }
            place = (place + 1) & Int(part.mask)
        }
        return Self.noLiteral
    }

    @inline(__always)
    private static func tag(_ hash: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: hash >> 24) | 1 }

    @inline(__always)
    private func isText(_ entry: UnsafeMutablePointer<Entry>, _ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var head = TextHash.lowered(UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
        if count < 8 { head &= (1 << UInt64(count * 8)) - 1 }
        guard head == entry.pointee.head else { return false }
        return count <= 8 || TextHash.isFolded(text + 8, texts + Int(entry.pointee.textStart) + 8, count - 8)
    }

    @inline(__always)
    private func form(of entry: UnsafeMutablePointer<Entry>, _ text: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        let first = entry.pointee.first
        if entry.pointee.forms == 1 { return first }
        if entry.pointee.isPlain, TextHash.isLowered(text, count) { return first }
        for form in first..<(first + entry.pointee.forms - 1) where isForm(form, text, count) { return form }
        return first + entry.pointee.forms - 1
    }

    /// All forms are as long as their literal.
    private func isForm(_ form: UInt32, _ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        TextHash.isSame(text, texts + Int(formStarts[Int(form)]), count)
    }
}

/// Gathers the literals of a program.
struct LiteralTableBuilder: ~Copyable {
    private(set) var parts: [LiteralTable.Part]
    private(set) var entries: [LiteralTable.Entry] = []
    private(set) var texts: [UInt8] = []
    private(set) var formStarts: [UInt32] = []
    private(set) var literals: [UInt32] = []
    let seed = UInt64.random(in: .min ... .max)
    private let program: Program
    /// For each string of the program the hash of it in lower case, and where that is among the texts.
    private var hashes: [UInt32]
    private var foldedStarts: [UInt32]

    /// A string that a slot compares with, and whether in its own form.
    struct Use: Hashable {
        var slot: UInt32
        var string: UInt32
        var isForm: Bool
    }

    init(_ program: Program, _ uses: [Use]) {
        self.program = program
        parts = [LiteralTable.Part](repeating: LiteralTable.Part(), count: program.slots.count)
        hashes = [UInt32](repeating: 0, count: program.strings.count)
        foldedStarts = [UInt32](repeating: .max, count: program.strings.count)
        var bySlot = [[Use]](repeating: [], count: program.slots.count)
        for use in uses { bySlot[Int(use.slot)].append(use) }
        for slot in bySlot.indices where !bySlot[slot].isEmpty { add(bySlot[slot], to: slot) }
    }

    private mutating func prepare(_ string: UInt32) {
        let index = Int(string)
        guard foldedStarts[index] == .max else { return }
        let range = program.strings.range(string)
        foldedStarts[index] = UInt32(truncatingIfNeeded: texts.count)
        let start = texts.count
        for byte in program.strings.bytes[range] { texts.append(CaseFolding.lowered(byte)) }
        texts.append(contentsOf: repeatElement(0, count: 8))
        let seed = seed
        hashes[index] = texts.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { TextHash.hash($0 + start, range.count, seed: seed) } ?? 0
        }
        texts.removeLast(8)
    }

    /// The strings of a slot, those of one literal together.
    private mutating func add(_ uses: [Use], to slot: Int) {
        var size = 2
        while size < uses.count * 2 { size *= 2 }
        let start = entries.count
        entries.append(contentsOf: repeatElement(LiteralTable.Entry(), count: size))
        parts[slot].start = UInt32(truncatingIfNeeded: start)
        parts[slot].mask = UInt32(truncatingIfNeeded: size - 1)
        // The forms of each entry of this slot, to be numbered when all are known.
        var forms: [Int: [UInt32]] = [:]
        for use in uses {
            prepare(use.string)
            let place = entry(for: use.string, start, size)
            if entries[place].forms == 0 {
                let count = program.strings.range(use.string).count
                entries[place] = LiteralTable.Entry(
                    head: head(use.string), hash: hashes[Int(use.string)], textStart: foldedStarts[Int(use.string)],
                    textCount: UInt32(truncatingIfNeeded: count), forms: 1)
                parts[slot].lengths |= 1 << UInt64(min(count, 63))
                parts[slot].longest = max(parts[slot].longest, UInt32(truncatingIfNeeded: count))
            }
            if use.isForm, forms[place]?.contains(where: { isSame($0, use.string) }) != true {
                forms[place, default: []].append(use.string)
            }
        }
        for place in start..<(start + size) where entries[place].forms > 0 {
            number(place, forms[place] ?? [])
        }
    }

    /// The first eight bytes of a string in lower case.
    private func head(_ string: UInt32) -> UInt64 {
        let start = Int(foldedStarts[Int(string)])
        var head: UInt64 = 0
        for index in 0..<min(8, program.strings.range(string).count) {
            head |= UInt64(texts[start + index]) << UInt64(8 * index)
        }
        return head
    }

    private mutating func number(_ place: Int, _ unordered: [UInt32]) {
        // The form that is the literal itself comes first.
        let plain = unordered.filter { string in
            let start = Int(entries[place].textStart)
            return program.strings.bytes[program.strings.range(string)]
                == texts[start..<(start + Int(entries[place].textCount))]
        }
        let forms = plain + unordered.filter { !plain.contains($0) }
        entries[place].isPlain = !plain.isEmpty
        let first = UInt32(truncatingIfNeeded: literals.count)
        entries[place].first = first
        entries[place].forms = UInt32(truncatingIfNeeded: forms.count + 1)
        for string in forms {
            let range = program.strings.range(string)
            formStarts.append(UInt32(truncatingIfNeeded: texts.count))
            texts.append(contentsOf: program.strings.bytes[range])
            literals.append(first)
        }
        formStarts.append(0)
        literals.append(first)
    }

    private func isSame(_ a: UInt32, _ b: UInt32) -> Bool {
        a == b || program.strings.bytes[program.strings.range(a)] == program.strings.bytes[program.strings.range(b)]
    }

    /// The entry of a string, or the free one that it belongs into.
    private func entry(for string: UInt32, _ start: Int, _ size: Int) -> Int {
        let hash = hashes[Int(string)]
        let count = program.strings.range(string).count
        let text = Int(foldedStarts[Int(string)])
        var place = Int(hash) & (size - 1)
        while entries[start + place].forms > 0 {
            let entry = entries[start + place]
            if entry.hash == hash, Int(entry.textCount) == count,
                Int(entry.textStart) == text
                    || texts[Int(entry.textStart)..<(Int(entry.textStart) + count)] == texts[text..<(text + count)]
            {
                break
            }
            place = (place + 1) & (size - 1)
        }
        return start + place
    }

    /// The literal of a string in a slot that it was gathered for: the number of its first form.
    func literal(of string: UInt32, in slot: Int) -> UInt32 {
        entries[entry(for: string, Int(parts[slot].start), Int(parts[slot].mask) + 1)].first
    }

    /// The form that a string is in a slot for which it was gathered as one.
    func form(of string: UInt32, in slot: Int) -> UInt32 {
        let entry = entries[entry(for: string, Int(parts[slot].start), Int(parts[slot].mask) + 1)]
        let text = program.strings.bytes[program.strings.range(string)]
        for form in entry.first..<(entry.first + entry.forms - 1) {
            let start = Int(formStarts[Int(form)])
            if texts[start..<(start + text.count)] == text { return form }
        }
        return entry.first + entry.forms - 1
    }
}
