import Documents
import Rules
import SourceText
import TestSupport
import Testing

/// Kibana's own JSON: what each object is, and the rules among them.
@Suite struct KibanaInputTests {
    private func input(_ text: String, _ path: String = "export.ndjson") -> KibanaInput? {
        let source = SourceFile(path: path, text: text)
        return KibanaInput(DocumentReader.read(source), in: source)
    }

    @Test func linesAreSortedAsKibanaSortsThem() throws {
        let text = """
            {"rule_id": "a", "name": "A", "type": "query"}
            {"list_id": "l", "type": "detection"}
            {"list_id": "l", "item_id": "i", "entries": []}
            {"id": "c", "type": "action", "attributes": {"actionTypeId": ".email"}}
            {"type": "alert", "attributes": {"name": "x"}}
            {"event": {"code": 1}}
            7
            {"exported_count": 1}
            """
        let kinds = try #require(input(text)).objects.map(\.kind)
        #expect(
            kinds == [
                .rule(.line), .exceptionList, .exceptionItem, .connector, .savedObject("alert"), .unknown, .unknown,
                .trailer,
            ])
    }

    @Test func aJSONFileHoldsABodyAListAPageOrAnAsset() throws {
        let body = #"{"rule_id": "a", "name": "A", "type": "query"}"#
        for (text, form) in [
            (body, RuleForm.body), ("[\(body)]", .body), (#"{"page": 1, "total": 1, "data": [\#(body)]}"#, .body),
            (#"{"id": "a_1", "type": "security-rule", "attributes": \#(body)}"#, .asset),
            (#"{"type": "security-rule", "attributes": {"rule_id": "a", "name": "A", "deprecated": true}}"#, .stub),
        ] {
            let rules = LoadedFile(SourceFile(path: "rule.json", text: text)).rules.map(\.rule)
            #expect(rules.map(\.id?.text) == ["a"] && rules.map(\.form) == [form], "\(text)")
        }
    }

    @Test func ruleFilesInOtherLanguagesAreNone() {
        #expect(input("[rule]\nname = \"x\"\n", "rule.toml") == nil)
        #expect(input("rule:\n  name: x\n", "rule.yaml") == nil)
        #expect(input(#"{"metadata": {}, "rule": {"name": "x"}}"#, "rule.json") == nil)
    }
}

/// The members of the tables below `[rule]`, in every language alike.
@Suite struct RulePartsTests {
    private static let toml = """
        [rule]
        type = "threshold"
        machine_learning_job_id = "one"
        anomaly_threshold = 50
        threat_index = ["ti-*"]
        concurrent_searches = 2

        [rule.threshold]
        field = "host.id"
        value = 5
        [[rule.threshold.cardinality]]
        field = "user.id"
        value = 3

        [rule.alert_suppression]
        group_by = ["host.id", "user.id"]
        missing_fields_strategy = "suppress"
        [rule.alert_suppression.duration]
        value = 5
        unit = "m"

        [rule.new_terms]
        field = "new_terms_fields"
        value = ["user.id"]
        [[rule.new_terms.history_window_start]]
        field = "history_window_start"
        value = "now-7d"

        [[rule.threat_mapping]]
        [[rule.threat_mapping.entries]]
        field = "source.ip"
        type = "mapping"
        value = "threat.indicator.ip"
        negate = true

        [[rule.severity_mapping]]
        field = "event.severity"
        operator = "equals"
        value = "9"
        severity = "high"

        [[rule.related_integrations]]
        package = "azure"
        version = "^1.0.0"

        [[rule.required_fields]]
        name = "host.id"
        type = "keyword"
        ecs = true

        [[rule.exceptions_list]]
        id = "e"
        list_id = "l"
        type = "detection"
        namespace_type = "single"

        [[rule.actions]]
        action_type_id = ".email"
        id = "c"
        params = { message = "x" }
        frequency = { summary = true, notifyWhen = "onActiveAlert", throttle = "1h" }

        [[rule.response_actions]]
        action_type_id = ".osquery"
        params = { query = "select 1" }

        [transform]
        [[transform.osquery]]
        label = "L"
        query = "select 1"
        [[transform.investigate]]
        label = "M"
        providers = [[{ excluded = false, field = "host.id", queryType = "phrase", value = "v", valueType = "string" }]]
        """

    private func expectParts(_ rule: Rule, _ source: SourceFile) throws {
        let threshold = try #require(rule.elastic.threshold)
        #expect(threshold.fields?.values == ["host.id"] && threshold.value?.value == 5)
        #expect(threshold.cardinality.map(\.field?.text) == ["user.id"])
        let suppression = try #require(rule.elastic.alertSuppression)
        #expect(suppression.groupBy?.values == ["host.id", "user.id"])
        #expect(suppression.duration?.value?.value == 5 && suppression.duration?.unit?.text == "m")
        #expect(suppression.missingFieldsStrategy?.text == "suppress")
        #expect(rule.elastic.newTerms?.fields?.values == ["user.id"])
        #expect(rule.elastic.newTerms?.historyWindowStart?.text == "now-7d")
        #expect(rule.elastic.machineLearning.jobIDs?.values == ["one"])
        #expect(rule.elastic.machineLearning.anomalyThreshold?.value == 50)
        #expect(
            rule.elastic.threatMatch.index?.values == ["ti-*"]
                && rule.elastic.threatMatch.concurrentSearches?.value == 2)
        let pair = try #require(rule.elastic.threatMatch.mapping.first?.entries.first)
        #expect(pair.field?.text == "source.ip" && pair.isNegated)
        #expect(rule.elastic.severityMapping.map(\.severity?.text) == ["high"])
        #expect(rule.elastic.relatedIntegrations.map(\.packageName?.text) == ["azure"])
        #expect(rule.elastic.requiredFields.map(\.isECS?.value) == [true])
        #expect(rule.elastic.exceptionLists.map(\.listID?.text) == ["l"])
        let action = try #require(rule.elastic.actions.first)
        #expect(action.typeID?.text == ".email" && action.frequency?.throttle?.text == "1h")
        #expect(rule.elastic.responseActions.map(\.typeID?.text) == [".osquery"])
        #expect(source.text(try #require(pair.value).range).contains("threat.indicator.ip"))
    }

    @Test func everyLanguageGivesTheSameParts() throws {
        let toml = SourceFile(path: "r.toml", text: Self.toml)
        let document = try #require(DocumentReader.read(toml).documents.first)
        let rule = ElasticRuleReader.read(document)
        try expectParts(rule, toml)
        #expect(rule.elastic.transform?.osquery.map(\.label?.text) == ["L"])
        #expect(rule.elastic.transform?.investigate.first?.providers.map { $0.map(\.field?.text) } == [["host.id"]])

        let whole = JSONValue(of: document.root)
        for path in ["r.json", "r.yaml"] {
            let source = SourceFile(path: path, text: whole.text)
            let rule = ElasticRuleReader.read(try #require(DocumentReader.read(source).documents.first))
            try expectParts(rule, source)
            #expect(rule.elastic.transform?.osquery.count == 1)
        }
        guard case .object(var members)? = whole["rule"] else { throw Failure() }
        members.append(JSONValue.Member("rule_id", .string("a")))
        let line = SourceFile(path: "r.ndjson", text: JSONValue.object(members).text)
        try expectParts(try #require(LoadedFile(line).rules.first).rule, line)
    }

    private struct Failure: Error {}
}
