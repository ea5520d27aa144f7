import Machine
import Values

/// Makes a program of the text that `Program.disassembly()` gives: what shows that the text leaves out nothing.
///
/// It knows the table of instructions and the builder, and nothing of how programs are kept. A text that it cannot read ends
/// with the line.
struct Assembler {
    struct Failure: Error, CustomStringConvertible {
        var line: String
        var what: String
        var description: String { "\(what) in: \(line)" }
    }

    private var builder = ProgramBuilder()
    private var labels: [String: ProgramBuilder.Label] = [:]
    private var loops: [ProgramBuilder.Label] = []
    private var line = ""
    /// Numbers of the automata in the text and in the builder.
    private var automata: [String: UInt32] = [:]
    /// What a rule's lines up to its code say.
    private var rule: ProgramRule?

    /// The fingerprint of the schemas is not part of the text.
    static func program(_ text: String, schemaFingerprint: UInt64 = 0) throws -> Program {
        var assembler = Assembler()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let end = lines.firstIndex { $0.hasPrefix("automaton ") } ?? lines.count
        try assembler.readAutomata(lines[end...])
        for line in lines[..<end].dropFirst() where !line.isEmpty {
            assembler.line = line
            try assembler.readLine()
        }
        assembler.beginRule()
        return assembler.builder.finish(schemaFingerprint: schemaFingerprint)
    }

    private func failure(_ what: String) -> Failure { Failure(line: line, what: what) }

    private func require<Item>(_ item: Item?, _ what: String) throws -> Item {
        guard let item else { throw failure(what) }
        return item
    }

    private func expect(_ text: String, _ cursor: inout TextCursor) throws {
        guard cursor.take(text) else { throw failure("no \(text)") }
    }

    // MARK: - Lines

    private mutating func readLine() throws {
        var cursor = TextCursor(line)
        if cursor.take("rule ") {
            beginRule()
            _ = cursor.word(upTo: " ")
            try expect(" ", &cursor)
            let id = try require(cursor.quoted(), "no id")
            try expect(" ", &cursor)
            let name = try require(cursor.quoted(), "no name")
            rule = ProgramRule(id: id, name: name, severity: "", riskScore: 0, kind: .event, threat: [])
        } else if cursor.take("    ") {
            try readInstruction(&cursor)
        } else if cursor.take("  severity ") {
            let severity = try require(cursor.quoted(), "no severity")
            try expect(", risk score ", &cursor)
            let riskScore = try require(Int64(cursor.word(upTo: ",")), "no risk score")
            try expect(", kind ", &cursor)
            let name = cursor.remaining
            let kind = try require(AlertKind.allCases.first { $0.name == name }, "no kind")
            rule?.severity = severity
            rule?.riskScore = riskScore
            rule?.kind = kind
        } else if cursor.take("  threat ") {
            let threat = try strings(&cursor, upTo: "")
            rule?.threat = threat
        } else if cursor.take("  unit ") {
            beginRule()
            _ = cursor.word(upTo: " ")
            try expect(" ", &cursor)
            let role = cursor.word(upTo: " ")
            try expect(" ", &cursor)
            let stage = try require(Int(cursor.remaining), "no stage")
            builder.beginUnit(try require(UnitRole.allCases.first { $0.name == role }, "no role"), stage: stage)
            labels = [:]
        } else if cursor.take("  keys ") {
            // A rule about single events does not say that it has one unit.
            if rule?.kind == .event {
                beginRule()
                builder.beginUnit()
                labels = [:]
            }
            builder.setKeys(try keys(&cursor))
        } else if cursor.take(" L") {
            if let label = labels[cursor.word(upTo: ":")] { builder.place(label) }
        } else {
            throw failure("an unknown line")
        }
    }

    private mutating func beginRule() {
        if let rule { builder.beginRule(rule) }
        rule = nil
    }

    private mutating func readAutomata(_ lines: ArraySlice<String>) throws {
        var number: String?
        var classCount = 0
        var runs: [(UInt32, UInt32)] = []
        var states: [(accepts: Bool, next: [(Int, UInt32)])] = []
        for line in lines + ["automaton"] {
            self.line = line
            var words = line.split(separator: " ")
            guard let first = words.first else { continue }
            let pairs = { (radix: Int) in
                words.compactMap { word -> (UInt32, UInt32)? in
                    let parts = word.split(separator: ":")
                    guard parts.count == 2, let key = UInt32(parts[0], radix: radix) else { return nil }
                    return UInt32(parts[1]).map { (key, $0) }
                }
            }
            switch first {
            case "automaton":
                if let number {
                    var transitions = [UInt32](repeating: 0, count: classCount * states.count)
                    for (state, row) in states.enumerated() {
                        for (kind, next) in row.next { transitions[state * classCount + kind] = next }
                    }
                    automata[number] = builder.automaton(
                        starts: runs.map(\.0), classes: runs.map(\.1), classCount: classCount, transitions: transitions,
                        accepts: states.map(\.accepts))
                }
                guard words.count == 5 else { continue }
                number = String(words[1])
                classCount = try require(Int(words[3]), "no classes")
                states = []
            case "characters": runs = pairs(16)
            case "state": states.append((words.contains("accepts"), pairs(10).map { (Int($0.0), $0.1) }))
            default: throw failure("an unknown line of an automaton")
            }
            words = []
        }
    }

    // MARK: - Code

    private mutating func readInstruction(_ cursor: inout TextCursor) throws {
        while cursor.take(" ") {}
        let name = cursor.word(upTo: " ")
        let instruction = try require(Instruction.all.first { $0.name == name }, "no instruction \(name)")
        switch instruction.opcode {
        case .nested:
            try expect(" ", &cursor)
            loops.append(builder.beginNested(try path(&cursor)))
            return
        case .nestedEnd: return builder.endNested(try require(loops.popLast(), "no loop"))
        case .hit: return builder.emitHit()
        default: break
        }
        var operands: [UInt32] = []
        for (index, kind) in instruction.operands.enumerated() {
            try expect(index == 0 ? " " : ", ", &cursor)
            if kind == .target {
                try expect("L", &cursor)
                return try jump(instruction.opcode, operands, cursor.remaining)
            }
            operands.append(try operand(kind, &cursor))
        }
        guard cursor.isAtEnd else { throw failure("more than the operands") }
        builder.emit(instruction.opcode, operands)
    }

    private mutating func jump(_ opcode: Opcode, _ operands: [UInt32], _ name: String) throws {
        var label = labels[name] ?? ProgramBuilder.Label()
        switch operands.count {
        case 0: builder.emit(opcode, to: &label)
        case 1: builder.emit(opcode, operands[0], to: &label)
        case 2: builder.emit(opcode, operands[0], operands[1], to: &label)
        default: throw failure("a jump with too many operands")
        }
        labels[name] = label
    }

    /// `process.name keyword-equals "a"`.
    private mutating func test(_ cursor: inout TextCursor) throws -> UInt32 {
        let slot = try slot(&cursor)
        try expect(" ", &cursor)
        let name = cursor.word(upTo: " ,")
        let instruction = try require(Instruction.all.first { $0.name == name }, "no test \(name)")
        var operands = [slot]
        for (index, kind) in instruction.operands.enumerated().dropFirst() {
            try expect(index == 1 ? " " : ", ", &cursor)
            operands.append(try operand(kind, &cursor))
        }
        switch operands.count {
        case 1: return builder.test(instruction.opcode, operands[0])
        case 2: return builder.test(instruction.opcode, operands[0], operands[1])
        case 3: return builder.test(instruction.opcode, operands[0], operands[1], operands[2])
        case 4: return builder.test(instruction.opcode, operands[0], operands[1], operands[2], operands[3])
        default: throw failure("a test with too many operands")
        }
    }

    private mutating func operand(_ kind: OperandKind, _ cursor: inout TextCursor) throws -> UInt32 {
        switch kind {
        case .slot: return try slot(&cursor)
        case .test: return try test(&cursor)
        case .string: return builder.string(try require(cursor.quoted(), "no string"))
        case .pattern: return builder.pattern(try pattern(&cursor))
        case .set, .list, .patterns: return try list(kind, &cursor)
        case .addresses, .integers, .numbers, .dates: return try range(kind, &cursor)
        case .sides: return try sides(&cursor)
        case .automaton:
            try expect("automaton ", &cursor)
            let number = cursor.word(upTo: " ")
            _ = cursor.word(before: " states")
            try expect(" states", &cursor)
            return try require(automata[number], "no automaton \(number)")
        case .count, .unit: return try require(UInt32(cursor.word(upTo: ",")), "no count")
        case .flag:
            if cursor.take("true") { return 1 }
            try expect("false", &cursor)
            return 0
        case .relation, .reading, .order, .operation, .function:
            let word = cursor.word(upTo: " ,")
            return try require(Self.number(word, kind), "no \(kind) \(word)")
        case .target, .scope: throw failure("a \(kind) in the wrong place")
        }
    }

    private static func number(_ word: String, _ kind: OperandKind) -> UInt32? {
        switch kind {
        case .relation: Relation.allCases.first { $0.symbol == word }?.rawValue
        case .reading:
            FieldReading.allCases.first { "\($0)" == word || word == "date-nanos" && $0 == .dateNanos }?.rawValue
        case .order: ValueOrder.allCases.first { $0.symbol == word }?.rawValue
        case .operation: ValueOperator.allCases.first { $0.symbol == word }?.rawValue
        case .function: ValueFunction.allCases.first { $0.name == word }?.rawValue
        default: nil
        }
    }

    private func sides(_ cursor: inout TextCursor) throws -> UInt32 {
        var sides: RangeSides = []
        if cursor.take("[") { sides.insert(.low) } else { try expect("(", &cursor) }
        if cursor.take("]") { sides.insert(.high) } else { try expect(")", &cursor) }
        if cursor.take(" strings") { sides.insert(.stringsOnly) }
        return sides.rawValue
    }

    private mutating func list(_ kind: OperandKind, _ cursor: inout TextCursor) throws -> UInt32 {
        let (open, close) = kind == .set ? ("{", "}") : ("[", "]")
        try expect(open, &cursor)
        defer { _ = cursor.take(close) }
        if kind != .patterns {
            let items = try strings(&cursor, upTo: close).map { Array($0.utf8) }
            return kind == .set ? builder.set(items) : builder.list(items)
        }
        var patterns: [[PatternPart]] = []
        while !cursor.goesOn(close) {
            if !patterns.isEmpty { try expect(", ", &cursor) }
            patterns.append(try pattern(&cursor))
        }
        return builder.patterns(patterns)
    }

    private func strings(_ cursor: inout TextCursor, upTo close: String) throws -> [String] {
        var items: [String] = []
        while !cursor.isAtEnd, close.isEmpty || !cursor.goesOn(close) {
            if !items.isEmpty { try expect(", ", &cursor) }
            items.append(try require(cursor.quoted(), "no string in a list"))
        }
        return items
    }

    // MARK: - Slots, keys, patterns

    private func path(_ cursor: inout TextCursor) throws -> String {
        if let quoted = cursor.quoted() { return quoted }
        return cursor.word(upTo: " ,/{")
    }

    private mutating func slot(_ cursor: inout TextCursor) throws -> UInt32 {
        if cursor.take("~") { return builder.slot(matching: try pattern(&cursor)) }
        let (gathering, path) = try place(&cursor)
        return builder.slot(gathering, path)
    }

    private func place(_ cursor: inout TextCursor) throws -> (ProgramBuilder.Gathering, String) {
        let path = try path(&cursor)
        return (cursor.take("/**") ? .leaves : cursor.take("{}") ? .objects : .values, path)
    }

    private func keys(_ cursor: inout TextCursor) throws -> [ProgramKey]? {
        if cursor.remaining == "always" { return nil }
        if cursor.remaining == "none" { return [] }
        var keys: [ProgramKey] = []
        while !cursor.isAtEnd {
            if !keys.isEmpty { try expect(", ", &cursor) }
            let (gathering, path) = try place(&cursor)
            try expect(" ", &cursor)
            keys.append(ProgramKey(gathering, path, try fact(&cursor)))
        }
        return keys
    }

    private func fact(_ cursor: inout TextCursor) throws -> ProgramKey.Fact {
        if cursor.take("exists") { return .exists }
        let isWord = cursor.take("word ")
        let isSecond = cursor.take("?")
        let isOpen = cursor.take("*")
        guard let text = cursor.quoted() else {
            return .number(try require(Double(cursor.word(upTo: ",")), "no number"))
        }
        let bytes = Array(text.utf8)
        if isWord { return .word(bytes) }
        let isOpenAfter = cursor.take("*")
        switch (isSecond, isOpen, isOpenAfter) {
        case (true, _, _): return .second(bytes)
        case (_, true, true): return .part(bytes)
        case (_, true, false): return .suffix(bytes)
        case (_, false, true): return .prefix(bytes)
        case (_, false, false): return .text(bytes)
        }
    }

    private func pattern(_ cursor: inout TextCursor) throws -> [PatternPart] {
        var parts: [PatternPart] = []
        repeat {
            if cursor.take("*") {
                parts.append(.anyCharacters)
            } else if cursor.take("?") {
                parts.append(.oneCharacter)
            } else {
                parts.append(.literal(Array(try require(cursor.quoted(), "no part of a pattern").utf8)))
            }
        } while [" *", " ?", " \""].contains { cursor.goesOn($0) } && cursor.take(" ")
        return parts
    }

    private mutating func range(_ kind: OperandKind, _ cursor: inout TextCursor) throws -> UInt32 {
        guard let range = AssembledRange(kind, &cursor) else { throw failure("no range") }
        switch range {
        case .addresses(let range): return builder.addresses(range)
        case .integers(let range): return builder.integers(range)
        case .numbers(let range): return builder.numbers(range)
        case .dates(let range): return builder.dates(range)
        }
    }
}
