import Compiler
import Foundation
import Machine
import Queries
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

/// The compiled program and the reference evaluator answer the same on random expressions and random events.
@Suite struct DifferentialTests {
    private static let expressionCount = 600
    /// Pairs of an expression and an event that are asked at least; `make fuzz` asks for more.
    private static let pairCount = ProcessInfo.processInfo.environment["TENET_PAIRS"].flatMap(Int.init) ?? 200_000
    /// Some expressions are refused, so that there are more than needed.
    private static let eventCount = pairCount * 11 / (expressionCount * 5 / 6) / 10
    /// Another one can be tried with `TENET_SEED=7 swift test --filter DifferentialTests`.
    private static let seed = ProcessInfo.processInfo.environment["TENET_SEED"].flatMap(UInt64.init) ?? 2024

    @Test(arguments: [false, true])
    func programAgreesWithTheReferenceEvaluator(isEQL: Bool) throws {
        var generator = DifferentialGenerator(seed: Self.seed, isEQL: isEQL)
        let expressions = (0..<Self.expressionCount).map { _ in generator.expression() }
        let events = (0..<Self.eventCount).map { _ in generator.event() }
        let program = try Program(decoding: RuleCompiler.compile(expressions.map(Self.rule)).encoded())
        var matcher = Matcher(program)
        var buffer = EventBuffer()
        var pairs = 0
        var hits = 0
        var differences = 0
        var differing: Set<Int> = []
        let references = expressions.map { ReferenceEvaluator($0) }
        // What Elasticsearch refuses has no answer to agree on; that it does not trap is asked all the same.
        let isRefused = references.map { $0.refusal != nil }
        for event in events {
            buffer.removeAll()
            buffer.append(Array(event.utf8))
            let fault = matcher.match(buffer, 0..<event.utf8.count)
            #expect(fault == nil, "\(event)")
            let matched = Set(matcher.matches)
            let read = try #require(ReferenceEvent(json: event))
            for (index, reference) in references.enumerated() where !isRefused[index] {
                let expected = reference.matches(read)
                pairs += 1
                if expected { hits += 1 }
                guard expected != matched.contains(index) else { continue }
                differences += 1
                guard differing.count < 20, differing.insert(index).inserted else { continue }
                let part = try Self.smallest(expressions[index], event, read)
                let answer = ReferenceEvaluator(part).matches(read)
                Issue.record("reference says \(answer): \(DifferentialText.text(part)) on \(event)")
            }
        }
        #expect(differences == 0, "\(differences) differences")
        #expect(pairs >= Self.pairCount, "\(pairs) pairs")
        // Neither side may win by answering always the same.
        #expect(hits > pairs / 10 && hits < pairs * 9 / 10, "\(hits) of \(pairs) hold")
        let computed = expressions.count { expr in expr.firstScript != nil }
        #expect(isEQL ? computed >= Self.expressionCount / 4 : computed == 0, "\(computed) with computed values")
    }

    /// What an expression comes to as a value, in three truth values.
    @Test func valuesAgreeWithTheReferenceEvaluator() throws {
        var generator = DifferentialGenerator(seed: Self.seed + 1, isEQL: true)
        let events = try (0..<Self.valueEventCount).map { _ in
            let text = generator.event()
            return (text: text, read: try #require(ReferenceEvent(json: text)))
        }
        var buffer = EventBuffer()
        var kinds: [String: Int] = [:]
        var differences = 0
        for _ in 0..<Self.valueExpressionCount {
            let expr = generator.valueExpression()
            let reference = ReferenceEvaluator(expr)
            guard reference.refusal == nil else { continue }
            var matcher = Matcher(RuleCompiler.compile(value: expr))
            for event in events {
                buffer.removeAll()
                buffer.append(Array(event.text.utf8))
                #expect(matcher.match(buffer, 0..<event.text.utf8.count) == nil)
                let found = matcher.result.flatMap(ReferenceResult.init)
                let expected = reference.value(event.read)
                kinds[expected.map { "\($0)".prefix { $0 != "(" }.description } ?? "null", default: 0] += 1
                guard found != expected else { continue }
                differences += 1
                guard differences <= 20 else { break }
                let answers = [expected, found].map { $0.map { "\($0)" } ?? "null" }
                Issue.record(
                    "should be \(answers[0]), is \(answers[1]): \(DifferentialText.text(expr)) on \(event.text)")
                break
            }
        }
        #expect(differences == 0, "\(differences) differences")
        // Every kind of value comes up often.
        let least = Self.valueEventCount * Self.valueExpressionCount / 100
        for kind in ["null", "text", "whole", "double", "boolean"] {
            #expect(kinds[kind, default: 0] > least, "\(kind): \(kinds)")
        }
    }

    private static let valueExpressionCount = 2_000
    private static let valueEventCount = 40

    /// The smallest part of an expression on whose answer the two disagree; itself if it is none of its parts.
    private static func smallest(_ expr: Expr, _ event: String, _ read: ReferenceEvent) throws -> Expr {
        var buffer = EventBuffer()
        buffer.append(Array(event.utf8))
        // Children come before parents. Parts of blocks have no meaning outside of them.
        for index in expr.nodes.indices {
            var part = expr
            part.root = ExprID(index)
            if case .test(let test) = part[part.root], case .named(let name) = test.field, name.hasPrefix("x.") {
                continue
            }
            var matcher = Matcher(try Program(decoding: RuleCompiler.compile([rule(part)]).encoded()))
            guard matcher.match(buffer, 0..<event.utf8.count) == nil else { continue }
            if matcher.matches.isEmpty == ReferenceEvaluator(part).matches(read) { return part }
        }
        return expr
    }

    private static func rule(_ expr: Expr) -> RunnableRule {
        RunnableRule(
            id: "", name: "", severity: "", riskScore: 0, threat: [], indexPatterns: [],
            detection: .event(EventDetection(EventCondition(expr))))
    }
}

extension ReferenceResult {
    /// nil for null.
    init?(_ result: JSONResult) {
        switch result {
        case .null: return nil
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .whole(number)
        case .double(let number): self = .double(number)
        case .text(let text): self = .text(text)
        }
    }
}
