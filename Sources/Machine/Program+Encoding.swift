import Values

extension Program {
    /// The bytes of the program file. Equal programs give equal bytes.
    package func encoded() -> [UInt8] {
        var writer = SectionWriter()
        for section in ProgramFormat.Section.allCases {
            writer.begin(section)
            write(section, &writer)
        }
        return writer.finish(schemaFingerprint: schemaFingerprint)
    }

    private func write(_ section: ProgramFormat.Section, _ writer: inout SectionWriter) {
        switch section {
        case .strings:
            writer.rows(strings.ends)
            writer.bytes += strings.bytes
        case .lists:
            writer.rows(lists.ends)
            writer.words(lists.words)
        case .patterns:
            writer.rows(patterns.ends)
            writer.words(patterns.words)
        case .addresses: for range in addresses { writer.wide(range.low.bits, range.high.bits) }
        case .integers:
            for range in integers { writer.wide(UInt128(bitPattern: range.low), UInt128(bitPattern: range.high)) }
        case .numbers: for range in numbers { writer.words64(range.low.bitPattern, range.high.bitPattern) }
        case .dates: write(dates, &writer)
        case .slots: for slot in slots { writer.words([slot.scope, slot.kind.rawValue, slot.path]) }
        case .scopes: for scope in scopes { writer.words([scope.parent, scope.objects]) }
        case .rules:
            for rule in rules {
                writer.words([rule.id, rule.name, rule.severity, rule.kind.rawValue, rule.threat])
                writer.words64(UInt64(bitPattern: rule.riskScore))
            }
        case .code: writer.words(code)
        case .automata:
            writer.rows(automata.ends)
            writer.words(automata.words)
        case .covers:
            writer.rows(covers.ends)
            writer.words(covers.words)
        case .tests:
            writer.rows(tests.ends)
            writer.words(tests.words)
        case .units: for unit in units { writer.words([unit.rule, unit.role.rawValue, unit.stage, unit.entry]) }
        }
    }

    /// Each bound: its form (0 open, 1 an instant, 2 relative), then what the form needs.
    private func write(_ dates: [DateRange], _ writer: inout SectionWriter) {
        writer.word(UInt32(truncatingIfNeeded: dates.count))
        for bound in dates.flatMap({ [$0.low, $0.high] }) {
            switch bound {
            case .open: writer.word(0)
            case .instant(let instant):
                writer.word(1)
                writer.words64(UInt64(bitPattern: instant.seconds))
                writer.word(UInt32(bitPattern: instant.nanoseconds))
            case .relative(let relative):
                writer.word(2)
                writer.word(relative.roundsUp ? 1 : 0)
                writer.word(relative.adjustment.rawValue)
                writer.word(UInt32(truncatingIfNeeded: relative.steps.count))
                for step in relative.steps {
                    writer.word(step.count == nil ? 0 : 1)
                    writer.word(UInt32(bitPattern: step.count ?? 0))
                    writer.word(step.unit.rawValue)
                }
            }
        }
    }
}

/// Appends sections and fills in their table at the end.
private struct SectionWriter {
    var bytes: [UInt8]
    private var starts: [Int] = []

    init() {
        let count = ProgramFormat.Section.allCases.count
        bytes = [UInt8](repeating: 0, count: ProgramFormat.headerBytes + ProgramFormat.sectionBytes * count)
    }

    mutating func begin(_ section: ProgramFormat.Section) {
        align()
        starts.append(bytes.count)
        ends.append(bytes.count)
    }

    private var ends: [Int] = []

    mutating func word(_ word: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }

    mutating func words(_ words: [UInt32]) { for word in words { self.word(word) } }

    /// A count, then the ends.
    mutating func rows(_ ends: [UInt32]) {
        word(UInt32(truncatingIfNeeded: ends.count))
        words(ends)
    }

    mutating func words64(_ values: UInt64...) {
        for value in values {
            word(UInt32(truncatingIfNeeded: value))
            word(UInt32(truncatingIfNeeded: value >> 32))
        }
    }

    mutating func wide(_ values: UInt128...) {
        for value in values { words64(UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value >> 64)) }
    }

    private mutating func align() {
        if !starts.isEmpty { ends[ends.count - 1] = bytes.count }
        while bytes.count % 4 != 0 { bytes.append(0) }
    }

    mutating func finish(schemaFingerprint: UInt64) -> [UInt8] {
        align()
        for (index, byte) in ProgramFormat.magic.enumerated() { bytes[index] = byte }
        put(ProgramFormat.version, at: 8)
        put(UInt32(truncatingIfNeeded: starts.count), at: 12)
        put(UInt32(truncatingIfNeeded: schemaFingerprint), at: 24)
        put(UInt32(truncatingIfNeeded: schemaFingerprint >> 32), at: 28)
        for (index, section) in ProgramFormat.Section.allCases.enumerated() {
            let place = ProgramFormat.headerBytes + ProgramFormat.sectionBytes * index
            put(section.rawValue, at: place)
            put(UInt32(truncatingIfNeeded: starts[index]), at: place + 4)
            put(UInt32(truncatingIfNeeded: ends[index] - starts[index]), at: place + 8)
        }
        let checksum = ProgramFormat.checksum(bytes.span, from: ProgramFormat.checksumStart)
        put(UInt32(truncatingIfNeeded: checksum), at: 16)
        put(UInt32(truncatingIfNeeded: checksum >> 32), at: 20)
        return bytes
    }

    private mutating func put(_ word: UInt32, at place: Int) {
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * index)) }
    }
}
