import Diagnostics
import Foundation
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

/// The Query DSL that KQL becomes means what the KQL means: both are evaluated over the same events; skipped without the
/// shared folder.
@Suite(.enabled(if: Shared.file("oracle/kql/cases.ndjson.gz") != nil, "no shared oracle here"))
struct DSLRoundTripTests {
    @Test func findsWhatTheOracleSays() throws {
        let rows = Shared.file("oracle/kql/exec.ndjson").map(Shared.jsonLines) ?? []
        #expect(rows.count > 100)
        for row in rows {
            guard let query = row["query"] as? String, let mapping = row["mapping"] as? [String: String],
                let events = row["events"] as? [[String: Any]], let ids = row["ids"] as? [String]
            else {
                Issue.record("a row of another shape")
                continue
            }
            let fields = FieldMapping(mapping)
            let text = KQL.queryDSL(KQL.parse(query), fields: fields).text
            let read = QueryDSL.parse(text)
            #expect(read.issues.isEmpty, "\(query): \(text): \(read.issues.map(\.message))")
            let evaluator = ReferenceEvaluator(QueryDSL.lower(read, fields: fields).expr)
            let found = try events.compactMap { event -> String? in
                let json = try JSONSerialization.data(withJSONObject: event)
                let read = try #require(ReferenceEvent(json: String(decoding: json, as: UTF8.self)))
                return evaluator.matches(read) ? event["_id"] as? String : nil
            }
            #expect(found == ids, "\(query): \(text)")
        }
    }

    @Test func meansWhatUntypedKQLMeans() { compare(NoFields(), nil) }

    @Test func meansWhatTypedKQLMeans() {
        let names: [String: String] = [
            "a": "text", "b": "long", "c": "date", "d": "boolean", "machine.os": "keyword",
            "machine.os.keyword": "keyword",
            "extension": "keyword|text", "bytes": "long", "ip": "ip", "nestedField": "nested",
            "nestedField.child": "text", "process.name": "keyword", "process.args": "keyword",
            "process.command_line": "wildcard", "message": "match_only_text", "@timestamp": "date",
        ]
        let fields = FieldMapping(names)
        compare(fields, fields)
    }

    private func compare(_ fields: some FieldLookup, _ typed: FieldMapping?) {
        var random = SeededGenerator(seed: 11)
        var pairs = 0
        var hits = 0
        var differences = 0
        for row in KQLOracleTests.cases where row.isValid {
            let query = KQL.parse(row.query)
            let text = KQL.queryDSL(query, fields: typed).text
            let read = QueryDSL.parse(text)
            // Elasticsearch refuses null, and the bare word that Kibana hands to query_string; the rest has to be read
            // without a word.
            if text.contains("null") || text.contains("\"query\":\"AND ") { continue }
            #expect(read.issues.isEmpty, "\(row.query): \(text): \(read.issues.map(\.message))")
            // The Query DSL does not tell a star of a name from a wildcard.
            let hasStar = KQL.facts(query).fields.contains { $0.name.contains("*") }
            if hasStar, row.query.contains("\\*") || row.query.contains("\"*\"") { continue }
            let first = KQL.lower(query, fields: fields).expr
            let second = QueryDSL.lower(read, fields: fields).expr
            let sides = (ReferenceEvaluator(first), ReferenceEvaluator(second))
            let pool = EventPool(first)
            for _ in 0..<12 {
                let json = pool.event(&random)
                guard let event = ReferenceEvent(json: json) else {
                    Issue.record("no event: \(json)")
                    continue
                }
                let (expected, found) = (sides.0.matches(event), sides.1.matches(event))
                pairs += 1
                if expected { hits += 1 }
                guard expected != found else { continue }
                differences += 1
                if differences < 10 { Issue.record("\(row.query) → \(text) finds \(found), not \(expected): \(json)") }
            }
        }
        #expect(pairs > 20_000, "\(pairs)")
        #expect(hits > pairs / 10 && hits < pairs * 9 / 10, "\(hits) of \(pairs) hold")
    }
}

/// Makes events of the fields and values that an expression names.
private struct EventPool {
    private var fields: [String] = []
    private var texts: [String] = ["other"]
    private var nested: Set<String> = []

    init(_ expr: Expr) {
        for node in expr.nodes {
            switch node {
            case .nested(let path, _): nested.insert(path)
            case .test(let test): note(test)
            default: break
            }
        }
        if fields.isEmpty { fields = ["f"] }
    }

    private mutating func note(_ test: FieldTest) {
        switch test.field {
        case .named(let name): fields.append(name)
        case .matching(let pattern): fields.append(pattern.display.replacing("*", with: "x"))
        case .any: fields.append("f")
        }
        switch test.comparison {
        case .equals(let literal), .compares(_, let literal):
            texts += [literal.text, literal.text.uppercased(), "\(literal.text) more"]
            texts += literal.text.split(separator: " ").prefix(2).map { String($0) }
        case .fits(let pattern):
            texts += ["", "x", "some thing"].map { pattern.display.replacing("*", with: $0) }
        default: break
        }
    }

    func event(_ random: inout SeededGenerator) -> String {
        var members: [JSONValue.Member] = []
        var used: Set<String> = []
        for field in fields where used.insert(field).inserted && Int.random(in: 0..<8, using: &random) > 0 {
            let path = nested.filter { field.hasPrefix("\($0).") }.max { $0.utf8.count < $1.utf8.count }
            if let path {
                let inner = JSONValue.object([
                    .init(String(field.dropFirst(path.count + 1)), value(&random))
                ])
                if used.insert(path).inserted { members.append(.init(path, .array([inner]))) }
            } else {
                members.append(.init(field, value(&random)))
            }
        }
        return JSONValue.object(members).text
    }

    private func value(_ random: inout SeededGenerator) -> JSONValue {
        let text = texts.randomElement(using: &random) ?? ""
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return .array([.string(text), .string(texts.randomElement(using: &random) ?? "")])
        case 1: return Int64(text).map { .integer($0) } ?? Bool(text).map { .bool($0) } ?? .string(text)
        default: return .string(text)
        }
    }
}
