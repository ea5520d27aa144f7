import Values

/// Shows that a decoded program can be run without a further check. Linear in its size: each list is looked at once for
/// each use that is made of it.
///
/// What it shows (`ProgramReader` has shown that every section and row is inside the file, that dates are in range
/// and that enumerations have known values):
/// 1. Each string is valid UTF-8 by itself.
/// 2. Each word of a list is a string or, where an instruction takes patterns, a pattern; the words of a pattern are
///    strings or wildcards, no string of a pattern is empty.
/// 3. The header slots are there, in their order; each slot's scope exists, its path is a string (a pattern for
///    `matching`); no slot is there twice.
/// 4. Scope 0 is the event; every other one has a parent with a lower number, and a slot of that parent that gathers
///    objects; the depth is limited.
/// 5. A rule's texts are strings, its threat list holds strings. Units are in the order of their rules, each rule has one
///    at least, and their stages count from 0; entries ascend, the first unit's is the first word, each begins an
///    instruction.
/// 6. Each test is one of the opcodes of tests with its operands; the code is made of whole instructions with known opcodes,
///    no tests among them; each operand is what its kind demands: pool numbers
///    below the pool's size, flags 0 or 1, relations known, slots of the innermost open scope, sets sorted, the unit of
///    `hit` the one whose code it is in.
/// 7. Targets are after their instruction, in the same unit and the same loop, at the beginning of an instruction. So
///    every run ends: only `nested-end` goes back, as often as the event has objects.
/// 8. Each unit has a row of keys. A key's slot is one of the event that gathers values or leaves; its operand is a string
///    without capital ASCII letters, a range that is one finite whole number other than -0, or nothing. That the keys cover
///    the unit is not shown: keys that do not make a unit miss events, and nothing worse.
/// 9. Loops are closed in the unit and properly in one another, a loop's scope is a child of the open one, its target
///    is the word after its `nested-end`; outside a loop each unit ends with `end`, and `end` and `hit` are outside
///    loops only.
/// 10. Each instruction finds the values that it takes; `pop-answer` and `keep-result` take the last one; while there are
///    values nothing jumps, and no jump comes there; at most `ProgramFormat.mostValues` are there at once.
struct ProgramVerifier {
    private let program: Program
    private let reader: ProgramReader
    /// For each word of the code: the loop whose body it begins an instruction of (0: none), or `inside`.
    private var loopOfWord: [UInt32]
    private static let inside = UInt32.max
    /// For each list the uses that it was shown to be fit for, and those that it was shown not to be.
    private var fitLists: [ListUse: [Bool?]] = [:]

    private enum ListUse { case strings, set, patterns }

    init(_ program: Program, _ reader: ProgramReader) {
        self.program = program
        self.reader = reader
        loopOfWord = [UInt32](repeating: Self.inside, count: program.code.count)
    }

    consuming func verify() throws(ProgramError) {
        try verifyStrings()
        try verifyRows()
        try verifyAutomata()
        try verifySlots()
        try verifyScopes()
        try verifyRules()
        try verifyUnits()
        try verifyCovers()
        try verifyTests()
        try verifyCode()
    }

    private func damaged(_ section: ProgramFormat.Section, _ word: Int, _ text: String) -> ProgramError {
        .damaged(offset: reader.offset(section, word: word), text)
    }

    // MARK: - Pools and tables

    private func verifyStrings() throws(ProgramError) {
        var start = 0
        for end in program.strings.ends {
            guard Self.isUTF8(program.strings.bytes.span, start, Int(end)) else {
                throw damaged(.strings, 0, "a string is not UTF-8")
            }
            start = Int(end)
        }
    }

    private static func isUTF8(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end {
            let first = bytes[index]
            if first < 0x80 {
                index += 1
                continue
            }
            let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
            guard first >= 0xC2, first <= 0xF4, end - index >= width else { return false }
            let second = bytes[index + 1]
            let low: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
            let high: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
            guard second >= low, second <= high else { return false }
            for place in 2..<max(2, width) where bytes[index + place] & 0xC0 != 0x80 { return false }
            index += width
        }
        return true
    }

    private func verifyRows() throws(ProgramError) {
        let stringCount = program.strings.count
        for (index, word) in program.lists.words.enumerated()
        where word >= max(stringCount, program.patterns.count) {
            throw damaged(.lists, 1 + program.lists.count + index, "a list names nothing")
        }
        for (index, word) in program.patterns.words.enumerated() where word < PatternWord.oneCharacter {
            guard word < stringCount, !program.strings.range(word).isEmpty else {
                throw damaged(.patterns, 1 + program.patterns.count + index, "a pattern names no string")
            }
        }
    }

    private func verifyAutomata() throws(ProgramError) {
        for index in 0..<program.automata.count {
            let id = UInt32(truncatingIfNeeded: index)
            if let fault = AutomatonRow.fault(of: program.automata[id]) {
                throw damaged(.automata, 1 + program.automata.count + program.automata.range(id).lowerBound, fault)
            }
        }
    }

    private func verifySlots() throws(ProgramError) {
        var seen: Set<SlotEntry> = []
        for (index, slot) in program.slots.enumerated() {
            let paths = slot.kind == .matching ? program.patterns.count : program.strings.count
            guard slot.scope < program.scopes.count, slot.path < paths else {
                throw damaged(.slots, 3 * index, "a slot has no scope or no path")
            }
            guard seen.insert(slot).inserted else { throw damaged(.slots, 3 * index, "a slot is there twice") }
        }
        for header in HeaderSlot.allCases {
            let index = Int(header.rawValue)
            guard index < program.slots.count, program.slots[index].scope == 0, program.slots[index].kind == .values,
                program.strings.text(program.slots[index].path).utf8.elementsEqual(header.path.utf8)
            else { throw damaged(.slots, 3 * index, "the slot of \(header.path) is missing") }
        }
    }

    private func verifyScopes() throws(ProgramError) {
        guard !program.scopes.isEmpty, program.scopes[0] == ScopeEntry(parent: 0, objects: 0) else {
            throw damaged(.scopes, 0, "the event's scope is missing")
        }
        var depths = [0]
        for (index, scope) in program.scopes.enumerated().dropFirst() {
            guard scope.parent < index, scope.objects < program.slots.count,
                program.slots[Int(scope.objects)].scope == scope.parent,
                program.slots[Int(scope.objects)].kind == .objects,
                depths[Int(scope.parent)] < ProgramFormat.maximumDepth
            else { throw damaged(.scopes, 2 * index, "a scope has no parent that gathers its objects") }
            depths.append(depths[Int(scope.parent)] + 1)
        }
    }

    private mutating func isFit(_ list: UInt32, for use: ListUse) -> Bool {
        guard list < program.lists.count else { return false }
        if let known = fitLists[use]?[Int(list)] { return known }
        let items = program.lists[list]
        let isFit =
            switch use {
            case .strings: items.allSatisfy { $0 < program.strings.count }
            case .patterns: items.allSatisfy { $0 < program.patterns.count }
            case .set: items.allSatisfy { $0 < program.strings.count } && isSorted(items)
            }
        fitLists[use, default: [Bool?](repeating: nil, count: program.lists.count)][Int(list)] = isFit
        return isFit
    }

    private func isSorted(_ items: ArraySlice<UInt32>) -> Bool {
        for (a, b) in zip(items, items.dropFirst()) {
            let first = program.strings.bytes[program.strings.range(a)]
            let second = program.strings.bytes[program.strings.range(b)]
            if !first.lexicographicallyPrecedes(second) { return false }
        }
        return true
    }

    private mutating func verifyRules() throws(ProgramError) {
        for (index, rule) in program.rules.enumerated() {
            let texts = [rule.id, rule.name, rule.severity]
            guard texts.allSatisfy({ $0 < program.strings.count }), isFit(rule.threat, for: .strings) else {
                throw damaged(.rules, 7 * index, "a rule names no string")
            }
        }
    }

    private func verifyUnits() throws(ProgramError) {
        var previous: UnitEntry?
        for (index, unit) in program.units.enumerated() {
            guard Int(unit.entry) > previous.map({ Int($0.entry) }) ?? -1, unit.entry < program.code.count,
                index > 0 || unit.entry == 0
            else { throw damaged(.units, 4 * index + 3, "a unit does not begin after the one before") }
            let isNext = unit.rule == previous.map { $0.rule + 1 } ?? 0
            guard isNext || unit.rule == previous?.rule, unit.rule < program.rules.count else {
                throw damaged(.units, 4 * index, "a unit is not of the rule before or of the next one")
            }
            previous = unit
        }
        guard (previous.map { Int($0.rule) + 1 } ?? 0) == program.rules.count else {
            throw damaged(.units, 0, "a rule has no unit")
        }
        guard program.units.isEmpty == program.code.isEmpty else { throw damaged(.code, 0, "code without a unit") }
    }

    private func verifyCovers() throws(ProgramError) {
        guard program.covers.count == program.units.count else {
            throw damaged(.covers, 0, "there is not one row of keys for each unit")
        }
        let start = 1 + program.covers.count
        for end in program.covers.ends where Int(end) % KeyEntry.words != 0 {
            throw damaged(.covers, 0, "a row is not made of keys")
        }
        let words = program.covers.words
        for place in stride(from: 0, to: words.count, by: KeyEntry.words) {
            guard let kind = KeyEntry.Kind(rawValue: words[place + 1]) else {
                throw damaged(.covers, start + place + 1, "a key is of an unknown kind")
            }
            guard isSound(KeyEntry(slot: words[place], kind: kind, operand: words[place + 2])) else {
                throw damaged(.covers, start + place, "a key of kind \(kind.name) is malformed")
            }
        }
    }

    private func isSound(_ key: KeyEntry) -> Bool {
        if key.kind == .always { return key.slot == 0 && key.operand == 0 }
        guard key.slot < program.slots.count else { return false }
        let slot = program.slots[Int(key.slot)]
        guard slot.scope == 0, slot.kind == .values || slot.kind == .leaves else { return false }
        switch key.kind {
        case .text, .prefix, .second, .suffix, .part:
            guard key.operand < program.strings.count else { return false }
            let text = program.strings.bytes[program.strings.range(key.operand)]
            return (key.kind == .text || !text.isEmpty) && !text.contains { (0x41...0x5A).contains($0) }
        case .word: return key.operand < program.strings.count
        case .number:
            guard key.operand < program.numbers.count else { return false }
            let range = program.numbers[Int(key.operand)]
            return range.low.isFinite && range.low.rounded(.towardZero).bitPattern == range.low.bitPattern
                && range.low.bitPattern == range.high.bitPattern && (range.low + 0).bitPattern == range.low.bitPattern
        case .exists, .always: return key.operand == 0
        }
    }

    private mutating func verifyTests() throws(ProgramError) {
        for index in 0..<program.tests.count {
            let range = program.tests.range(UInt32(truncatingIfNeeded: index))
            let start = 1 + program.tests.count + range.lowerBound
            guard let first = range.first, let opcode = Opcode(rawValue: program.tests.words[first]), opcode.isTest,
                range.count == opcode.instruction.width, program.tests.words[first + 1] < program.slots.count
            else { throw damaged(.tests, start, "a test is malformed") }
            let scope = Int(program.slots[Int(program.tests.words[first + 1])].scope)
            for (number, kind) in opcode.instruction.operands.enumerated()
            where !isSound(program.tests.words[first + 1 + number], kind, scope: UInt32(scope), unit: 0) {
                throw damaged(.tests, start + 1 + number, "an operand of \(opcode.instruction.name) is wrong")
            }
        }
    }

    // MARK: - Code

    private struct OpenLoop {
        /// A number of its own, so that two loops over one scope differ; 0 is not a loop.
        var number: UInt32
        var scope: UInt32
        var target: Int
    }

    private struct Jump {
        var target: Int
        var loop: UInt32
        var source: Int
    }

    private mutating func verifyCode() throws(ProgramError) {
        for index in program.units.indices { try verifyUnit(index, program.code(ofUnit: index)) }
    }

    private mutating func verifyUnit(_ unit: Int, _ range: Range<Int>) throws(ProgramError) {
        var loops: [OpenLoop] = []
        var loopCount: UInt32 = 0
        var jumps: [Jump] = []
        var place = range.lowerBound
        var last = Opcode.end
        var values = 0
        while place < range.upperBound {
            guard let opcode = Opcode(rawValue: program.code[place]), !opcode.isTest else {
                throw damaged(.code, place, "there is no instruction \(program.code[place])")
            }
            let width = opcode.instruction.width
            guard range.upperBound - place >= width else { throw damaged(.code, place, "an instruction is cut off") }
            loopOfWord[place] = values > 0 ? Self.inside : loops.last?.number ?? 0
            try count(&values, at: place)
            for (index, kind) in opcode.instruction.operands.enumerated() {
                let word = program.code[place + 1 + index]
                guard isSound(word, kind, scope: loops.last?.scope ?? 0, unit: unit) else {
                    throw damaged(.code, place + 1 + index, "an operand of \(opcode.instruction.name) is wrong")
                }
                if kind == .target {
                    guard Int(word) > place, Int(word) < range.upperBound else {
                        throw damaged(.code, place + 1 + index, "a jump leaves its unit or goes back")
                    }
                    jumps.append(Jump(target: Int(word), loop: loops.last?.number ?? 0, source: place))
                }
            }
            switch opcode {
            case .nested:
                loopCount += 1
                loops.append(
                    OpenLoop(number: loopCount, scope: program.code[place + 1], target: Int(program.code[place + 2])))
            case .nestedEnd:
                guard let loop = loops.popLast(), loop.target == place + width else {
                    throw damaged(.code, place, "a loop ends that did not begin, or not where it says")
                }
            case .end, .hit:
                guard loops.isEmpty else { throw damaged(.code, place, "\(opcode.instruction.name) inside a loop") }
            default: break
            }
            last = opcode
            place += width
        }
        guard loops.isEmpty, last == .end else { throw damaged(.code, place, "a unit does not end with end") }
        for jump in jumps where loopOfWord[jump.target] != jump.loop {
            throw damaged(.code, jump.source, "a jump goes into or out of a loop, or into an instruction")
        }
        for place in range { loopOfWord[place] = Self.inside }
    }

    /// Counts the values that are there after the instruction at a place.
    private func count(_ values: inout Int, at place: Int) throws(ProgramError) {
        guard let instruction = Opcode(rawValue: program.code[place])?.instruction else { return }
        let operands = program.code[(place + 1)..<(place + instruction.width)]
        let taken = instruction.pops(operands)
        guard taken <= values else {
            throw damaged(.code, place, "\(instruction.name) pops values that are not there")
        }
        // They leave no value behind, so none may be below what they take.
        guard instruction.opcode != .popAnswer && instruction.opcode != .keepResult || values == taken else {
            throw damaged(.code, place, "\(instruction.name) leaves values")
        }
        guard values == 0 || instruction.isStraight else {
            throw damaged(.code, place, "\(instruction.name) among values")
        }
        if instruction.opcode == .valueCall,
            let function = operands.first.flatMap({ ValueFunction(rawValue: $0) }),
            !function.arguments.contains(UInt32(taken))
        {
            throw damaged(.code, place, "\(function.name) wants another number of values")
        }
        values += instruction.pushes - taken
        guard values <= ProgramFormat.mostValues else { throw damaged(.code, place, "there are too many values") }
    }

    /// That of its slot; the table of tests is verified before the code.
    private func scopeOfTest(_ test: UInt32) -> UInt32 {
        program.slots[Int(program.tests.words[program.tests.range(test).lowerBound + 1])].scope
    }

    private mutating func isSound(_ word: UInt32, _ kind: OperandKind, scope: UInt32, unit: Int) -> Bool {
        switch kind {
        case .slot: word < program.slots.count && program.slots[Int(word)].scope == scope
        case .string: word < program.strings.count
        case .set: isFit(word, for: .set)
        case .list: isFit(word, for: .strings)
        case .pattern: word < program.patterns.count
        case .patterns: isFit(word, for: .patterns)
        case .addresses: word < program.addresses.count
        case .integers: word < program.integers.count
        case .numbers: word < program.numbers.count
        case .dates: word < program.dates.count
        case .automaton: word < program.automata.count
        case .sides: word <= RangeSides.all
        case .count: true
        case .flag: word <= 1
        case .relation: word < Relation.allCases.count
        // Where it goes is checked by the caller.
        case .target: true
        case .scope: word > 0 && word < program.scopes.count && program.scopes[Int(word)].parent == scope
        case .unit: word == unit
        case .test: word < program.tests.count && scopeOfTest(word) == scope
        case .reading: word < FieldReading.allCases.count
        case .order: word < ValueOrder.allCases.count
        case .operation: word < ValueOperator.allCases.count
        case .function: word < ValueFunction.allCases.count
        }
    }
}
