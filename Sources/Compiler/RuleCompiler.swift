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
    /// Each rule with the conditions that it asks of single events; `isCompiled` says which have any.
    package static func compile(_ rules: [RunnableRule]) -> Program { compile(rules, keeping: nil) }

    private static func compile(_ rules: [RunnableRule], keeping kept: FieldValue?) -> Program {
        var writer = CodeWriter(builder: ProgramBuilder())
        for (index, rule) in rules.enumerated() {
            guard let kind = AlertKind(rule.detection.kind) else { continue }
            writer.builder.beginRule(
                ProgramRule(
                    id: rule.id, name: rule.name, severity: rule.severity, riskScore: rule.riskScore, kind: kind,
                    threat: rule.threat))
            let indices = IndexPatterns(rule.indexPatterns)
            for unit in rule.detection.units { write(unit, indices, index == 0 ? kept : nil, &writer) }
        }
        return writer.builder.finish(schemaFingerprint: SchemaTables.fingerprint)
    }

    private static func write(
        _ unit: DetectionUnit, _ indices: IndexPatterns, _ kept: FieldValue?, _ writer: inout CodeWriter
    ) {
        writer.builder.beginUnit(unit.role, stage: unit.stage)
        let condition = condition(of: unit.expr)
        writer.builder.setKeys(Cover(of: condition)?.programKeys)
        var end = ProgramBuilder.Label()
        if !indices.isEmpty {
            let included = writer.builder.patterns(indices.included)
            let excluded = writer.builder.patterns(indices.excluded)
            writer.builder.emit(.guardIndex, included, excluded, to: &end)
        }
        writer.write(condition)
        writer.builder.emit(.jumpIfFalse, to: &end)
        writer.builder.emitHit()
        if let kept {
            writer.push(.field(kept.name, FieldReading(kept.types)))
            writer.builder.emit(.keepResult)
        }
        writer.builder.place(end)
        writer.builder.emit(.end)
    }

    /// A program that computes the value of an expression for each event (`Matcher.result`).
    package static func compile(value expr: Expr) -> Program {
        var writer = CodeWriter(builder: ProgramBuilder())
        writer.builder.beginRule(
            ProgramRule(id: "", name: "", severity: "", riskScore: 0, kind: .event, threat: []))
        writer.builder.beginUnit()
        writer.push(expr.nodes.isEmpty ? .null : ValueLowering(expr).lower(expr.root))
        writer.builder.emit(.keepResult)
        writer.builder.emit(.end)
        return writer.builder.finish(schemaFingerprint: SchemaTables.fingerprint)
    }

    /// A program of one unnamed rule, what `search` runs, followed by one rule for each of the fields, which matches the
    /// events that have it. With `keeping` the value of that field of each event that is found is `Matcher.result`.
    package static func compile(query expr: Expr, presenceOf fields: [String] = [], keeping kept: FieldValue? = nil)
        -> Program
    {
        let presences = fields.map { name in
            var expr = Expr()
            expr.root = expr.add(.test(FieldTest(.named(name), types: [], .exists)), span: ByteRange(at: 0))
            return expr
        }
        return compile(queries: [expr] + presences, keeping: kept)
    }

    /// A program of unnamed rules, one for each expression.
    package static func compile(queries: [Expr]) -> Program { compile(queries: queries, keeping: nil) }

    /// `kept` is a field of the first.
    private static func compile(queries: [Expr], keeping kept: FieldValue?) -> Program {
        compile(
            queries.map { expr in
                RunnableRule(
                    id: "", name: "", severity: "", riskScore: 0, threat: [], indexPatterns: [],
                    detection: .event(EventDetection(EventCondition(expr))))
            }, keeping: kept)
    }

    /// Lowering and all passes in their order.
    static func condition(of expr: Expr) -> Condition {
        let condition = Lowering.condition(of: expr.twoValued)
        return CheapFirst.apply(FoldConstants.apply(JoinTests.apply(FoldConstants.apply(condition))))
    }

    /// What a detection needs that the machine does not have yet; nil where its alerts can be told.
    package static func missingEngine(for detection: Detection) -> MissingEngine? {
        guard case .event(let event) = detection else { return .kind(detection.kind) }
        return event.pipes.isEmpty ? nil : .pipes
    }

    /// Whether a program has the conditions of a detection, even if not all that makes alerts of them.
    package static func isCompiled(_ detection: Detection) -> Bool { AlertKind(detection.kind) != nil }

    /// Why an expression cannot be compiled: the first part that the IR does not express. nil where it can.
    package static func unsupportedPart(of expr: Expr) -> Diagnostic? {
        guard let index = expr.nodes.firstIndex(where: { if case .opaque = $0 { true } else { false } }),
            case .opaque(let part) = expr.nodes[index]
        else { return nil }
        let message = "`\(part.text)` cannot be run: \(part.reason)"
        var diagnostic = Diagnostic(untranslatable: .script, expr.span(of: ExprID(index)), message)
        diagnostic.effect = .cannotRun
        return diagnostic
    }
}
