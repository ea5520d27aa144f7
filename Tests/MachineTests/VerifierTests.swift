import TestSupport
import Testing

@testable import Machine

/// Each property of the verifier's head comment, by a program that lacks it.
@Suite struct VerifierTests {
    private func refuses(_ name: String, _ change: (inout Program) -> Void) {
        var program = SampleProgram.make()
        change(&program)
        do {
            _ = try Program(decoding: program.encoded())
            Issue.record("\(name) is accepted")
        } catch ProgramError.damaged {
            // As it should be.
        } catch {
            Issue.record("\(name): \(error)")
        }
    }

    /// Where the first instruction of a kind is.
    private func place(_ opcode: Opcode, _ program: Program) -> Int {
        var place = 0
        while place < program.code.count, program.code[place] != opcode.rawValue {
            place += Instruction.all[Int(program.code[place])].width
        }
        return place
    }

    /// Where the row of the first test of a kind is.
    private func test(_ opcode: Opcode, _ program: Program) -> Int {
        let rows = (0..<program.tests.count).map { program.tests.range(UInt32($0)).lowerBound }
        return rows.first { program.tests.words[$0] == opcode.rawValue } ?? 0
    }

    @Test func pools() {
        refuses("a string that is no UTF-8") { $0.strings.bytes[0] = 0xFF }
        refuses("a list of nothing") { $0.lists.words[0] = 60_000 }
        refuses("a pattern of nothing") { $0.patterns.words[0] = 60_000 }
        refuses("a slot without scope") { $0.slots[7].scope = 9 }
        refuses("a slot without path") { $0.slots[7].path = 60_000 }
        refuses("a slot twice") { $0.slots[8] = $0.slots[7] }
        refuses("another first slot") { $0.slots.swapAt(0, 1) }
        refuses("no event scope") { $0.scopes[0].parent = 1 }
        refuses("a scope that is its own parent") { $0.scopes[1].parent = 1 }
        refuses("a scope without objects") { $0.scopes[1].objects = 0 }
        refuses("a rule without a name") { $0.rules[0].name = 60_000 }
        refuses("a rule with patterns for threats") { $0.rules[0].threat = 60_000 }
        refuses("units out of order") { $0.units[1].entry = 0 }
        refuses("a unit beyond the code") { $0.units[1].entry = 60_000 }
        refuses("a unit of a rule that is not there") { $0.units[2].rule = 2 }
        refuses("a rule without a unit") { $0.units[0].rule = 1 }
        refuses("code without rules") { $0.rules = [] }
    }

    @Test func operands() {
        refuses("an unknown instruction") { $0.code[0] = 99 }
        refuses("an unknown slot") { $0.tests.words[test(.exists, $0) + 1] = 60_000 }
        refuses("a slot of another scope") { program in
            let inner = (0..<program.tests.count).first { test in
                program.slots[Int(program.tests[UInt32(test)].dropFirst().first ?? 0)].scope > 0
            }
            program.code[place(.test, program) + 1] = UInt32(inner ?? 0)
        }
        refuses("a test among the code") { $0.code[0] = Opcode.exists.rawValue }
        refuses("a test without its operands") { $0.tests.ends[0] -= 1 }
        refuses("an unknown test") { $0.code[place(.test, $0) + 1] = 60_000 }
        refuses("an unknown string") { $0.tests.words[test(.keywordEquals, $0) + 2] = 60_000 }
        refuses("an unknown pattern") { $0.tests.words[test(.keywordFits, $0) + 2] = 60_000 }
        refuses("an unknown relation") { $0.tests.words[test(.keywordCompares, $0) + 2] = 4 }
        refuses("an unknown range") { $0.tests.words[test(.addressIn, $0) + 2] = 2 }
        refuses("a flag of two") { $0.tests.words[test(.booleanEquals, $0) + 2] = 2 }
        refuses("the hit of another unit") { $0.code[place(.hit, $0) + 1] = 1 }
        refuses("a set that is not sorted") { program in
            let range = program.lists.range(program.tests.words[test(.keywordIn, program) + 2])
            program.lists.words.swapAt(range.lowerBound, range.lowerBound + 1)
        }
        refuses("an instruction that is cut off") { $0.code[$0.code.count - 1] = Opcode.jumpWhen.rawValue }
    }

    @Test func values() {
        refuses("an unknown reading") { $0.code[place(.pushField, $0) + 2] = 99 }
        refuses("an unknown order") { $0.code[place(.valueCompare, $0) + 1] = 99 }
        refuses("an unknown operator") { $0.code[place(.valueCompute, $0) + 1] = 99 }
        refuses("an unknown function") { $0.code[place(.valueCall, $0) + 1] = 99 }
        refuses("a function with another number of values") { $0.code[place(.valueCall, $0) + 2] = 1 }
        refuses("values that are not there") { $0.code[place(.valueAnd, $0) + 1] = 60_000 }
        refuses("a value that stays") { $0.code[place(.valueNot, $0)] = Opcode.pushNull.rawValue }
        refuses("a value below the last one") { $0.code[place(.valueOr, $0) + 1] = 2 }
        refuses("an end among values") { $0.code[place(.valueNot, $0)] = Opcode.end.rawValue }
        refuses("a jump among values") { program in
            let unit = program.code(ofUnit: 1)
            let jump = place(.popAnswer, program) + 1
            program.code[jump] = Opcode.jump.rawValue
            program.code[jump + 1] = UInt32(unit.lowerBound + 3)
        }
    }

    @Test func jumpsAndLoops() {
        refuses("a jump back") { $0.code[place(.jumpIfFalse, $0) + 1] = 0 }
        refuses("a jump to itself") { program in
            let place = place(.jump, program)
            program.code[place + 1] = UInt32(place)
        }
        refuses("a jump into another unit") { $0.code[place(.jumpIfFalse, $0) + 1] = $0.units[1].entry }
        refuses("a jump into an instruction") { $0.code[place(.jumpIfFalse, $0) + 1] -= 1 }
        refuses("a jump into a loop") { $0.code[place(.jump, $0) + 1] = UInt32(place(.nested, $0) + 3) }
        refuses("a loop that ends elsewhere") { $0.code[place(.nested, $0) + 2] += 2 }
        refuses("a loop over the event") { $0.code[place(.nested, $0) + 1] = 0 }
        refuses("a loop that is not closed") { program in
            program.code[place(.nestedEnd, program)] = Opcode.not.rawValue
        }
        refuses("a rule without an end") { $0.code[$0.code.count - 1] = Opcode.not.rawValue }
        refuses("an end inside a loop") { $0.code[place(.nestedEnd, $0)] = Opcode.end.rawValue }
    }
}
