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
    private static let eventCount = 420
    /// Another one can be tried with `TENET_SEED=7 swift test --filter DifferentialTests`.
    private static let seed = ProcessInfo.processInfo.environment["TENET_SEED"].flatMap(UInt64.init) ?? 2024

    @Test func programAgreesWithTheReferenceEvaluator() throws {
        var generator = DifferentialGenerator(seed: Self.seed)
        let expressions = (0..<Self.expressionCount).map { _ in generator.expression() }
        let events = (0..<Self.eventCount).map { _ in generator.event() }
        let program = try Program(decoding: RuleCompiler.compile(expressions.map(Self.rule)).encoded())
        var matcher = Matcher(program)
        var buffer = EventBuffer()
        var pairs = 0
        var hits = 0
        var differences = 0
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
                if differences <= 20 {
                    Issue.record("reference says \(expected): \(describe(expressions[index])) on \(event)")
                }
            }
        }
        #expect(differences == 0, "\(differences) differences")
        #expect(pairs >= 200_000, "\(pairs) pairs")
        // Neither side may win by answering always the same.
        #expect(hits > pairs / 10 && hits < pairs * 9 / 10, "\(hits) of \(pairs) hold")
    }

    private static func rule(_ expr: Expr) -> RunnableRule {
        RunnableRule(
            id: "", name: "", severity: "", riskScore: 0, threat: [], indexPatterns: [],
            detection: .event(EventDetection(EventCondition(expr))))
    }

    private func describe(_ expr: Expr) -> String { describe(expr, expr.root) }

    private func describe(_ expr: Expr, _ id: ExprID) -> String {
        switch expr[id] {
        case .constant(let value): return "\(value)"
        case .and(let nodes): return "and(" + nodes.map { describe(expr, $0) }.joined(separator: ", ") + ")"
        case .or(let nodes): return "or(" + nodes.map { describe(expr, $0) }.joined(separator: ", ") + ")"
        case .not(let node): return "not(\(describe(expr, node)))"
        case .nested(let path, let node): return "\(path){ \(describe(expr, node)) }"
        // The machine runs no computed values yet, so that none are generated.
        case .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque: return "\(expr[id])"
        case .test(let test):
            let field =
                switch test.field {
                case .named(let name): name
                case .matching(let pattern): "<\(pattern.display)>"
                case .any: "any"
                }
            let types = test.types.map(\.rawValue).joined(separator: "|")
            switch test.comparison {
            case .exists: return "\(field) [\(types)] exists"
            case .equals(let literal): return "\(field) [\(types)] : \(literal.text.debugDescription) \(literal.kind)"
            case .fits(let pattern): return "\(field) [\(types)] fits \(pattern.display)"
            case .compares(let order, let literal):
                return "\(field) [\(types)] \(order.rawValue) \(literal.text.debugDescription)"
            case .between, .matches, .resembles, .near: return "\(field) [\(types)] \(test.comparison)"
            }
        }
    }
}
