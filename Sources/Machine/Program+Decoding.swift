import Values

extension Program {
    /// Decodes and verifies; nothing of an unverified program can be run.
    package init(decoding bytes: [UInt8]) throws(ProgramError) {
        var reader = try ProgramReader(bytes)
        var program = Program(empty: ())
        program.schemaFingerprint = reader.schemaFingerprint
        try reader.readPools(into: &program)
        try reader.readTables(into: &program)
        try ProgramVerifier(program, reader).verify()
        program.deriveTables()
        self = program
    }
}

/// Reads the header and the sections of a program file, every length checked before it is used.
struct ProgramReader {
    private let bytes: [UInt8]
    /// Start and end of each section, in the order of `Section`.
    private(set) var sections: [Range<Int>] = []
    private var place = 0
    private var end = 0

    init(_ bytes: [UInt8]) throws(ProgramError) {
        self.bytes = bytes
        guard bytes.starts(with: ProgramFormat.magic) else { throw .notAProgram }
        guard bytes.count <= ProgramFormat.maximumBytes else { throw .tooLarge }
        guard bytes.count >= ProgramFormat.headerBytes else {
            throw .damaged(offset: bytes.count, "it ends inside the header")
        }
        let version = word(at: 8)
        guard version == ProgramFormat.version else { throw .otherVersion(version) }
        let checksum = UInt64(word(at: 16)) | UInt64(word(at: 20)) << 32
        guard checksum == ProgramFormat.checksum(bytes.span, from: ProgramFormat.checksumStart) else {
            throw .damaged(offset: 16, "the checksum is another")
        }
        try readSectionTable()
    }

    /// As the header has it.
    var schemaFingerprint: UInt64 { UInt64(word(at: 24)) | UInt64(word(at: 28)) << 32 }

    private mutating func readSectionTable() throws(ProgramError) {
        let expected = ProgramFormat.Section.allCases
        guard word(at: 12) == UInt32(expected.count) else {
            throw .damaged(offset: 12, "the number of sections is wrong")
        }
        var next = ProgramFormat.headerBytes + ProgramFormat.sectionBytes * expected.count
        guard bytes.count >= next else { throw .damaged(offset: bytes.count, "it ends inside the table of sections") }
        for (index, section) in expected.enumerated() {
            let entry = ProgramFormat.headerBytes + ProgramFormat.sectionBytes * index
            let start = Int(word(at: entry + 4))
            let count = Int(word(at: entry + 8))
            guard word(at: entry) == section.rawValue else {
                throw .damaged(offset: entry, "section \(section.name) is missing")
            }
            guard start == next, count <= bytes.count - start else {
                throw .damaged(offset: entry + 4, "section \(section.name) does not follow the one before")
            }
            sections.append(start..<(start + count))
            next = (start + count + 3) / 4 * 4
            guard next <= bytes.count else { throw .damaged(offset: bytes.count, "section \(section.name) is cut off") }
            for place in (start + count)..<next where bytes[place] != 0 {
                throw .damaged(offset: place, "a byte between two sections is not zero")
            }
        }
        guard next == bytes.count else { throw .damaged(offset: next, "bytes follow the last section") }
    }

    /// The byte offset of a word of a section, for messages.
    func offset(_ section: ProgramFormat.Section, word: Int) -> Int {
        let index = ProgramFormat.Section.allCases.firstIndex(of: section) ?? 0
        return sections[index].lowerBound + 4 * word
    }

    private func word(at place: Int) -> UInt32 {
        UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
            | UInt32(bytes[place + 3]) << 24
    }

    // MARK: - Sections

    private mutating func open(_ section: ProgramFormat.Section) {
        let index = ProgramFormat.Section.allCases.firstIndex(of: section) ?? 0
        place = sections[index].lowerBound
        end = sections[index].upperBound
    }

    private mutating func word() throws(ProgramError) -> UInt32 {
        guard end - place >= 4 else { throw .damaged(offset: place, "a section ends too early") }
        defer { place += 4 }
        return word(at: place)
    }

    private mutating func words64() throws(ProgramError) -> UInt64 {
        let low = try word()
        return try UInt64(low) | UInt64(word()) << 32
    }

    private mutating func wide() throws(ProgramError) -> UInt128 {
        let low = try words64()
        return try UInt128(low) | UInt128(words64()) << 64
    }

    /// The rest of the section as words.
    private mutating func remainingWords() throws(ProgramError) -> [UInt32] {
        guard (end - place) % 4 == 0 else { throw .damaged(offset: end, "a section is not made of words") }
        var words: [UInt32] = []
        words.reserveCapacity((end - place) / 4)
        while place < end { words.append(try word()) }
        return words
    }

    /// Ends of rows: ascending, the last one is `total` (not known before they are read).
    private mutating func ends() throws(ProgramError) -> [UInt32] {
        let count = Int(try word())
        guard count <= (end - place) / 4 else { throw .damaged(offset: place - 4, "a count is too large") }
        var ends: [UInt32] = []
        ends.reserveCapacity(count)
        for _ in 0..<count {
            let next = try word()
            guard next >= ends.last ?? 0 else { throw .damaged(offset: place - 4, "a row ends before it begins") }
            ends.append(next)
        }
        return ends
    }

    private mutating func rows() throws(ProgramError) -> WordRows {
        let ends = try ends()
        let words = try remainingWords()
        guard Int(ends.last ?? 0) == words.count else { throw .damaged(offset: end, "rows do not fill their section") }
        return WordRows(words: words, ends: ends)
    }

    mutating func readPools(into program: inout Program) throws(ProgramError) {
        open(.strings)
        program.strings.ends = try ends()
        program.strings.bytes = Array(bytes[place..<end])
        guard Int(program.strings.ends.last ?? 0) == program.strings.bytes.count else {
            throw .damaged(offset: end, "strings do not fill their section")
        }
        open(.lists)
        program.lists = try rows()
        open(.patterns)
        program.patterns = try rows()
        open(.addresses)
        while place < end {
            let low = try wide()
            program.addresses.append(IPRange(IPAddress(bits: low), IPAddress(bits: try wide())))
        }
        open(.integers)
        while place < end {
            let low = try wide()
            program.integers.append(IntegerRange(Int128(bitPattern: low), Int128(bitPattern: try wide())))
        }
        open(.numbers)
        while place < end {
            let low = try words64()
            program.numbers.append(NumberRange(Double(bitPattern: low), Double(bitPattern: try words64())))
        }
        open(.dates)
        try readDates(into: &program)
    }

    private mutating func readDates(into program: inout Program) throws(ProgramError) {
        let count = Int(try word())
        guard count <= (end - place) / 8 else { throw .damaged(offset: place - 4, "a count is too large") }
        for _ in 0..<count {
            let low = try dateBound()
            program.dates.append(DateRange(low: low, high: try dateBound()))
        }
        guard place == end else { throw .damaged(offset: place, "dates do not fill their section") }
    }

    private mutating func dateBound() throws(ProgramError) -> DateBound {
        let start = place
        switch try word() {
        case 0: return .open
        case 1:
            let seconds = Int64(bitPattern: try words64())
            let nanoseconds = Int32(bitPattern: try word())
            let instant = Instant(seconds: seconds, nanoseconds: nanoseconds)
            guard instant.seconds == seconds, instant.nanoseconds == nanoseconds else {
                throw .damaged(offset: start, "an instant is out of range")
            }
            return .instant(instant)
        case 2:
            let roundsUp = try word()
            let adjustment = RelativeBound.Adjustment(rawValue: try word())
            let count = Int(try word())
            guard let adjustment, roundsUp <= 1, count <= 64, count <= (end - place) / 12 else {
                throw .damaged(offset: start, "a relative date is malformed")
            }
            var steps: [DateStep] = []
            for _ in 0..<count { steps.append(try dateStep()) }
            return .relative(RelativeBound(steps: steps, roundsUp: roundsUp == 1, adjustment: adjustment))
        default: throw .damaged(offset: start, "a date has an unknown form")
        }
    }

    private mutating func dateStep() throws(ProgramError) -> DateStep {
        let start = place
        let adds = try word()
        let count = Int32(bitPattern: try word())
        // As long as the longest that a query can write: nine digits.
        guard let unit = DateStep.Unit(rawValue: try word()), adds <= 1, count.magnitude < 1_000_000_000,
            adds == 1 || count == 0
        else { throw .damaged(offset: start, "a step of date math is malformed") }
        return DateStep(count: adds == 1 ? count : nil, unit: unit)
    }

    mutating func readTables(into program: inout Program) throws(ProgramError) {
        open(.slots)
        while place < end {
            let start = place
            let scope = try word()
            let kind = SlotKind(rawValue: try word())
            guard let kind else { throw .damaged(offset: start + 4, "a slot is of an unknown kind") }
            program.slots.append(SlotEntry(scope: scope, kind: kind, path: try word()))
        }
        open(.scopes)
        while place < end {
            let parent = try word()
            program.scopes.append(ScopeEntry(parent: parent, objects: try word()))
        }
        open(.rules)
        while place < end {
            let start = place
            var words: [UInt32] = []
            for _ in 0..<5 { words.append(try word()) }
            guard let kind = AlertKind(rawValue: words[3]) else {
                throw .damaged(offset: start + 12, "a rule is of an unknown kind")
            }
            program.rules.append(
                RuleEntry(
                    id: words[0], name: words[1], severity: words[2], riskScore: Int64(bitPattern: try words64()),
                    kind: kind, threat: words[4]))
        }
        open(.code)
        program.code = try remainingWords()
        open(.automata)
        program.automata = try rows()
        open(.covers)
        program.covers = try rows()
        open(.tests)
        program.tests = try rows()
        open(.units)
        while place < end {
            let start = place
            let rule = try word()
            guard let role = UnitRole(rawValue: try word()) else {
                throw .damaged(offset: start + 4, "a unit is of an unknown role")
            }
            let stage = try word()
            program.units.append(UnitEntry(rule: rule, role: role, stage: stage, entry: try word()))
        }
    }
}
