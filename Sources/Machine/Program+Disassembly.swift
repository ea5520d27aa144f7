import Values

extension Program {
    /// Stable text of the whole program, for `inspect --stage program`: the rules with their code, one instruction a
    /// line, jump targets as labels `L1`, `L2` … numbered in each unit; then the automata.
    ///
    /// All of the program but its fingerprint and the order of its pools: `Assembler` of the tests makes it again.
    package func disassembly() -> String {
        var text = "program version \(ProgramFormat.version)\n"
        var number = 0
        for (index, rule) in rules.enumerated() {
            text += "\nrule \(index) \(quoted(rule.id)) \(quoted(rule.name))\n"
            text += "  severity \(quoted(rule.severity)), risk score \(rule.riskScore), kind \(rule.kind.name)\n"
            if !lists[rule.threat].isEmpty { text += "  threat \(list(rule.threat))\n" }
            while number < units.count, units[number].rule == index {
                let unit = units[number]
                if rule.kind != .event { text += "  unit \(number) \(unit.role.name) \(unit.stage)\n" }
                text += "  keys \(keys(of: UInt32(truncatingIfNeeded: number)))\n"
                disassemble(code(ofUnit: number), into: &text)
                number += 1
            }
        }
        for index in 0..<automata.count { describe(automaton: UInt32(truncatingIfNeeded: index), into: &text) }
        return text
    }

    /// The first character of each run with the class of the run, then each state with the states that follow by class;
    /// states are numbered from 1, the first is where a text begins.
    private func describe(automaton index: UInt32, into text: inout String) {
        let row = AutomatonRow(automata[index])
        text += "\nautomaton \(index) of \(row.classCount) classes\n  characters"
        for (start, kind) in row.runs { text += " \(String(start, radix: 16)):\(kind)" }
        text += "\n"
        for state in 0..<row.stateCount {
            text += "  state \(state + 1)" + (row.accepts(state) ? " accepts" : "")
            for (kind, next) in row.transitions(from: state).enumerated() where next > 0 { text += " \(kind):\(next)" }
            text += "\n"
        }
    }

    private func keys(of unit: UInt32) -> String {
        let keys = KeyEntry.all(covers[unit]).map { key in
            switch key.kind {
            case .text: "\(slot(key.slot)) \(quoted(key.operand))"
            case .number: "\(slot(key.slot)) \(numbers[Int(key.operand)].low)"
            case .exists: "\(slot(key.slot)) exists"
            case .always: "always"
            case .prefix: "\(slot(key.slot)) \(quoted(key.operand))*"
            case .second: "\(slot(key.slot)) ?\(quoted(key.operand))*"
            case .suffix: "\(slot(key.slot)) *\(quoted(key.operand))"
            case .part: "\(slot(key.slot)) *\(quoted(key.operand))*"
            case .word: "\(slot(key.slot)) word \(quoted(key.operand))"
            }
        }
        return keys.isEmpty ? "none" : keys.joined(separator: ", ")
    }

    private func disassemble(_ range: Range<Int>, into text: inout String) {
        var labels: [Int: Int] = [:]
        for place in instructions(range) {
            let instruction = instruction(at: place)
            for (index, kind) in instruction.operands.enumerated() where kind == .target {
                labels[Int(code[place + 1 + index])] = 0
            }
        }
        for (number, place) in labels.keys.sorted().enumerated() { labels[place] = number + 1 }
        var depth = 0
        for place in instructions(range) {
            let instruction = instruction(at: place)
            if instruction.opcode == .nestedEnd { depth -= 1 }
            if let label = labels[place] { text += " L\(label):\n" }
            text += "    " + String(repeating: "  ", count: max(0, depth)) + instruction.name
            for (index, kind) in instruction.operands.enumerated() {
                text += index == 0 ? " " : ", "
                text += operand(code[place + 1 + index], kind, labels)
            }
            text += "\n"
            if instruction.opcode == .nested { depth += 1 }
        }
    }

    private func instructions(_ range: Range<Int>) -> [Int] {
        var places: [Int] = []
        var place = range.lowerBound
        while place < range.upperBound {
            places.append(place)
            place += instruction(at: place).width
        }
        return places
    }

    private func instruction(at place: Int) -> Instruction {
        guard let opcode = Opcode(rawValue: code[place]) else { preconditionFailure("the verifier knows every opcode") }
        return opcode.instruction
    }

    private func operand(_ word: UInt32, _ kind: OperandKind, _ labels: [Int: Int]) -> String {
        switch kind {
        case .slot: slot(word)
        case .string: quoted(word)
        case .set: "{\(list(word))}"
        case .list: "[\(list(word))]"
        case .pattern: pattern(word)
        case .patterns: "[\(lists[word].map(pattern).joined(separator: ", "))]"
        case .addresses: text(addresses[Int(word)])
        case .integers: text(integers[Int(word)])
        case .numbers: text(numbers[Int(word)])
        case .dates: text(dates[Int(word)])
        case .automaton: "automaton \(word) of \(AutomatonRow(automata[word]).stateCount) states"
        case .sides: RangeSides(rawValue: word).text
        case .count: String(word)
        case .flag: word == 1 ? "true" : "false"
        case .relation: Relation(rawValue: word)?.symbol ?? "?"
        case .target: "L\(labels[Int(word)] ?? 0)"
        case .scope: path(slots[Int(scopes[Int(word)].objects)].path)
        case .unit: String(word)
        case .test: test(word)
        case .reading: FieldReading(rawValue: word)?.name ?? "?"
        case .order: ValueOrder(rawValue: word)?.symbol ?? "?"
        case .operation: ValueOperator(rawValue: word)?.symbol ?? "?"
        case .function: ValueFunction(rawValue: word)?.name ?? "?"
        }
    }

    /// `process.name keyword-equals "a"`.
    private func test(_ number: UInt32) -> String {
        let row = Array(tests[number])
        guard let opcode = Opcode(rawValue: row[0]) else { preconditionFailure("the verifier knows every opcode") }
        let operands = zip(row.dropFirst(2), opcode.instruction.operands.dropFirst()).map { operand($0, $1, [:]) }
        return ([slot(row[1]), opcode.instruction.name] + [operands.joined(separator: ", ")])
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func slot(_ word: UInt32) -> String {
        let entry = slots[Int(word)]
        switch entry.kind {
        case .values: return path(entry.path)
        case .leaves: return (strings.range(entry.path).isEmpty ? "" : path(entry.path)) + "/**"
        case .objects: return path(entry.path) + "{}"
        case .matching: return "~" + pattern(entry.path)
        }
    }

    /// As it is, or in quotes where it might be read as something else.
    private func path(_ id: UInt32) -> String {
        let text = strings.text(id)
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x30 && byte <= 0x39 || byte >= 0x40 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
                || byte == 0x5F || byte == 0x2D || byte == 0x2E
        }
        return isPlain && !text.isEmpty ? text : quoted(id)
    }

    private func list(_ id: UInt32) -> String { lists[id].map { quoted($0) }.joined(separator: ", ") }

    private func pattern(_ id: UInt32) -> String {
        let parts = patterns[id].map { word in
            switch word {
            case PatternWord.anyCharacters: "*"
            case PatternWord.oneCharacter: "?"
            default: quoted(word)
            }
        }
        return parts.isEmpty ? "\"\"" : parts.joined(separator: " ")
    }

    /// In double quotes; quotes, backslashes, control characters and everything beyond ASCII that is not a letter are
    /// escaped.
    private func quoted(_ id: UInt32) -> String {
        var result = "\""
        for scalar in strings.text(id).unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case " "..."~": result.unicodeScalars.append(scalar)
            case _ where scalar.properties.isAlphabetic: result.unicodeScalars.append(scalar)
            default: result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result + "\""
    }

    private func text(_ range: IPRange) -> String { "\(range.low)...\(range.high)" }

    private func text(_ range: IntegerRange) -> String {
        // Bounds that no 64-bit number reaches represent none.
        let low = range.low < Int128(Int64.min) ? "" : "\(range.low)"
        let high = range.high > Int128(UInt64.max) ? "" : "\(range.high)"
        return "\(low)...\(high)"
    }

    private func text(_ range: NumberRange) -> String {
        "\(range.low == -.infinity ? "" : "\(range.low)")...\(range.high == .infinity ? "" : "\(range.high)")"
    }

    private func text(_ range: DateRange) -> String { "\(text(range.low))...\(text(range.high))" }

    private func text(_ bound: DateBound) -> String {
        switch bound {
        case .open: return ""
        case .instant(let instant): return "\(instant)"
        case .relative(let relative):
            let steps = relative.steps.map { step in
                step.count.map { ($0 < 0 ? "" : "+") + "\($0)" + step.unit.letter } ?? "/" + step.unit.letter
            }
            let rounding = relative.roundsUp ? " up" : ""
            let adjustment = relative.adjustment == .none ? "" : " \(relative.adjustment)"
            return "(now\(steps.joined())\(rounding)\(adjustment))"
        }
    }
}
