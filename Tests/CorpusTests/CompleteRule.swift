import SourceText
import TestSupport

/// A good rule of each type with every key that Kibana's API takes for it and rule files have, as the API's object and as
/// a rule file.
struct CompleteRule {
    static let types = [
        "query", "saved_query", "eql", "threshold", "threat_match", "machine_learning", "new_terms", "esql",
    ]

    /// The object that the API takes; nil where the type is none of those.
    static func body(_ type: String) -> JSONValue? {
        guard let shared = JSONValue(json: shared)?.members, let text = own[type],
            let own = JSONValue(json: text)?.members
        else { return nil }
        return .object([.init("type", .string(type))] + shared + own)
    }

    /// The file that has the keys of a body: every value on the line of its key.
    static func toml(_ body: JSONValue) -> String {
        var members = body.members ?? []
        if let newTerms = newTerms(body) {
            members.removeAll { ["new_terms_fields", "history_window_start"].contains($0.name) }
            members.append(.init("new_terms", newTerms))
        }
        let lines = members.map { "\(key($0.name)) = \(value($0.value))\n" }
        return """
            [metadata]
            creation_date = "2026/11/25"
            integration = ["azure"]
            maturity = "production"
            updated_date = "2026/11/25"

            [rule]

            """ + lines.joined()
    }

    /// The steps to a place of a body, in the file.
    static func filePath(_ path: [String], in type: String) -> [String] {
        guard type == "new_terms" else { return path }
        return switch path.first {
        case "new_terms_fields"?: ["new_terms", "value"] + path.dropFirst()
        case "history_window_start"?: ["new_terms", "history_window_start"]
        default: path
        }
    }

    /// What new terms are looked for in is one table in a file.
    private static func newTerms(_ body: JSONValue) -> JSONValue? {
        guard body["type"] == .string("new_terms") else { return nil }
        var members: [JSONValue.Member] = []
        if let fields = body["new_terms_fields"] {
            members += [.init("field", .string("new_terms_fields")), .init("value", fields)]
        }
        if let start = body["history_window_start"] {
            let entry = JSONValue.object([.init("field", .string("history_window_start")), .init("value", start)])
            members.append(.init("history_window_start", .array([entry])))
        }
        return .object(members)
    }

    private static func value(_ value: JSONValue) -> String {
        switch value {
        case .array(let items): "[\(items.map(Self.value).joined(separator: ", "))]"
        case .object(let members):
            "{\(members.map { "\(key($0.name)) = \(Self.value($0.value))" }.joined(separator: ", "))}"
        // What JSON writes of the others is TOML, too; the table has no null.
        default: value.text
        }
    }

    private static func key(_ name: String) -> String {
        name.utf8.contains(UInt8(ascii: ".")) ? JSONValue.string(name).text : name
    }

    private static let shared = """
        {
          "name": "Vault Emptied by One Person",
          "description": "One person deleted what a vault holds. Vaults hold the keys to other systems.",
          "risk_score": 47, "severity": "medium", "rule_id": "5d0a6c6e-8a43-4a7e-9d1c-6f0c6b6a1f42",
          "author": ["Night Desk"], "license": "Apache-2.0", "tags": ["Cloud", "Azure"],
          "references": ["https://example.org/vaults"], "false_positives": ["Vaults of tests are emptied often."],
          "note": "## Triage and analysis\\n\\nAsk the person.", "setup": "Collect the activity log.",
          "building_block_type": "default", "enabled": false, "version": 3, "meta": {"from": "1m"},
          "timeline_id": "5d0a6c6e-8a43-4a7e-9d1c-6f0c6b6a1f43", "timeline_title": "All Vaults",
          "investigation_fields": {"field_names": ["user.name"]},
          "interval": "5m", "from": "now-9m", "to": "now", "max_signals": 100,
          "rule_name_override": "event.action", "timestamp_override": "event.ingested",
          "throttle": "1h",
          "risk_score_mapping": [{"field": "event.risk_score", "operator": "equals", "value": "", "risk_score": 21}],
          "severity_mapping": [
            {"field": "event.severity", "operator": "equals", "value": "9", "severity": "critical"}
          ],
          "threat": [{
            "framework": "MITRE ATT&CK",
            "tactic": {
              "id": "TA0006", "name": "Credential Access", "reference": "https://attack.mitre.org/tactics/TA0006/"
            },
            "technique": [{
              "id": "T1555", "name": "Credentials from Password Stores",
              "reference": "https://attack.mitre.org/techniques/T1555/",
              "subtechnique": [{
                "id": "T1555.006", "name": "Cloud Secrets Management Stores",
                "reference": "https://attack.mitre.org/techniques/T1555/006/"
              }]
            }]
          }],
          "related_integrations": [{"package": "azure", "version": "^1.0.0", "integration": "activitylogs"}],
          "required_fields": [{"name": "user.name", "type": "keyword", "ecs": true}],
          "actions": [{
            "action_type_id": ".email", "group": "default", "id": "mail", "params": {"message": "a vault is empty"},
            "uuid": "5d0a6c6e-8a43-4a7e-9d1c-6f0c6b6a1f44", "alerts_filter": {},
            "frequency": {"summary": true, "notifyWhen": "onThrottleInterval", "throttle": "1h"}
          }],
          "response_actions": [
            {
              "action_type_id": ".osquery",
              "params": {
                "query": "select name from users", "timeout": 60, "ecs_mapping": {"user.name": {"field": "name"}},
                "queries": [{"id": "users", "query": "select name from users", "removed": false}]
              }
            },
            {
              "action_type_id": ".endpoint",
              "params": {
                "command": "kill-process", "comment": "by rule",
                "config": {"field": "process.entity_id", "overwrite": false}
              }
            },
            {"action_type_id": ".endpoint", "params": {"command": "isolate", "comment": "by rule"}},
            {
              "action_type_id": ".endpoint",
              "params": {"command": "runscript", "config": {"linux": {"scriptId": "a", "timeout": 60}}}
            }
          ],
          "exceptions_list": [
            {"id": "a", "list_id": "vaults", "type": "detection", "namespace_type": "single"}
          ]
        }
        """

    private static let searched = """
        "index": ["logs-*"], "filters": [],
        "alert_suppression": {
          "group_by": ["user.name"], "duration": {"value": 5, "unit": "m"}, "missing_fields_strategy": "suppress"
        }
        """

    private static let own = [
        "query": #"{"language": "kuery", "query": "event.action:purge", \#(searched)}"#,
        "saved_query": #"{"language": "kuery", "query": "event.action:purge", "saved_id": "vaults", \#(searched)}"#,
        "eql": """
        {
          "language": "eql", "query": "any where event.action == \\"purge\\"", "event_category_override": "event.kind",
          "tiebreaker_field": "event.sequence", "timestamp_field": "event.ingested", \(searched)
        }
        """,
        "threshold": """
        {
          "language": "kuery", "query": "event.action:purge", "index": ["logs-*"],
          "threshold": {
            "field": ["user.name"], "value": 3, "cardinality": [{"field": "source.ip", "value": 2}]
          },
          "alert_suppression": {"duration": {"value": 5, "unit": "m"}}
        }
        """,
        "threat_match": """
        {
          "language": "kuery", "query": "event.action:purge", "threat_query": "*:*", "threat_index": ["ti-*"],
          "threat_language": "kuery", "threat_filters": [], "threat_indicator_path": "threat.indicator",
          "threat_mapping": [
            {"entries": [{"field": "source.ip", "type": "mapping", "value": "threat.indicator.ip", "negate": false}]}
          ],
          "concurrent_searches": 2, "items_per_search": 100, \(searched)
        }
        """,
        "machine_learning": """
        {
          "anomaly_threshold": 50, "machine_learning_job_id": ["vaults"],
          "alert_suppression": {"group_by": ["user.name"]}
        }
        """,
        "new_terms": """
        {
          "language": "kuery", "query": "event.action:purge", "new_terms_fields": ["user.name"],
          "history_window_start": "now-7d", \(searched)
        }
        """,
        "esql": """
        {
          "language": "esql", "query": "from logs-* metadata _id, _version, _index | keep *",
          "alert_suppression": {"group_by": ["user.name"], "duration": {"value": 5, "unit": "m"}}
        }
        """,
    ]
}
