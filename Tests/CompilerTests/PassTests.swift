import TestSupport
import Testing
import Values

@testable import Compiler

/// The laws of the passes.
@Suite struct PassTests {
    private let a = Condition.test(.values("a"), .equals([1]))
    private let b = Condition.test(.values("b"), .equals([2]))

    @Test func constantsAndLayersDisappear() {
        #expect(FoldConstants.apply(.all([a, .constant(true), .all([b, a])])) == .all([a, b]))
        #expect(FoldConstants.apply(.any([a, .constant(true)])) == .constant(true))
        #expect(FoldConstants.apply(.all([])) == .constant(true))
        #expect(FoldConstants.apply(.any([.constant(false)])) == .constant(false))
        #expect(FoldConstants.apply(.not(.not(a))) == a)
        #expect(FoldConstants.apply(.not(.any([.constant(false)]))) == .constant(true))
        #expect(FoldConstants.apply(.nested(path: "n", .constant(true))) == .nested(path: "n", .constant(true)))
        #expect(FoldConstants.apply(.nested(path: "n", .constant(false))) == .constant(false))
    }

    @Test func testsOfOneFieldAreJoined() {
        let other = Condition.test(.values("a"), .isIn([[3], [1]]))
        #expect(JoinTests.apply(.any([a, b, other])) == .any([.test(.values("a"), .isIn([[1], [3]])), b]))
        #expect(JoinTests.apply(.all([a, other])) == .all([a, other]))
        #expect(JoinTests.apply(.any([a, .test(.values("a"), .equals([1]))])) == a)
    }

    @Test func cheapTestsComeFirst() {
        let dear = Condition.test(.values("t"), .phrase([[1]]))
        #expect(CheapFirst.apply(.all([dear, a, b]), .builtIn) == .all([a, b, dear]))
    }

    /// Each pass keeps the meaning and its law: random conditions over two fields with two values each, every event there is.
    @Test func passesKeepTheMeaning() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5_000 {
            var condition = make(&random, depth: 4)
            for pass in Pass.allCases {
                let rewritten = pass.apply(condition, .builtIn)
                #expect(pass.holds(for: rewritten), "\(pass): \(condition)")
                for event in 0..<16 {
                    #expect(holds(condition, event) == holds(rewritten, event), "\(pass): \(condition)")
                }
                condition = rewritten
            }
        }
    }

    @Test func negationsMoveInward() {
        #expect(NegationsInward.apply(.not(.any([a, .not(b)]))) == .all([.not(a), b]))
        let loop = Condition.nested(path: "o", .not(.all([a, b])))
        #expect(NegationsInward.apply(.not(loop)) == .not(.nested(path: "o", .any([.not(a), .not(b)]))))
    }

    @Test func whatOthersDecideDisappears() {
        #expect(Opposites.apply(.all([a, b, .not(a)])) == .constant(false))
        #expect(Opposites.apply(.any([a, .not(a)])) == .constant(true))
        #expect(Opposites.apply(.all([a, .any([a, b])])) == .all([a]))
        #expect(Opposites.apply(.all([a, .any([.not(a), b])])) == .all([a, b]))
    }

    @Test func rangesThatTouchAreOne() {
        func range(_ low: Int128, _ high: Int128) -> Condition {
            .test(.values("n"), .integer(IntegerRange(low, high)))
        }
        #expect(JoinRanges.apply(.any([range(4, 9), a, range(1, 3)])) == .any([range(1, 9), a]))
        #expect(JoinRanges.apply(.any([range(5, 9), range(1, 3)])) == .any([range(1, 3), range(5, 9)]))
        #expect(JoinRanges.apply(.all([.not(range(1, 3)), .not(range(2, 9))])) == .not(range(1, 9)))
        #expect(JoinRanges.apply(.all([range(1, 5), range(3, 9)])) == .all([range(1, 5), range(3, 9)]))
    }

    private func make(_ random: inout SeededGenerator, depth: Int) -> Condition {
        let parts = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            depth > 0 ? make(&random, depth: depth - 1) : a
        }
        switch Int.random(in: 0..<(depth > 0 ? 6 : 2), using: &random) {
        case 0: return .constant(Bool.random(using: &random))
        case 1:
            return .test(
                .values(Bool.random(using: &random) ? "a" : "b"), .equals([.random(in: 0...1, using: &random)]))
        case 2: return .test(.values("a"), .isIn([[0], [1]]))
        case 3: return .all(parts)
        case 4: return .any(parts)
        default: return .not(parts.first ?? b)
        }
    }

    /// Bits 0 and 1 say which values `a` has, bits 2 and 3 those of `b`.
    private func holds(_ condition: Condition, _ event: Int) -> Bool {
        switch condition {
        case .constant(let value): return value
        case .all(let parts): return parts.allSatisfy { holds($0, event) }
        case .any(let parts): return parts.contains { holds($0, event) }
        case .not(let part): return !holds(part, event)
        case .test(.values(let path), .equals(let value)): return has(path, value, event)
        case .test(.values(let path), .isIn(let values)): return values.contains { has(path, $0, event) }
        default: return false
        }
    }

    private func has(_ path: String, _ value: [UInt8], _ event: Int) -> Bool {
        guard let bit = value.first, bit < 2 else { return false }
        return event >> (Int(bit) + (path == "a" ? 0 : 2)) & 1 == 1
    }
}
