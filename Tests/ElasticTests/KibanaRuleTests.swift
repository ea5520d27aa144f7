import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

@Suite struct KibanaRuleTests {
    static func json(
        _ document: Document, stack: StackVersion = .newest, version: Int64? = nil, asElasticBuilds: Bool = false
    ) -> JSONValue {
        let rule = ElasticRuleReader.read(document)
        return KibanaRule.json(
            rule, query: rule.parsedQuery(stack: stack), stack: stack, version: version,
            asElasticBuilds: asElasticBuilds)
    }

    static func json(toml: String, stack: StackVersion = .newest, asElasticBuilds: Bool = false) -> JSONValue {
        json(RuleSource.toml(toml), stack: stack, asElasticBuilds: asElasticBuilds)
    }

    static func file(_ path: String) throws -> Document {
        let bytes = try Data(contentsOf: Shared.repository.appending(path: path))
        return try #require(RuleSource.documents(Array(bytes), path: path).first)
    }

    @Test func writesOurKeyVaultRule() throws {
        let json = try Self.json(Self.file("rules/azure/azure-key-vault-modified.toml"), asElasticBuilds: true)
        var writer = JSONWriter(indent: 2)
        writer.value(json)
        let golden = Golden.folder("kibana").appending(path: "azure-key-vault-modified.out.json")
        #expect(Golden.compare(golden, with: writer.text + "\n") == [])
    }

    @Test func writesTheSameForTheYAMLTwin() throws {
        let toml = try Self.json(Self.file("rules/azure/azure-key-vault-modified.toml"))
        let yaml = try Self.json(Self.file("Tests/Fixtures/azure-key-vault-modified.yaml"))
        #expect(yaml.differences(from: toml) == [])
        #expect(yaml.text == toml.text)
    }

    @Test func treatsTextsByTheNamesOfTheirKeys() {
        let json = Self.json(
            toml: """
                [rule]
                name = " a\\n b "
                query = " a:1\\n\\n"
                language = "kuery"
                setup = " x\\n"
                false_positives = [" y\\n z "]
                filters = [{ query = { match = " k\\n" }, meta = { key = " l\\n m", message = " n\\n", list = [" o "] } }]
                [rule.meta]
                note = [" p\\n q "]
                """)
        #expect(json["name"] == .string("a b"))
        #expect(json["query"] == .string(" a:1\n\n"))
        #expect(json["setup"] == .string(" x\n"))
        #expect(json["false_positives"] == .array([.string("y z")]))
        let filter = JSONValue(
            json: #"[{"meta":{"key":"l m","list":["o"],"message":" n\n"},"query":{"match":" k\n"}}]"#)
        #expect(json["filters"] == filter)
        #expect(json["meta"]?["note"] == .array([.string("p q")]))
    }

    @Test func defaultsNothingAndDropsNulls() {
        let json = Self.json(
            RuleSource.yaml("rule:\n  name: a\n  note: ~\n  tags: []\n  meta: {x: null, y: 0}\n  revision: 4\n"))
        #expect(json.text == #"{"meta":{"y":0},"name":"a","tags":[]}"#)
    }

    @Test func readsNumbersAsElasticsLoaderDoes() {
        let json = Self.json(toml: "[rule]\nrisk_score = \"47\"\nmax_signals = 50.0\nenabled = true\n")
        #expect(json.text == #"{"enabled":true,"max_signals":50,"risk_score":47}"#)
        let yaml = Self.json(RuleSource.yaml("rule:\n  risk_score: 21\n  tags: [8.10, no, 2024-01-01]\n  name: 1.0\n"))
        #expect(yaml.text == #"{"name":"1.0","risk_score":21,"tags":["8.10","no","2024-01-01"]}"#)
    }

    @Test func writesTheVersionOnlyWhereItIsGiven() {
        let document = RuleSource.toml("[rule]\nname = \"a\"\n")
        #expect(Self.json(document)["version"] == nil)
        #expect(Self.json(document, version: 7)["version"] == .integer(7))
    }

    @Test func flattensNewTerms() {
        let json = Self.json(
            toml: """
                [rule]
                type = "new_terms"
                [rule.new_terms]
                field = "new_terms_fields"
                value = ["a", "b"]
                [[rule.new_terms.history_window_start]]
                field = "history_window_start"
                value = "now-7d"
                [[rule.new_terms.history_window_start]]
                field = "history_window_start"
                value = "now-14d"
                """)
        #expect(
            json.text == #"{"history_window_start":"now-7d","new_terms_fields":["a","b"],"type":"new_terms"}"#)
    }

    @Test func movesTheSetupPartAndFillsInTransforms() {
        let json = Self.json(
            toml: """
                [rule]
                note = "${osquery_0}\\n\\n## Setup\\n\\nInstall it.\\n"
                [[transform.osquery]]
                label = "l"
                query = "q"
                """)
        #expect(json["note"] == .string(#"!{osquery{"label":"l","query":"q"}}"#))
        #expect(json["setup"] == .string("Install it."))
    }

    @Test func derivesNothingForDeprecatedRules() {
        let json = Self.json(
            toml: """
                [metadata]
                maturity = "deprecated"
                integration = ["azure"]
                [rule]
                type = "query"
                language = "kuery"
                query = "event.dataset:azure.activitylogs"
                note = "## Setup\\n\\nx"
                """)
        #expect(json["related_integrations"] == nil && json["required_fields"] == nil && json["setup"] == nil)
        #expect(json["note"] == .string("## Setup\n\nx"))
    }

    @Test func leavesWhatTheFileWroteItself() {
        let json = Self.json(
            toml: """
                [metadata]
                integration = ["azure"]
                [rule]
                type = "query"
                language = "kuery"
                query = "event.dataset:azure.activitylogs"
                related_integrations = []
                required_fields = [{ name = "x", type = "keyword", ecs = false }]
                """)
        #expect(json["related_integrations"] == .array([]))
        #expect(json["required_fields"] == JSONValue(json: #"[{"ecs":false,"name":"x","type":"keyword"}]"#))
    }

    @Test func namesTheIntegrationsOfTheQuerysDatasets() {
        func rows(_ query: String, _ integration: String, stack: StackVersion = .newest) -> JSONValue? {
            Self.json(
                toml: """
                    [metadata]
                    integration = \(integration)
                    [rule]
                    type = "query"
                    language = "kuery"
                    query = '''\(query)'''
                    """, stack: stack)["related_integrations"]
        }
        #expect(rows("a:1", "[\"azure\"]") == nil)
        #expect(rows("event.dataset:nowhere.known", "[\"azure\"]") == nil)
        let azure = rows("event.dataset:azure.activitylogs", "\"azure\"", stack: StackVersion(8, 19))
        #expect(azure == JSONValue(json: #"[{"integration":"activitylogs","package":"azure","version":"^1.0.0"}]"#))
        // A package that counts by its name alone counts once, and not where a data set of its own is in the query.
        guard case .array(let both)? = rows("event.dataset:azure.activitylogs", "[\"windows\", \"azure\"]") else {
            Issue.record("no rows")
            return
        }
        #expect(both.map { $0["package"] } == [.string("windows"), .string("azure")])
    }
}
