package import Diagnostics
package import Machine
package import Queries
package import Rules
package import Schemas
import SourceText

/// Makes one program of many rules: lowering to predicates, shared field slots, code.
///
/// The same rules in the same order give the same program, byte for byte.
package enum RuleCompiler {
    /// Each rule with the conditions that it asks of single events; `isCompiled` says which have any.
    package static func compile(_ rules: [RunnableRule], _ frequencies: FieldFrequencies = .builtIn) -> Program {
        compiled(rules, frequencies).program
    }

    /// The program, and what the passes did to its conditions.
    package static func compiled(
        _ rules: [RunnableRule], _ frequencies: FieldFrequencies = .builtIn
    ) -> (program: Program, passes: PassStatistics) {
        compile(rules, keeping: nil, frequencies)
    }

    private static func compile(
        _ rules: [RunnableRule], keeping kept: FieldValue?, _ frequencies: FieldFrequencies = .builtIn
    ) -> (program: Program, passes: PassStatistics) {
        let rules = rules.compactMap { rule in AlertKind(rule.detection.kind).map { (rule: rule, kind: $0) } }
        let costs = KeyCosts(frequencies)
        var passes = PassStatistics()
        let units = rules.map { rule in
            rule.rule.detection.units.map { unit in
                (unit: unit, condition: condition(of: unit.expr, costs, &passes) { _, _ in })
            }
        }
        let chosen = costs.choosingSearches(for: units.flatMap { $0.map(\.condition) })
        var writer = CodeWriter(builder: ProgramBuilder(), costs: chosen)
        for (index, (rule, kind)) in rules.enumerated() {
            writer.builder.beginRule(
                ProgramRule(
                    id: rule.id, name: rule.name, severity: rule.severity, riskScore: rule.riskScore, kind: kind,
                    threat: rule.threat))
            let indices = IndexPatterns(rule.indexPatterns)
            for (unit, condition) in units[index] {
                write(unit, condition, indices, index == 0 ? kept : nil, &writer)
            }
        }
        return (writer.builder.finish(schemaFingerprint: SchemaTables.fingerprint), passes)
    }

    private static func write(
        _ unit: DetectionUnit, _ condition: Condition, _ indices: IndexPatterns, _ kept: FieldValue?,
        _ writer: inout CodeWriter
    ) {
        writer.builder.beginUnit(unit.role, stage: unit.stage)
        writer.builder.setKeys(Cover(of: condition, writer.costs)?.programKeys)
        var end = ProgramBuilder.Label()
        // Class tests come first: the machine passes over them where the event's class has answered them.
        var rest = condition
        if case .all(let parts) = condition {
            let (first, others) = (parts.filter(\.isOfClass), parts.filter { !$0.isOfClass })
            for part in first { writer.jump(part, when: false, to: &end) }
            rest = .all(others)
        }
        if !indices.isEmpty {
            let included = writer.builder.patterns(indices.included)
            let excluded = writer.builder.patterns(indices.excluded)
            writer.builder.emit(.guardIndex, included, excluded, to: &end)
        }
        writer.jump(rest, when: false, to: &end)
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
            }, keeping: kept
        ).program
    }

    /// Lowering and all passes in their order.
    static func condition(of expr: Expr) -> Condition {
        var statistics = PassStatistics()
        return condition(of: expr, .builtIn, &statistics) { _, _ in }
    }

    /// `tell` gets the condition before the first pass (nil) and after each.
    static func condition(
        of expr: Expr, _ costs: KeyCosts, _ statistics: inout PassStatistics, tell: (Pass?, Condition) -> Void
    ) -> Condition {
        var condition = Lowering.condition(of: expr.twoValued)
        statistics.start(condition)
        tell(nil, condition)
        for (number, pass) in Pass.allCases.enumerated() {
            let result = pass.apply(condition, costs)
            assert(pass.holds(for: result), "\(pass) breaks its law")
            statistics.note(number, result, changed: result != condition)
            condition = result
            tell(pass, condition)
        }
        return condition
    }

    /// The conditions of a detection before the first pass and after each pass that changes it, as text.
    package static func passes(of detection: Detection) -> String {
        var text = ""
        for unit in detection.units {
            if detection.units.count > 1 { text += "\(unit.role.name) \(unit.stage)\n" }
            var statistics = PassStatistics()
            var last: Condition?
            _ = condition(of: unit.expr, .builtIn, &statistics) { pass, condition in
                if condition == last { return }
                last = condition
                text += (pass?.rawValue ?? "lowered") + ":\n" + ConditionText.text(condition, depth: 1)
            }
        }
        return text
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
