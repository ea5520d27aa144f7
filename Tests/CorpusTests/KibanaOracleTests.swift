import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

/// The JSON that Elastic's own builder makes of its rules; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/elastic/api.ndjson.gz") != nil, "no shared oracle here"))
struct KibanaOracleTests {
    /// A rule of the oracle with the JSON that it ships as for stack 9.6.
    struct Row: Sendable {
        var path: String
        var type: String
        var language: String?
        var api: JSONValue
        /// What differs below stack 9.5; null members are absent there.
        var baseline: JSONValue?
    }

    static let rows: [Row] = {
        guard let file = Shared.file("oracle/elastic/api.ndjson.gz"), let data = Shared.unpacked(file) else {
            return []
        }
        let bytes = Array(data)
        var rows: [Row] = []
        JSONReader.forEachLine(of: bytes) { line in
            guard let node = try? JSONReader.value(of: bytes, in: line), let api = node["api"],
                let path = node["path"]?.string, let type = node["type"]?.string
            else { return }
            rows.append(
                Row(
                    path: path, type: type, language: node["language"]?.string, api: JSONValue(of: api),
                    baseline: node["baseline"].map { JSONValue(of: $0) }))
        }
        return rows
    }()

    private func json(_ path: String, stack: StackVersion = .newest) throws -> JSONValue {
        let file = try #require(Shared.file(path))
        let document = try #require(RuleSource.documents(Array(Data(contentsOf: file)), path: path).first)
        let rule = ElasticRuleReader.read(document)
        return KibanaRule.json(rule, query: rule.parsedQuery(stack: stack), stack: stack, asElasticBuilds: true)
    }

    /// Every member of every rule whose query is KQL or EQL, deprecated ones too, and of machine-learning rules.
    @Test func writesWhatElasticsBuilderWrites() throws {
        var equal: [String: Int] = [:]
        for row in Self.rows where row.language == "kuery" || row.language == "eql" || row.type == "machine_learning" {
            let differences = try json("corpus/elastic/\(row.path)").differences(from: row.api)
            // The version comes from a lock that the builder compares hashes with.
            let faults = differences.filter { $0 != "version" }
            #expect(faults == [], "\(row.path)")
            if faults.isEmpty { equal[row.type, default: 0] += 1 }
        }
        #expect(
            equal == [
                "query": 300, "new_terms": 148, "machine_learning": 73, "threshold": 24, "threat_match": 5, "eql": 666,
            ])
    }

    /// ES|QL rules. Their fields are the columns of their results, which no reader knows here yet.
    @Test func writesRulesOfESQL() throws {
        let notRead: Set = ["version", "required_fields"]
        var count = 0
        for row in Self.rows where row.language == "esql" {
            let differences = try json("corpus/elastic/\(row.path)").differences(from: row.api)
            #expect(Set(differences).subtracting(notRead).isEmpty, "\(row.path): \(differences)")
            count += 1
        }
        #expect(count == 145)
    }

    @Test func speaksTheAttackVersionOfOlderStacks() throws {
        var count = 0
        for row in Self.rows where row.type == "query" {
            guard case .object(let members)? = row.baseline else { continue }
            let json = try json("corpus/elastic/\(row.path)", stack: StackVersion(9, 4))
            for member in members where member.name == "threat" || member.name == "tags" {
                let wanted = member.value == .null ? nil : member.value.sorted
                #expect(json[member.name]?.sorted == wanted, "\(row.path): \(member.name)")
                count += 1
            }
        }
        #expect(count > 200)
    }

    @Test func writesTheKeyVaultRuleAsItShipped() throws {
        let file = try #require(Shared.file("seed/keyvault_102.api.json"))
        let shipped = try #require(JSONValue(json: String(decoding: Data(contentsOf: file), as: UTF8.self)))
        let old = try json("seed/keyvault_102.toml", stack: StackVersion(8, 19))
        #expect(old.differences(from: shipped) == ["version"])
        // Newer stacks: another operator and version, and the tag of its tactic, which every rule gets there.
        let new = try json("seed/keyvault_102.toml")
        #expect(new.differences(from: shipped) == ["related_integrations", "tags", "version"])
        guard case .array(let tags)? = new["tags"], case .array(let before)? = shipped["tags"] else { return }
        #expect(tags == before + [.string("Tactic: Credential Access")])
        guard case .array(let rows)? = new["related_integrations"] else { return }
        #expect(rows.map { $0["package"] } == [.string("azure")])
        #expect(rows.map { $0["integration"] } == [.string("activitylogs")])
    }
}
