/// The tests of a program, ready to be asked: literals are the numbers that `LiteralTable` gives them, and what a test of the
/// event itself answered is remembered within the event.
struct TestTable: ~Copyable {
    struct Entry {
        var slot: UInt32
        /// The operands after the slot.
        var first: UInt32 = 0
        var second: UInt32 = 0
        var third: UInt32 = 0
        /// Of a test for literals the part of `members`: forms in ascending order, or the first forms of literals.
        var memberStart: UInt32 = 0
        var memberCount: UInt32 = Entry.noMembers
        private var kind: UInt8
        /// Whether its answer is remembered.
        var isKept = false
        /// Whether its members are literals, not forms of them.
        var isFolded: Bool

        static let noMembers = UInt32.max

        init(_ opcode: Opcode, slot: UInt32) {
            self.slot = slot
            kind = UInt8(truncatingIfNeeded: opcode.rawValue)
            isFolded = opcode == .foldedIn
        }

        var opcode: Opcode {
            guard let opcode = Opcode(rawValue: UInt32(kind)) else { preconditionFailure("a test has an opcode") }
            return opcode
        }
    }

    private let entries: UnsafeMutablePointer<Entry>
    private let members: UnsafeMutablePointer<UInt32>
    /// For each test the event that it was answered for, times two, plus the answer.
    private let answers: UnsafeMutablePointer<UInt64>
    let count: Int

    init(_ program: Program, _ literals: borrowing LiteralTableBuilder) {
        var entries: [Entry] = []
        var members: [UInt32] = []
        entries.reserveCapacity(program.tests.count)
        for index in 0..<program.tests.count {
            let row = Array(program.tests[UInt32(truncatingIfNeeded: index)])
            guard let opcode = Opcode(rawValue: row[0]) else { preconditionFailure("the verifier knows every opcode") }
            var entry = Entry(opcode, slot: row[1])
            if row.count > 2 { entry.first = row[2] }
            if row.count > 3 { entry.second = row[3] }
            if row.count > 4 { entry.third = row[4] }
            let isOfEvent = program.slots[Int(row[1])].scope == 0
            let isLiteral = isOfEvent && program.slots[Int(row[1])].kind != .matching
            entry.isKept = isOfEvent && opcode.isDear
            if isLiteral, let strings = program.literals(of: row) {
                let slot = Int(row[1])
                let isFolded = opcode == .foldedIn
                let numbers = strings.map {
                    isFolded ? literals.literal(of: $0, in: slot) : literals.form(of: $0, in: slot)
                }
                entry.memberStart = UInt32(truncatingIfNeeded: members.count)
                entry.memberCount = UInt32(truncatingIfNeeded: numbers.count)
                members += numbers.sorted()
            }
            entries.append(entry)
        }
        count = entries.count
        self.entries = .allocate(capacity: max(1, count))
        for (index, entry) in entries.enumerated() { (self.entries + index).initialize(to: entry) }
        self.members = members.copiedOut()
        answers = [UInt64](repeating: 0, count: count).copiedOut()
    }

    deinit {
        entries.deallocate()
        members.deallocate()
        answers.deallocate()
    }

    @inline(__always)
    func entry(_ number: UInt32) -> Entry { entries[Int(number)] }

    /// What a test answered for the event of that number; nil where it was not asked.
    @inline(__always)
    func answer(_ number: UInt32, of event: UInt64) -> Bool? {
        let known = answers[Int(number)]
        return known >> 1 == event ? known & 1 == 1 : nil
    }

    @inline(__always)
    func keep(_ answer: Bool, _ number: UInt32, of event: UInt64) {
        answers[Int(number)] = event << 1 | (answer ? 1 : 0)
    }

    /// Whether a number is among the members of a test.
    @inline(__always)
    func has(_ number: UInt32, _ start: Int, _ count: Int) -> Bool {
        var low = start
        var high = start + count
        while low < high {
            let middle = (low + high) / 2
            let member = members[middle]
            if member == number { return true }
            if member < number { low = middle + 1 } else { high = middle }
        }
        return false
    }
}

extension Program {
    /// The strings that a test compares whole values with; nil of other tests.
    func literals(of row: [UInt32]) -> [UInt32]? {
        switch Opcode(rawValue: row[0]) {
        case .keywordEquals: [row[2]]
        case .keywordIn, .foldedIn: Array(lists[row[2]])
        default: nil
        }
    }

    /// What tests and keys compare whole values of the event's fields with.
    var literalUses: [LiteralTableBuilder.Use] {
        var uses: [LiteralTableBuilder.Use] = []
        for index in 0..<tests.count {
            let row = Array(tests[UInt32(truncatingIfNeeded: index)])
            guard slots[Int(row[1])].scope == 0, slots[Int(row[1])].kind != .matching, let strings = literals(of: row)
            else { continue }
            let isForm = row[0] != Opcode.foldedIn.rawValue
            for string in strings { uses.append(.init(slot: row[1], string: string, isForm: isForm)) }
        }
        for place in stride(from: 0, to: covers.words.count, by: KeyEntry.words) {
            let key = KeyEntry(covers.words[...], at: place)
            if key.kind == .text { uses.append(.init(slot: key.slot, string: key.operand, isForm: false)) }
        }
        return uses
    }
}

extension Opcode {
    /// Whether it reads more of a value than its literal's number.
    var isDear: Bool {
        switch self {
        case .exists, .keywordEquals, .keywordIn, .foldedIn, .booleanEquals: false
        default: true
        }
    }
}
