import Foundation
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

/// An expression and its text in another language find the same events: random expressions, random events, each text read
/// back with the same field types.
@Suite struct TranslationMeaningTests {
    private static let expressionCount = 4_000
    private static let eventCount = 24
    /// Another one can be tried with `TENET_SEED=7 swift test --filter TranslationMeaningTests`.
    private static let seed = ProcessInfo.processInfo.environment["TENET_SEED"].flatMap(UInt64.init) ?? 2025

    @Test func translationsFindTheSameEvents() throws {
        var generator = DifferentialGenerator(seed: Self.seed)
        let fields = OpenFields()
        let events = try (0..<Self.eventCount).map { _ in
            let text = generator.event()
            return (text: text, read: try #require(ReferenceEvent(json: text)))
        }
        var counts: [QueryLanguage: Int] = [:]
        var differences = 0
        for _ in 0..<Self.expressionCount {
            let expr = Self.ignoringCase(generator.expression(), &generator)
            guard !Self.asksUnnamedFields(expr) else { continue }
            let reference = ReferenceEvaluator(expr)
            guard reference.refusal == nil else { continue }
            let expected = events.map { reference.matches($0.read) }
            for target in QueryLanguage.allCases {
                let translation = expr.translated(to: target)
                guard let output = translation.output else {
                    #expect(!translation.findings.isEmpty, "\(target): \(expr)")
                    continue
                }
                counts[target, default: 0] += 1
                let again = try #require(
                    TranslatedText.expr(output, target, fields), "\(target): \(output) of \(ExprText.text(expr))")
                let evaluator = ReferenceEvaluator(again)
                for (event, wanted) in zip(events, expected) where evaluator.matches(event.read) != wanted {
                    differences += 1
                    if differences > 20 { break }
                    Issue.record(
                        "\(target) should be \(wanted): \(output) on \(event.text)\n\(ExprText.text(expr))\(ExprText.text(again))"
                    )
                    break
                }
            }
        }
        #expect(differences == 0, "\(differences) differences")
        for target in QueryLanguage.allCases {
            let count = counts[target] ?? 0
            #expect(count > Self.expressionCount / 12, "\(target): only \(count) could be translated")
        }
    }

    /// Letter case is suppressed in some tests, as EQL and the Query DSL do.
    private static func ignoringCase(_ expr: Expr, _ generator: inout DifferentialGenerator) -> Expr {
        var changed = Expr()
        for (node, span) in zip(expr.nodes, expr.spans) {
            guard case .test(var test) = node, generator.chance(25) else {
                _ = changed.add(node, span: span)
                continue
            }
            switch test.comparison {
            case .equals, .fits: test.ignoresCase = test.types.allSatisfy { $0.family == .keyword }
            default: break
            }
            _ = changed.add(.test(test), span: span)
        }
        changed.root = expr.root
        return changed
    }

    /// Readers resolve free text and patterns of names against the fields that they know; the oracles' queries cover that.
    private static func asksUnnamedFields(_ expr: Expr) -> Bool {
        expr.nodes.contains { node in
            guard case .test(let test) = node else { return false }
            if case .named = test.field { return false }
            return true
        }
    }
}

/// The fields of the random events; others may be there too.
private struct OpenFields: FieldLookup {
    private let mapping: FieldMapping

    init() {
        let all = DifferentialGenerator.fields + DifferentialGenerator.inner + DifferentialGenerator.innermost
        var types = Dictionary(all.map { ($0.name, $0.types.map(\.rawValue).joined(separator: "|")) }) { first, _ in
            first
        }
        types["x.m"] = "nested"
        mapping = FieldMapping(types.filter { !$0.value.isEmpty })
    }

    func types(of field: String) -> [FieldType] { mapping.types(of: field) }
    func fields(matching pattern: String, limit: Int) -> [String] { mapping.fields(matching: pattern, limit: limit) }
    func nestedPath(of field: String) -> String? { mapping.nestedPath(of: field) }
    var isClosed: Bool { false }
}
