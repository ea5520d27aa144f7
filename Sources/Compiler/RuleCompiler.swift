package import Diagnostics
package import Machine
package import Queries
package import Rules
import Schemas
import SourceText

/// Makes one program of many rules: lowering to predicates, shared field slots, code.
///
/// The same rules in the same order give the same program, byte for byte.
package enum RuleCompiler {
    /// Rules that need what `missingEngine(for:)` names are omitted.
    package static func compile(_ rules: [RunnableRule]) -> Program {
        var writer = CodeWriter(builder: ProgramBuilder())
        for rule in rules {
            guard missingEngine(for: rule.detection) == nil, case .event(let event) = rule.detection else { continue }
            writer.builder.beginRule(
                ProgramRule(
                    id: rule.id, name: rule.name, severity: rule.severity, riskScore: rule.riskScore, kind: .event,
                    threat: rule.threat))
            let condition = condition(of: event.condition.expr)
            writer.builder.setKeys(Cover(of: condition)?.programKeys)
            var end = ProgramBuilder.Label()
            let indices = IndexPatterns(rule.indexPatterns)
            if !indices.isEmpty {
                let included = writer.builder.patterns(indices.included)
                let excluded = writer.builder.patterns(indices.excluded)
                writer.builder.emit(.guardIndex, included, excluded, to: &end)
            }
            writer.write(condition)
            writer.builder.emit(.jumpIfFalse, to: &end)
            writer.builder.emitAlert()
            writer.builder.place(end)
            writer.builder.emit(.end)
        }
        return writer.builder.finish(schemaFingerprint: SchemaTables.fingerprint)
    }

    /// A program of one unnamed rule, what `search` runs, followed by one rule for each of the fields, which matches the
    /// events that have it.
    package static func compile(query expr: Expr, presenceOf fields: [String] = []) -> Program {
        let presences = fields.map { name in
            var expr = Expr()
            expr.root = expr.add(.test(FieldTest(.named(name), types: [], .exists)), span: ByteRange(at: 0))
            return expr
        }
        return compile(queries: [expr] + presences)
    }

    /// A program of unnamed rules, one for each expression.
    package static func compile(queries: [Expr]) -> Program {
        compile(
            queries.map { expr in
                RunnableRule(
                    id: "", name: "", severity: "", riskScore: 0, threat: [], indexPatterns: [],
                    detection: .event(EventDetection(EventCondition(expr))))
            })
    }

    /// Lowering and all passes in their order.
    static func condition(of expr: Expr) -> Condition {
        let condition = Lowering.condition(of: expr.twoValued)
        return CheapFirst.apply(FoldConstants.apply(JoinTests.apply(FoldConstants.apply(condition))))
    }

    /// What a detection needs that the machine does not have yet; nil where it can be compiled.
    package static func missingEngine(for detection: Detection) -> MissingEngine? {
        guard case .event(let event) = detection else { return .kind(detection.kind) }
        if !event.pipes.isEmpty { return .pipes }
        return ([event.condition.query] + event.condition.restrictions.exprs).contains { $0.firstScript != nil }
            ? .values : nil
    }

    /// Why an expression cannot be compiled: the first condition that needs a script. nil where it can.
    package static func unsupportedPart(of expr: Expr) -> Diagnostic? {
        guard let id = expr.firstScript else { return nil }
        let message =
            "`\(ExprPhrase.text(id, of: expr))` computes with values or compares fields, which cannot be run yet"
        var diagnostic = Diagnostic(untranslatable: .script, expr.span(of: id), message)
        diagnostic.effect = .cannotRun
        return diagnostic
    }
}

/// A rule's index patterns, those with a leading `-` apart; a remote cluster's name is cut off.
struct IndexPatterns {
    var included: [[PatternPart]] = []
    var excluded: [[PatternPart]] = []

    init(_ patterns: [String]) {
        for item in patterns.flatMap({ $0.split(separator: ",") }) {
            var bytes = Array(item.utf8)
            let isExcluded = bytes.first == UInt8(ascii: "-")
            if isExcluded { bytes.removeFirst() }
            if let colon = bytes.lastIndex(of: UInt8(ascii: ":")) { bytes.removeFirst(colon + 1) }
            if bytes.isEmpty { continue }
            if isExcluded { excluded.append(Self.parts(bytes)) } else { included.append(Self.parts(bytes)) }
        }
    }

    var isEmpty: Bool { included.isEmpty && excluded.isEmpty }

    private static func parts(_ bytes: [UInt8]) -> [PatternPart] {
        var parts: [PatternPart] = []
        var literal: [UInt8] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "*") else {
                literal.append(byte)
                continue
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
            parts.append(.anyCharacters)
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        return parts
    }
}
