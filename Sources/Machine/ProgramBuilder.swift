package import Values

/// Puts a program together: pools without doubles, slots by path, code with forward jumps only.
///
/// Equal calls give equal programs, byte for byte. What the verifier demands holds by construction, as long as each
/// label is placed once and each `beginNested` has its `endNested`.
package struct ProgramBuilder {
    private var program = Program(empty: ())
    private var stringIDs: [[UInt8]: UInt32] = [:]
    private var listIDs: [[UInt32]: UInt32] = [:]
    private var patternIDs: [[UInt32]: UInt32] = [:]
    private var addressIDs: [IPRange: UInt32] = [:]
    private var integerIDs: [IntegerRange: UInt32] = [:]
    private var numberIDs: [NumberRange: UInt32] = [:]
    private var dateIDs: [DateRange: UInt32] = [:]
    private var automatonIDs: [[UInt32]: UInt32] = [:]
    private var testIDs: [[UInt32]: UInt32] = [:]
    private var slotIDs: [SlotEntry: UInt32] = [:]
    private var scopeIDs: [ScopeEntry: UInt32] = [:]
    /// For each unit its row of keys.
    private var covers: [[UInt32]] = []
    /// The scopes of the open nested loops, the event's first.
    private var openScopes: [UInt32] = [0]

    package init() {
        program.scopes.append(ScopeEntry(parent: 0, objects: 0))
        for slot in HeaderSlot.allCases { _ = self.slot(.values, slot.path) }
    }

    /// A place that jumps go to and that is set later.
    package struct Label {
        fileprivate var sources: [Int] = []
        package init() {}
    }

    /// What a slot gathers.
    package enum Gathering: Sendable {
        case values, objects, leaves
    }

    // MARK: - Constants

    package mutating func string(_ text: String) -> UInt32 { string(utf8: Array(text.utf8)) }

    package mutating func string(utf8 bytes: [UInt8]) -> UInt32 {
        if let id = stringIDs[bytes] { return id }
        program.strings.bytes.append(contentsOf: bytes)
        program.strings.ends.append(UInt32(truncatingIfNeeded: program.strings.bytes.count))
        let id = UInt32(truncatingIfNeeded: program.strings.count - 1)
        stringIDs[bytes] = id
        return id
    }

    /// A list of strings in the given order.
    package mutating func list(_ items: [[UInt8]]) -> UInt32 { row(items.map { string(utf8: $0) }) }

    /// A set: sorted by bytes, doubles removed.
    package mutating func set(_ items: [[UInt8]]) -> UInt32 {
        var sorted: [[UInt8]] = []
        for item in items.sorted(by: { $0.lexicographicallyPrecedes($1) }) where sorted.last != item {
            sorted.append(item)
        }
        return list(sorted)
    }

    package mutating func patterns(_ items: [[PatternPart]]) -> UInt32 { row(items.map { pattern($0) }) }

    private mutating func row(_ words: [UInt32]) -> UInt32 {
        if let id = listIDs[words] { return id }
        let id = program.lists.append(words)
        listIDs[words] = id
        return id
    }

    /// A pattern; neighboring literals are joined, stars in a row become one.
    package mutating func pattern(_ parts: [PatternPart]) -> UInt32 {
        var words: [UInt32] = []
        var literal: [UInt8] = []
        for part in parts {
            if case .literal(let bytes) = part {
                literal += bytes
                continue
            }
            if !literal.isEmpty {
                words.append(string(utf8: literal))
                literal = []
            }
            let word = part == .anyCharacters ? PatternWord.anyCharacters : PatternWord.oneCharacter
            if word != PatternWord.anyCharacters || words.last != word { words.append(word) }
        }
        if !literal.isEmpty { words.append(string(utf8: literal)) }
        if let id = patternIDs[words] { return id }
        let id = program.patterns.append(words)
        patternIDs[words] = id
        return id
    }

    package mutating func addresses(_ range: IPRange) -> UInt32 { Self.intern(range, &addressIDs, &program.addresses) }
    package mutating func integers(_ range: IntegerRange) -> UInt32 {
        Self.intern(range, &integerIDs, &program.integers)
    }
    package mutating func numbers(_ range: NumberRange) -> UInt32 { Self.intern(range, &numberIDs, &program.numbers) }
    package mutating func dates(_ range: DateRange) -> UInt32 { Self.intern(range, &dateIDs, &program.dates) }

    /// An automaton over scalars: the first scalar and the class of each run of scalars, and for each state and class
    /// the following state plus 1 (0: none).
    package mutating func automaton(
        starts: [UInt32], classes: [UInt32], classCount: Int, transitions: [UInt32], accepts: [Bool]
    ) -> UInt32 {
        let words = AutomatonRow.words(
            starts: starts, classes: classes, classCount: classCount, transitions: transitions, accepts: accepts)
        if let id = automatonIDs[words] { return id }
        let id = program.automata.append(words)
        automatonIDs[words] = id
        return id
    }

    private static func intern<Item: Hashable>(_ item: Item, _ ids: inout [Item: UInt32], _ pool: inout [Item])
        -> UInt32
    {
        if let id = ids[item] { return id }
        pool.append(item)
        let id = UInt32(truncatingIfNeeded: pool.count - 1)
        ids[item] = id
        return id
    }

    // MARK: - Slots

    /// The slot of a path, relative to the innermost open loop; shared by all rules.
    package mutating func slot(_ gathering: Gathering, _ path: String) -> UInt32 {
        let kind: SlotKind =
            switch gathering {
            case .values: .values
            case .objects: .objects
            case .leaves: .leaves
            }
        return slot(SlotEntry(scope: currentScope, kind: kind, path: string(path)))
    }

    /// The slot of all values whose path matches a pattern.
    package mutating func slot(matching parts: [PatternPart]) -> UInt32 {
        slot(SlotEntry(scope: currentScope, kind: .matching, path: pattern(parts)))
    }

    private mutating func slot(_ entry: SlotEntry) -> UInt32 { Self.intern(entry, &slotIDs, &program.slots) }

    private var currentScope: UInt32 { openScopes.last ?? 0 }

    // MARK: - Tests

    /// A test of one of the slots of the innermost open loop.
    package mutating func test(_ opcode: Opcode, _ operands: UInt32...) -> UInt32 {
        let words = [opcode.rawValue] + operands
        if let id = testIDs[words] { return id }
        let id = program.tests.append(words)
        testIDs[words] = id
        return id
    }

    // MARK: - Code

    /// Begins a rule; its units follow.
    package mutating func beginRule(_ rule: ProgramRule) {
        let entry = RuleEntry(
            id: string(rule.id), name: string(rule.name), severity: string(rule.severity), riskScore: rule.riskScore,
            kind: rule.kind, threat: list(rule.threat.map { Array($0.utf8) }))
        program.rules.append(entry)
    }

    /// Begins a unit of the rule that was begun last: everything emitted up to the next one is its code.
    package mutating func beginUnit(_ role: UnitRole = .alert, stage: Int = 0) {
        program.units.append(
            UnitEntry(
                rule: UInt32(truncatingIfNeeded: program.rules.count - 1), role: role,
                stage: UInt32(truncatingIfNeeded: stage), entry: here))
        covers.append([0, KeyEntry.Kind.always.rawValue, 0])
    }

    /// Sets what an event must hold for the unit that was begun last to be looked at; nil: nothing. Without it the unit
    /// is looked at for every event. Outside of loops only.
    package mutating func setKeys(_ keys: [ProgramKey]?) {
        guard let keys else { return }
        covers[covers.count - 1] = keys.flatMap { key -> [UInt32] in
            let slot = self.slot(key.gathering, key.path)
            switch key.fact {
            case .text(let text): return [slot, KeyEntry.Kind.text.rawValue, string(utf8: text)]
            case .prefix(let text): return [slot, KeyEntry.Kind.prefix.rawValue, string(utf8: text)]
            case .second(let text): return [slot, KeyEntry.Kind.second.rawValue, string(utf8: text)]
            case .suffix(let text): return [slot, KeyEntry.Kind.suffix.rawValue, string(utf8: text)]
            case .part(let text): return [slot, KeyEntry.Kind.part.rawValue, string(utf8: text)]
            case .word(let word): return [slot, KeyEntry.Kind.word.rawValue, string(utf8: word)]
            case .number(let number):
                return [slot, KeyEntry.Kind.number.rawValue, numbers(NumberRange(number, number))]
            case .exists: return [slot, KeyEntry.Kind.exists.rawValue, 0]
            }
        }
    }

    private var here: UInt32 { UInt32(truncatingIfNeeded: program.code.count) }

    /// Appends an instruction without targets.
    package mutating func emit(_ opcode: Opcode, _ operands: UInt32...) { emit(opcode, operands) }

    package mutating func emit(_ opcode: Opcode, _ operands: [UInt32]) {
        program.code.append(opcode.rawValue)
        program.code.append(contentsOf: operands)
    }

    /// Reports the unit that was begun last.
    package mutating func emitHit() { emit(.hit, UInt32(truncatingIfNeeded: program.units.count - 1)) }

    /// Appends an instruction whose last operand is a target.
    package mutating func emit(_ opcode: Opcode, _ operands: UInt32..., to label: inout Label) {
        program.code.append(opcode.rawValue)
        program.code.append(contentsOf: operands)
        label.sources.append(program.code.count)
        program.code.append(0)
    }

    /// Sets the label to the next instruction.
    package mutating func place(_ label: Label) {
        for source in label.sources { program.code[source] = here }
    }

    /// Opens a loop over the objects at a path relative to the innermost open one; the label is to be given to
    /// `endNested`.
    package mutating func beginNested(_ path: String) -> Label {
        let scope = ScopeEntry(parent: currentScope, objects: slot(.objects, path))
        let id = Self.intern(scope, &scopeIDs, &program.scopes)
        var label = Label()
        emit(.nested, id, to: &label)
        openScopes.append(id)
        return label
    }

    package mutating func endNested(_ label: Label) {
        emit(.nestedEnd)
        place(label)
        openScopes.removeLast()
    }

    /// The program.
    /// The program; `schemaFingerprint` goes into its header.
    package consuming func finish(schemaFingerprint: UInt64 = 0) -> Program {
        var result = program
        for row in covers { _ = result.covers.append(row) }
        result.schemaFingerprint = schemaFingerprint
        result.deriveTables()
        return result
    }
}

/// A part of a pattern; literals are UTF-8.
package enum PatternPart: Hashable, Sendable {
    case literal([UInt8])
    /// Any characters, also none.
    case anyCharacters
    /// Exactly one character.
    case oneCharacter
}
