import Diagnostics
import Documents
import Foundation
import Queries
import SourceText
import Testing

@testable import Rules

/// What rules of each type run, and why others cannot.
@Suite struct DetectionTests {
    private static let header = "[rule]\nrule_id = \"1\"\nname = \"n\"\nseverity = \"low\"\nrisk_score = 1\n"

    private func rule(_ text: String) -> Rule {
        let source = SourceFile(path: "r.toml", text: Self.header + text)
        let parsed = DocumentReader.read(source)
        #expect(parsed.findings.isEmpty, "\(parsed.findings.map(\.message))")
        return ElasticRuleReader.read(parsed.documents[0])
    }

    private func outcome(_ text: String) -> DetectionOutcome {
        let rule = rule(text)
        let query = rule.parsedQuery()
        return rule.detection(query, filters: query == nil ? rule.filterQuery() : nil)
    }

    private func detection(_ text: String) throws -> Detection {
        let outcome = outcome(text)
        #expect(outcome.findings.isEmpty, "\(outcome.findings.map(\.message))")
        return try #require(outcome.detection)
    }

    private func reasons(_ text: String) -> [String] {
        let outcome = outcome(text)
        #expect(outcome.detection == nil)
        return outcome.findings.map(\.message)
    }

    private static let kql = "language = \"kuery\"\nindex = [\"logs-*\"]\nquery = \"host.name:a\"\n"
    private static let filters = """

        [[rule.filters]]
        [rule.filters.query.term]
        "host.name" = "b"

        """

    @Test func filtersAreJoined() throws {
        guard case .event(let event) = try detection("type = \"query\"\n" + Self.kql + Self.filters) else {
            Issue.record("no event")
            return
        }
        #expect(event.condition.restrictions.filters != nil && event.condition.restrictions.exceptions == nil)
        guard case .and(let parts) = event.condition.expr[event.condition.expr.root] else {
            Issue.record("not joined")
            return
        }
        #expect(parts.count == 2)
    }

    @Test func eqlIsOneEventOrSeveral() throws {
        let eql = "type = \"eql\"\nlanguage = \"eql\"\nindex = [\"logs-*\"]\n"
        guard case .event(let event) = try detection(eql + "query = 'any where host.name == \"a\" | head 3'\n") else {
            Issue.record("no event")
            return
        }
        #expect(event.pipes.count == 1)
        let text =
            "query = 'sequence by host.id with maxspan=1m [any where true] by ?user.id with runs=3 ![file where true] by user.id until [any where false] by user.id'\ntiebreaker_field = \"event.sequence\"\n"
        guard case .sequence(let sequence) = try detection(eql + text) else {
            Issue.record("no sequence")
            return
        }
        #expect(sequence.maxspan == 60_000 && sequence.stages.map(\.runs) == [3, 1])
        #expect(sequence.stages.map(\.isMissing) == [false, true] && sequence.until != nil)
        #expect(sequence.stages[0].keys.map(\.field) == ["host.id", "user.id"])
        #expect(sequence.stages[0].keys.map(\.isOptional) == [false, true])
        #expect(sequence.order == EventOrder(timestampField: "@timestamp", tiebreakerField: "event.sequence"))
        guard
            case .sample(let sample) = try detection(
                eql + "query = 'sample by host.id [any where true] [file where true]'\n")
        else {
            Issue.record("no sample")
            return
        }
        #expect(sample.stages.count == 2)
    }

    @Test func tablesAreTyped() throws {
        let threshold = """
            type = "threshold"
            \(Self.kql)
            [rule.threshold]
            field = ["source.ip"]
            value = 5
            [[rule.threshold.cardinality]]
            field = "user.name"
            value = 3

            """
        guard case .threshold(let found) = try detection(threshold) else {
            Issue.record("no threshold")
            return
        }
        #expect(found.fields == ["source.ip"] && found.minimum == 5)
        #expect(found.cardinality == ThresholdDetection.Cardinality(field: "user.name", minimum: 3))

        let terms = """
            type = "new_terms"
            \(Self.kql)
            [rule.new_terms]
            field = "new_terms_fields"
            value = ["user.name", "host.id"]
            [[rule.new_terms.history_window_start]]
            field = "history_window_start"
            value = "now-14d"

            """
        guard case .newTerms(let found) = try detection(terms) else {
            Issue.record("no new terms")
            return
        }
        #expect(found.fields == ["user.name", "host.id"] && found.historyWindowStart == "now-14d")
    }

    @Test func indicatorsHaveTheirOwnQuery() throws {
        let text = """
            type = "threat_match"
            \(Self.kql)
            threat_index = ["logs-ti_*"]
            threat_query = "threat.indicator.ip:*"
            threat_language = "kuery"
            [[rule.threat_mapping]]
            [[rule.threat_mapping.entries]]
            field = "source.ip"
            type = "mapping"
            value = "threat.indicator.ip"

            """
        guard case .indicatorMatch(let found) = try detection(text) else {
            Issue.record("no indicator match")
            return
        }
        #expect(found.indicatorIndex == ["logs-ti_*"] && found.mapping.count == 1)
        #expect(found.mapping[0][0].indicatorField == "threat.indicator.ip" && !found.mapping[0][0].isNegated)
        #expect(ExprText.text(found.indicatorCondition.query).contains("threat.indicator.ip"))
        let broken = text.replacingOccurrences(of: "indicator.ip:*", with: "indicator.ip:(")
        #expect(outcome(broken).findings.map(\.id) == ["threat-query-syntax"])
    }

    @Test func filtersOfRulesWithoutAParsedQueryAreKept() throws {
        let esql = "type = \"esql\"\nlanguage = \"esql\"\nquery = \"FROM a | LIMIT 1\"\n"
        guard case .pipeline(let pipeline) = try detection(esql + Self.filters) else {
            Issue.record("no pipeline")
            return
        }
        #expect(pipeline.restrictions.filters != nil)
        let jobs = "type = \"machine_learning\"\nmachine_learning_job_id = [\"a\", \"b\"]\nanomaly_threshold = 50\n"
        guard case .anomaly(let anomaly) = try detection(jobs) else {
            Issue.record("no anomaly")
            return
        }
        #expect(anomaly.jobIDs == ["a", "b"] && anomaly.threshold == 50 && anomaly.restrictions.isEmpty)
    }

    @Test func whatIsMissingIsNamed() {
        #expect(reasons("type = \"query\"\n") == ["the rule has no `query`"])
        #expect(reasons("type = \"threshold\"\n" + Self.kql) == ["the rule has no `threshold.value`"])
        #expect(reasons("type = \"eql\"\n" + Self.kql) == ["a rule of type `eql` has a query in EQL"])
        #expect(reasons("type = \"what\"\n" + Self.kql) == ["the rule has no `type` that is known"])
        #expect(
            reasons(
                "type = \"query\"\n" + Self.kql + "\n[[rule.filters]]\n[rule.filters.query.script]\nscript = \"x\"\n"
            )
            .count == 1)
    }

    @Test func digestsSeeTheWholeDetection() throws {
        let eql = "type = \"eql\"\nlanguage = \"eql\"\nindex = [\"logs-*\"]\nquery = '"
        func digest(_ query: String) throws -> ExprDigest { try detection(eql + query + "'\n").digest() }
        #expect(
            try digest("sequence by host.id [any where process.pid == 1 and process.parent.pid == 2] [any where true]")
                == digest(
                    "sequence by host.id [any where process.parent.pid == 2 and process.pid == 1] [any where true]"))
        let others = [
            "sequence by host.id [any where process.pid == 1] [any where true]",
            "sequence by user.id [any where process.pid == 1] [any where true]",
            "sequence by host.id with maxspan=1m [any where process.pid == 1] [any where true]",
            "sequence by host.id [any where true] [any where process.pid == 1]",
            "sequence by host.id [any where process.pid == 1] with runs=2",
            "sample by host.id [any where process.pid == 1] [any where true]", "any where process.pid == 1",
            "any where process.pid == 1 | head 2",
            "sequence by host.id [any where process.pid == 1] [any where true] until [file where true]",
        ]
        #expect(Set(try others.map(digest)).count == others.count)
    }
}
