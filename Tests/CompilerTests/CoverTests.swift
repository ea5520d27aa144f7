import Machine
import Queries
import Testing
import Values

@testable import Compiler

/// The law of covers: with all keys false and everything else unknown a condition is false.
@Suite struct CoverTests {
    private static let seed: UInt64 = 20_261_201

    /// Three-valued truth of a condition where a test holds only as far as its keys let it.
    private static func truth(_ condition: Condition, _ keys: Set<CoverKey>, in path: String) -> Bool? {
        switch condition {
        case .constant(let value): return value
        case .not(let part): return truth(part, keys, in: path).map { !$0 }
        case .all(let parts):
            let truths = parts.map { truth($0, keys, in: path) }
            if truths.contains(false) { return false }
            return truths.contains(nil) ? nil : true
        case .any(let parts):
            let truths = parts.map { truth($0, keys, in: path) }
            if truths.contains(true) { return true }
            return truths.contains(nil) ? nil : false
        case .test(let question, let predicate):
            // None of the keys fires, so a test whose keys are all among them does not hold.
            guard let place = question.within(path) else { return nil }
            let isDecided = CoverKey.choices(of: predicate)
                .contains { facts in facts.allSatisfy { keys.contains(CoverKey(question: place, fact: $0)) } }
            return isDecided ? false : nil
        case .nested(let name, let part):
            return truth(part, keys, in: path + name + ".") == false ? false : nil
        case .computed(let computation):
            // Null where a field that it needs is missing, as one is if it fires no key.
            let needed = computation.neededFields.compactMap { $0.within(path) }
            return needed.contains { keys.contains(CoverKey(question: $0, fact: .exists)) } ? false : nil
        }
    }

    @Test func noEventMeetsAConditionWithoutFiringAKey() {
        var generator = DifferentialGenerator(seed: Self.seed)
        var covered = 0
        for _ in 0..<20_000 {
            let condition = RuleCompiler.condition(of: generator.expression())
            guard let cover = Cover(of: condition) else { continue }
            covered += 1
            #expect(Self.truth(condition, Set(cover.keys), in: "") == false, "\(condition)")
        }
        // Neither all nor none, or the law says nothing.
        #expect(covered > 5_000 && covered < 19_500, "\(covered)")
    }

    @Test func theRarestClauseIsTheKey() {
        let category = Condition.test(.values("event.category"), .equals(Array("Process".utf8)))
        let name = Condition.test(.values("process.name"), .isIn([Array("A.exe".utf8), Array("b.exe".utf8)]))
        let argument = Condition.test(.values("process.args"), .fits([.anyCharacters, .literal([0x78])]))
        let texts = [CoverKey.Fact.text(Array("a.exe".utf8)), .text(Array("b.exe".utf8))]
        let keys = texts.map { CoverKey(question: .values("process.name"), fact: $0) }
        #expect(Cover(of: .all([category, argument, name]))?.keys == keys)
        #expect(
            Cover(of: .any([.all([category, argument]), name]))?.keys
                == [CoverKey(question: .values("process.args"), fact: .suffix([0x78]))] + keys)
    }

    @Test func whatHoldsWithoutAValueHasNoCover() {
        let test = Condition.test(.values("a.b"), .equals([0x78]))
        #expect(Cover(of: .not(test)) == nil)
        #expect(Cover(of: .any([test, .not(test)])) == nil)
        #expect(Cover(of: .test(.leaves(""), .exists)) == nil)
        #expect(Cover(of: .test(.matching([.anyCharacters]), .exists)) == nil)
        #expect(Cover(of: .not(.any([.not(test), test])))?.keys.isEmpty == false)
        #expect(Cover(of: .constant(false))?.keys == [])
        #expect(
            Cover(of: .nested(path: "n", test))?.keys
                == [CoverKey(question: .values("n.a.b"), fact: .text([0x78]))])
    }

    @Test(arguments: [(5.0, 5.0), (-0.0, 0.0), (5.7, 5.0), (-5.7, -5.0)])
    func numbersAreKeysWithoutTheirFraction(_ number: Double, _ key: Double) {
        let condition = Condition.test(.values("a.b"), .number(NumberRange(number, number)))
        #expect(Cover(of: condition)?.keys == [CoverKey(question: .values("a.b"), fact: .number(key))])
        let range = Condition.test(.values("a.b"), .number(NumberRange(number, number + 1)))
        #expect(Cover(of: range)?.keys == [CoverKey(question: .values("a.b"), fact: .exists)])
    }
}
