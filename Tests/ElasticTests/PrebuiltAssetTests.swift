import Diagnostics
import Documents
import Elastic
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

@Suite struct PrebuiltAssetTests {
    private func asset(_ text: String, _ path: String = "a.toml", stack: StackVersion = .newest) throws -> PrebuiltAsset
    {
        let document = try #require(RuleSource.documents(Array(text.utf8), path: path).first)
        let rule = ElasticRuleReader.read(document)
        return try PrebuiltAsset(rule, KibanaRule.json(rule, query: nil, stack: stack), stack: stack)
    }

    @Test func isASavedObjectOfIdAndVersion() throws {
        let made = try asset(
            """
            [rule]
            rule_id = "id-1"
            version = 7
            name = "Größe & <b>"
            tags = []
            meta = {a = 1}
            actions = []
            unknown = 1
            type = "query"
            threshold = {field = [], value = 1}
            """)
        #expect(made.id == "id-1_7")
        #expect(
            String(decoding: made.bytes, as: UTF8.self) == #"""
                {
                    "attributes": {
                        "name": "Gr\u00f6\u00dfe & <b>",
                        "rule_id": "id-1",
                        "tags": [],
                        "type": "query",
                        "version": 7
                    },
                    "id": "id-1_7",
                    "type": "security-rule"
                }
                """#)
    }

    @Test func aRuleThatWasNeverPublishedHasVersionOne() throws {
        #expect(try asset("[rule]\nrule_id = \"a\"\n").id == "a_1")
    }

    @Test(arguments: ["../x", "a/b", ".hidden", "", "a b", "é"])
    func anIdThatIsNoFileNameIsRefused(_ id: String) {
        let error = #expect(throws: Diagnostic.self) { try asset("[rule]\nrule_id = \"\(id)\"\n") }
        #expect(error?.message == "`rule_id` names the asset's file, and this one is not a plain file name")
    }

    @Test func aRuleWithoutIdIsRefused() {
        let error = #expect(throws: Diagnostic.self) { try asset("[rule]\nname = \"a\"\n") }
        #expect(error?.message == "a rule without `rule_id` cannot be an asset")
    }

    @Test func aDeprecatedRuleIsAStubWherePackagesHaveThem() throws {
        let text = """
            [metadata]
            maturity = "deprecated"
            deprecated_reason = "Too loud."

            [rule]
            rule_id = "a"
            name = "Deprecated - A"
            query = "x:1"
            """
        let made = try asset(text)
        #expect(
            made.object["attributes"]
                == JSONValue(
                    json:
                        #"{"name":"Deprecated - A","rule_id":"a","version":1,"deprecated":true,"deprecated_reason":"Too loud."}"#
                ))
        let error = #expect(throws: Diagnostic.self) { try asset(text, stack: StackVersion(9, 3)) }
        #expect(error?.severity == .warning)
        #expect(error?.message.contains("stack 9.4") == true)
    }
}
