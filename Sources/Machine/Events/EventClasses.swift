/// What the fields that say of which kind an event is rule out: events with the same values in them are of one class, and a
/// class knows the units that its events may meet.
///
/// Law: events of one class answer all class tests alike. A class is known by what `LiteralTable` notes of the values of its
/// fields, in any order, so its tests are those that work with nothing else. A unit is *alive* in a class unless one of the
/// class tests that its code begins with rules the class out.
struct EventClasses: ~Copyable {
    /// Beyond them an event is of no class, and all units are alive.
    private static let mostClasses = 1024
    /// Values of all fields of one event that a class is made of.
    private static let mostNotes = 64

    /// A class test that a unit's code begins with, and the answer without which the unit is left.
    struct Clause {
        var test: UInt32
        var wanted: Bool
    }

    private struct Class {
        var hash: UInt64 = 0
        var notesStart = 0
        var notesCount = 0
    }

    /// Slots of the class fields that the program asks for.
    private let slots: UnsafeMutablePointer<Int>
    let fieldCount: Int
    /// Each test that a clause names.
    let tests: [UInt32]
    private let clauses: UnsafeMutablePointer<Clause>
    /// For each unit where its clauses end; and the first word of its code after them.
    private let clauseEnds: UnsafeMutablePointer<UInt32>
    private let bodies: UnsafeMutablePointer<UInt32>
    private let unitCount: Int
    private let wordCount: Int
    /// For each unit the slots of its keys: where they end.
    private let keySlots: UnsafeMutablePointer<UInt32>
    private let keySlotEnds: UnsafeMutablePointer<UInt32>
    private let slotCount: Int

    private var classes: [Class] = []
    /// For each place of a hash a class; -1: none.
    private let table: UnsafeMutablePointer<Int32>
    private static let tableSize = 2 * mostClasses
    /// For each class a bit for each unit that is alive, and for each slot whose keys serve one.
    private var alive: [UInt64] = []
    private var active: [UInt64] = []
    private let slotWords: Int
    private var knownNotes: [UInt32] = []
    /// The notes of the event at hand, each field's in ascending order after the field's number.
    private let notes: UnsafeMutablePointer<UInt32>
    /// `mostNotes` plus 1: there are too many.
    private var noteCount = 0
    private var truths: [Bool] = []

    init(_ program: Program) {
        var slots: [Int] = []
        for (index, slot) in program.slots.enumerated()
        where slot.scope == 0 && slot.kind == .values
            && Program.classFields.contains(where: {
                $0.utf8.elementsEqual(program.strings.bytes[program.strings.range(slot.path)])
            })
        {
            slots.append(index)
        }
        self.slots = slots.copiedOut()
        fieldCount = slots.count
        notes = [UInt32](repeating: 0, count: Self.mostNotes + 1).copiedOut()
        let isClassTest = Self.classTests(program, Set(slots))
        var clauses: [Clause] = []
        var ends: [UInt32] = []
        var bodies: [UInt32] = []
        var used: Set<UInt32> = []
        for unit in program.units.indices {
            let (own, body) = Self.clauses(program, unit, isClassTest)
            clauses += own
            ends.append(UInt32(truncatingIfNeeded: clauses.count))
            bodies.append(UInt32(truncatingIfNeeded: body))
            for clause in own { used.insert(clause.test) }
        }
        tests = used.sorted()
        self.clauses = clauses.copiedOut()
        clauseEnds = ends.copiedOut()
        self.bodies = bodies.copiedOut()
        unitCount = program.units.count
        wordCount = (unitCount + 63) / 64
        slotCount = program.slots.count
        slotWords = (slotCount + 63) / 64
        var keySlots: [UInt32] = []
        var keyEnds: [UInt32] = []
        for unit in program.units.indices {
            let keys = KeyEntry.all(program.covers[UInt32(truncatingIfNeeded: unit)])
            keySlots += Set(keys.filter { $0.kind != .always }.map(\.slot)).sorted()
            keyEnds.append(UInt32(truncatingIfNeeded: keySlots.count))
        }
        self.keySlots = keySlots.copiedOut()
        keySlotEnds = keyEnds.copiedOut()
        table = [Int32](repeating: -1, count: Self.tableSize).copiedOut()
        truths = [Bool](repeating: false, count: program.tests.count)
    }

    deinit {
        slots.deallocate()
        notes.deallocate()
        table.deallocate()
        clauses.deallocate()
        clauseEnds.deallocate()
        bodies.deallocate()
        keySlots.deallocate()
        keySlotEnds.deallocate()
    }

    private static func classTests(_ program: Program, _ slots: Set<Int>) -> [Bool] {
        (0..<program.tests.count).map { index in
            let row = program.tests[UInt32(truncatingIfNeeded: index)]
            guard slots.contains(Int(row[row.startIndex + 1])) else { return false }
            switch Opcode(rawValue: row[row.startIndex]) {
            case .keywordEquals, .keywordIn, .foldedIn, .exists: return true
            default: return false
            }
        }
    }

    /// The class tests that a unit's code begins with, each of which leaves the unit, and the word after them.
    private static func clauses(_ program: Program, _ unit: Int, _ isClassTest: [Bool]) -> ([Clause], Int) {
        let range = program.code(ofUnit: unit)
        var clauses: [Clause] = []
        var place = range.lowerBound
        // The guard stays part of what is run: it is not of the class.
        if program.code[place] == Opcode.guardIndex.rawValue { return ([], place) }
        while place < range.upperBound {
            let opcode = program.code[place]
            guard opcode == Opcode.jumpUnless.rawValue || opcode == Opcode.jumpWhen.rawValue else { break }
            let target = Int(program.code[place + 2])
            guard isClassTest[Int(program.code[place + 1])], program.code[target] == Opcode.end.rawValue else { break }
            clauses.append(Clause(test: program.code[place + 1], wanted: opcode == Opcode.jumpUnless.rawValue))
            place += 3
        }
        return (clauses, place)
    }

    // MARK: - An event

    /// The slot of a class field.
    @inline(__always)
    func slot(_ field: Int) -> Int { slots[field] }

    /// Begins to take the notes of an event.
    @inline(__always)
    mutating func begin() { noteCount = 0 }

    /// Takes the notes of a field that has values.
    @inline(__always)
    mutating func beginField(_ slot: Int) { append(0x8000_0000 | UInt32(truncatingIfNeeded: slot)) }

    @inline(__always)
    private mutating func append(_ note: UInt32) {
        notes[noteCount] = note
        noteCount = min(noteCount + 1, Self.mostNotes)
    }

    @inline(__always)
    mutating func add(_ note: UInt32) {
        // In ascending order behind the field's number, which is above all notes.
        var place = noteCount
        append(note)
        while place > 0, notes[place - 1] > note, notes[place - 1] < 0x8000_0000 {
            notes[place] = notes[place - 1]
            place -= 1
        }
        notes[place] = note
    }

    /// The class of the notes; nil where it is not known yet, -1 where there are too many.
    @inline(__always)
    mutating func find() -> Int? {
        if noteCount == Self.mostNotes { return -1 }
        let hash = hash()
        var place = Int(truncatingIfNeeded: hash) & (Self.tableSize - 1)
        while table[place] >= 0 {
            let known = classes[Int(table[place])]
            if known.hash == hash, known.notesCount == noteCount, isSame(known) { return Int(table[place]) }
            place = (place + 1) & (Self.tableSize - 1)
        }
        return classes.count == Self.mostClasses ? -1 : nil
    }

    private func hash() -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        for index in 0..<noteCount { hash = TextHash.mix(hash ^ UInt64(notes[index])) }
        return hash & 0x7FFF_FFFF_FFFF_FFFF
    }

    private func isSame(_ known: Class) -> Bool {
        for index in 0..<known.notesCount where knownNotes[known.notesStart + index] != notes[index] { return false }
        return true
    }

    /// Makes the class of the event at hand, which answers its tests.
    /// `answers`: those of `tests`.
    mutating func make(_ answers: [Bool]) -> Int {
        for (test, answer) in zip(tests, answers) { truths[Int(test)] = answer }
        let hash = hash()
        let number = classes.count
        classes.append(Class(hash: hash, notesStart: knownNotes.count, notesCount: noteCount))
        for index in 0..<noteCount { knownNotes.append(notes[index]) }
        var place = Int(truncatingIfNeeded: hash) & (Self.tableSize - 1)
        while table[place] >= 0 { place = (place + 1) & (Self.tableSize - 1) }
        table[place] = Int32(number)
        let base = alive.count
        alive.append(contentsOf: repeatElement(0, count: wordCount))
        let slotBase = active.count
        active.append(contentsOf: repeatElement(0, count: slotWords))
        for unit in 0..<unitCount where isAlive(unit) {
            alive[base + unit >> 6] |= 1 << UInt64(unit & 63)
            let start = unit == 0 ? 0 : Int(keySlotEnds[unit - 1])
            for index in start..<Int(keySlotEnds[unit]) {
                let slot = Int(keySlots[index])
                active[slotBase + slot >> 6] |= 1 << UInt64(slot & 63)
            }
        }
        return number
    }

    private func isAlive(_ unit: Int) -> Bool {
        let start = unit == 0 ? 0 : Int(clauseEnds[unit - 1])
        for index in start..<Int(clauseEnds[unit]) where truths[Int(clauses[index].test)] != clauses[index].wanted {
            return false
        }
        return true
    }

    /// The units of a word of marks that are alive.
    @inline(__always)
    func alive(_ number: Int, word: Int) -> UInt64 { alive[number * wordCount + word] }

    /// The first word of a unit's code after its class tests.
    @inline(__always)
    func body(of unit: Int) -> Int { Int(bodies[unit]) }

    /// Whether keys of a slot serve a unit that is alive.
    @inline(__always)
    func isActive(_ number: Int, slot: Int) -> Bool {
        active[number * slotWords + slot >> 6] >> UInt64(slot & 63) & 1 == 1
    }
}

extension Program {
    /// Fields that say of which kind an event is.
    package static let classFields = [
        "event.category", "event.type", "event.kind", "event.module", "event.outcome", "event.dataset",
        "data_stream.dataset", "data_stream.type", "host.os.type", "agent.type",
    ]
}
