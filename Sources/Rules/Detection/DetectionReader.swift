package import Diagnostics
import Documents
import Queries
import Schemas
import SourceText

/// What a rule runs, or why it cannot be run.
package struct DetectionOutcome: Sendable {
    /// nil where findings say why.
    package var detection: Detection?
    /// Errors at their places in the file; empty with a detection.
    package var findings: [Diagnostic]
    /// What is omitted of a detection: exceptions that cannot be evaluated.
    package var notices: [Diagnostic]
}

extension Rule {
    /// What the rule runs. Filters and exceptions are those of its parsed query; of a rule without one they are given.
    package func detection(
        _ query: RuleQuery?, filters: RuleRestriction? = nil, exceptions: RuleRestriction? = nil
    ) -> DetectionOutcome {
        var reader = DetectionReader(
            rule: self, query: query, filters: query?.filters ?? filters, exceptions: query?.exceptions ?? exceptions)
        let detection = reader.detection()
        return DetectionOutcome(
            detection: reader.findings.isEmpty ? detection : nil, findings: reader.findings,
            notices: reader.findings.isEmpty ? reader.notices : [])
    }
}

private struct DetectionReader {
    let rule: Rule
    let query: RuleQuery?
    let filters: RuleRestriction?
    let exceptions: RuleRestriction?
    var findings: [Diagnostic] = []

    // MARK: findings

    private var whole: ByteRange { rule.ruleEntry?.keyRange ?? ByteRange(at: rule.document.root.range.start) }

    private mutating func refuse(_ message: String, _ range: ByteRange, id: String = "not-runnable") {
        findings.append(finding(id, .error, message, range))
    }

    private func finding(_ id: String, _ severity: Severity, _ message: String, _ range: ByteRange) -> Diagnostic {
        // The ids that lint has too are of its category.
        let isOfLint = id == "missing-key" || id == "invalid-value"
        var finding = Diagnostic(
            id, category: isOfLint ? "structure" : "compile", severity, message,
            at: Label(Location(rule.source, range)))
        finding.ruleID = rule.id?.text
        return finding
    }

    var notices: [Diagnostic] {
        (exceptions?.leftOut ?? []).map { finding("exception-left-out", .info, $0.message, $0.range) }
    }

    // MARK: kinds

    mutating func detection() -> Detection? {
        guard rule.ruleEntry != nil else {
            return refused("no `rule` table in this document", whole, id: "missing-key")
        }
        if rule.form == .stub { return refused("the asset of a deprecated rule has no detection", whole) }
        guard let type = rule.elastic.type else {
            guard let entry = rule.entry("type") else { return missing("type") }
            return refused("the rule has no `type` that is known", entry.value.range, id: "invalid-value")
        }
        switch type.value {
        case .query, .savedQuery: return condition().map { .event(EventDetection($0)) }
        case .eql: return eql()
        case .threshold: return threshold()
        case .newTerms: return newTerms()
        case .threatMatch: return indicatorMatch()
        case .esql:
            guard let text = rule.elastic.query else { return missing("query") }
            return .pipeline(PipelineDetection(text: text.text, restrictions: restrictions()))
        case .machineLearning:
            guard let jobs = rule.elastic.machineLearning.jobIDs, !jobs.values.isEmpty else {
                return missing("machine_learning_job_id")
            }
            guard let threshold = rule.elastic.machineLearning.anomalyThreshold else {
                return missing("anomaly_threshold")
            }
            return .anomaly(
                AnomalyDetection(jobIDs: jobs.values, threshold: threshold.value, restrictions: restrictions()))
        }
    }

    private mutating func refused(_ message: String, _ range: ByteRange, id: String = "not-runnable") -> Detection? {
        refuse(message, range, id: id)
        return nil
    }

    private mutating func missing(_ key: String) -> Detection? {
        refused("the rule has no `\(key)`", whole, id: "missing-key")
    }

    // MARK: queries

    /// The parsed query without errors in its text; nil after a finding.
    private mutating func soundQuery() -> RuleQuery? {
        guard rule.elastic.query != nil else {
            if rule.elastic.type?.value == .savedQuery {
                refuse("the query of the rule is a saved one, which only Kibana has", whole)
            } else {
                refuse("the rule has no `query`", whole, id: "missing-key")
            }
            return nil
        }
        guard let query else {
            refuse(
                "a query in `\(rule.elastic.language?.text ?? "")` cannot be run yet",
                rule.elastic.language?.range ?? whole)
            return nil
        }
        return isSound(query, in: .query) ? query : nil
    }

    private mutating func isSound(_ query: RuleQuery, in part: QueryPart) -> Bool {
        let blocking = query.issues.blocking(.run)
        for issue in blocking { add(query.located(issue, in: rule.source).reported(in: part)) }
        return blocking.isEmpty
    }

    private mutating func restrictions() -> EventRestrictions {
        addBlocking(filters)
        return EventRestrictions(filters: filters?.expr, exceptions: exceptions?.expr)
    }

    /// Adds why filters cannot be run.
    private mutating func addBlocking(_ filters: RuleRestriction?) {
        for issue in filters?.issues.blocking(.run) ?? [] {
            add(issue.moved(to: rule.source).reported(in: .filters))
        }
    }

    private mutating func add(_ finding: Diagnostic) {
        var finding = finding
        finding.ruleID = rule.id?.text
        findings.append(finding)
    }

    /// The condition of a query in KQL or Lucene.
    private mutating func condition() -> EventCondition? {
        // Kibana runs the filters alone of a rule without a query.
        if rule.elastic.query == nil, rule.elastic.type?.value == .query, filters != nil {
            return EventCondition(.everything, restrictions())
        }
        guard let query = soundQuery() else { return nil }
        guard query.tree.eql == nil, let expr = query.expr else {
            refuse(
                "a rule of type `\(rule.elastic.type?.value.rawValue ?? "")` has a query in KQL or Lucene",
                rule.elastic.language?.range ?? whole)
            return nil
        }
        return EventCondition(expr, restrictions())
    }

    private mutating func eql() -> Detection? {
        guard let query = soundQuery() else { return nil }
        guard let tree = query.tree.eql, let statement = tree.statement, let first = query.exprs.first else {
            return refused("a rule of type `eql` has a query in EQL", rule.elastic.language?.range ?? whole)
        }
        switch statement {
        case .event: return .event(EventDetection(EventCondition(first, restrictions()), pipes: tree.pipes))
        case .series(let series):
            let stages = zip(series.stages, query.exprs).map { stage($0, $1, series, query.fields) }
            switch series.kind {
            case .join: return refused("Elasticsearch does not run joins", query.text.sourceRange(series.wordRange))
            case .sample: return .sample(SampleDetection(stages: stages, restrictions: restrictions()))
            case .sequence:
                var detection = SequenceDetection(
                    stages: stages, maxspan: series.maxspan?.milliseconds, until: nil, pipes: tree.pipes,
                    order: EventOrder(
                        timestampField: rule.elastic.timestampField?.text ?? "@timestamp",
                        tiebreakerField: rule.elastic.tiebreakerField?.text), restrictions: restrictions())
                if let until = series.until, let expr = query.exprs.last {
                    detection.until = stage(until, expr, series, query.fields)
                }
                return .sequence(detection)
            }
        }
    }

    private func stage(_ stage: EQLStage, _ expr: Expr, _ series: EQLSeries, _ fields: FieldScope) -> DetectionStage {
        let keys = (series.keys + stage.keys).map {
            JoinKey(field: $0.name, types: fields.types(of: $0.name), isOptional: $0.isOptional)
        }
        return DetectionStage(query: expr, keys: keys, runs: stage.runs ?? 1, isMissing: stage.isMissing)
    }

    // MARK: tables

    private mutating func threshold() -> Detection? {
        guard let condition = condition() else { return nil }
        guard let threshold = rule.elastic.threshold, let value = threshold.value else {
            return missing("threshold.value")
        }
        let cardinality = threshold.cardinality.first.flatMap { entry in
            entry.field.flatMap { field in
                entry.value.map { ThresholdDetection.Cardinality(field: field.text, minimum: $0.value) }
            }
        }
        return .threshold(
            ThresholdDetection(
                condition: condition, fields: threshold.fields?.values.filter { !$0.isEmpty } ?? [],
                minimum: max(1, value.value), cardinality: cardinality))
    }

    private mutating func newTerms() -> Detection? {
        guard let condition = condition() else { return nil }
        guard let fields = rule.elastic.newTerms?.fields?.values, !fields.isEmpty else {
            return missing("new_terms_fields")
        }
        guard let start = rule.elastic.newTerms?.historyWindowStart else { return missing("history_window_start") }
        return .newTerms(
            NewTermsDetection(condition: condition, fields: fields, historyWindowStart: start.text))
    }

    private mutating func indicatorMatch() -> Detection? {
        guard let condition = condition() else { return nil }
        let match = rule.elastic.threatMatch
        guard let index = match.index?.values, !index.isEmpty else { return missing("threat_index") }
        guard match.query != nil else { return missing("threat_query") }
        guard let indicators = query?.indicators else {
            return refused(
                "a threat query in `\(match.language?.text ?? "")` cannot be run", match.language?.range ?? whole)
        }
        guard isSound(indicators, in: .indicatorQuery) else { return nil }
        guard indicators.tree.eql == nil, let expr = indicators.expr else {
            return refused("a threat query is in KQL or Lucene", match.language?.range ?? whole)
        }
        addBlocking(indicators.filters)
        let mapping = match.mapping.map { group in
            group.entries.compactMap { pair in
                pair.field.flatMap { field in
                    pair.value.map {
                        IndicatorMatchDetection.Pair(
                            field: field.text, indicatorField: $0.text, isNegated: pair.isNegated)
                    }
                }
            }
        }
        guard !mapping.isEmpty, mapping.allSatisfy({ !$0.isEmpty }) else { return missing("threat_mapping") }
        return .indicatorMatch(
            IndicatorMatchDetection(
                condition: condition, indicatorIndex: index,
                indicatorCondition: EventCondition(expr, EventRestrictions(filters: indicators.filters?.expr)),
                mapping: mapping, indicatorPath: match.indicatorPath?.text ?? "threat.indicator"))
    }
}
