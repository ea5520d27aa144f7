import SourceText
import TestSupport

/// A change of one key of a good rule that Kibana's API refuses. The table goes through what `rule-create` says of every
/// key: wrong type, missing, unknown word, out of range, at every depth.
struct SchemaFault: Sendable {
    /// The type of the rule that is changed.
    var type: String
    /// Names and numbers from the rule's root, parted by slashes.
    var place: String
    var change: Change
    /// Why the converted rule does not have the fault any more; nil where it does.
    var lost: String?
    /// Where the error is, if it is not the changed key alone that is at fault.
    var toldAt: String?

    enum Change: Sendable {
        /// Another value, as JSON.
        case value(String)
        case gone
        /// A key that no schema knows.
        case stranger
    }

    /// Elastic's own builder does so.
    private static let isNumber = "a whole number in quotes is read as the number"

    static func path(_ place: String) -> [String] { place.split(separator: "/").map(String.init) }

    var name: String {
        switch change {
        case .value(let text): "\(type): \(place) = \(text)"
        case .gone: "\(type): without \(place)"
        case .stranger: "\(type): unknown key in \(place)"
        }
    }

    /// The rule with the fault.
    func applied(to rule: JSONValue) -> JSONValue { Self.changed(rule, Self.path(place)[...], change) }

    private static func changed(_ value: JSONValue, _ path: ArraySlice<String>, _ change: Change) -> JSONValue {
        guard let step = path.first else {
            switch change {
            case .value(let text): return JSONValue(json: text) ?? value
            case .stranger: return .object((value.members ?? []) + [.init("zzz", .integer(1))])
            case .gone: return value
            }
        }
        let rest = path.dropFirst()
        if var items = value.items, let index = Int(step), items.indices.contains(index) {
            items[index] = changed(items[index], rest, change)
            return .array(items)
        }
        guard var members = value.members else { return value }
        let index = members.firstIndex { $0.name == step }
        if case .gone = change, rest.isEmpty {
            members.removeAll { $0.name == step }
        } else if let index {
            members[index].value = changed(members[index].value, rest, change)
        } else {
            members.append(.init(step, changed(.null, rest, change)))
        }
        return .object(members)
    }

    private static func set(
        _ place: String, _ value: String, in type: String = "query", lost: String? = nil, toldAt: String? = nil
    ) -> Self {
        SchemaFault(type: type, place: place, change: .value(value), lost: lost, toldAt: toldAt)
    }

    private static func without(_ place: String, in type: String = "query") -> Self {
        SchemaFault(type: type, place: place, change: .gone)
    }

    private static func stranger(_ place: String, in type: String = "query") -> Self {
        SchemaFault(type: type, place: place, change: .stranger)
    }

    static let all =
        about + schedule + mappings + threats + requirements + actions + responses + exceptions + queries + own

    private static let about: [SchemaFault] = [
        .set("name", "7"), .set("name", #""""#), .without("name"),
        .set("description", #"["a"]"#), .set("description", #""""#), .without("description"),
        .set("type", #""queries""#), .without("type"),
        .set("risk_score", "101"), .set("risk_score", "-1"), .set("risk_score", #""21""#, lost: isNumber),
        .set("risk_score", "21.5"),
        .without("risk_score"),
        .set("severity", #""severe""#), .set("severity", "3"), .without("severity"),
        .set("rule_id", "7"), .set("license", "true"), .set("note", #"["a"]"#), .set("setup", "7"),
        .set("author", #""Night Desk""#), .set("author", "[7]"), .set("tags", #""Cloud""#), .set("tags", "[true]"),
        .set("references", #""https://example.org""#), .set("references", "[1]"),
        .set("false_positives", #""none""#), .set("false_positives", "[{}]"),
        .set("building_block_type", "true"), .set("enabled", #""yes""#), .set("version", "0"),
        .set("version", #""1""#, lost: isNumber),
        .set("version", "1.5"), .set("meta", #""a""#),
        .set("timeline_id", "7"), .set("timeline_id", #""""#), .without("timeline_id"), .without("timeline_title"),
        .set("timeline_title", #""""#),
        .set("investigation_fields", #"["user.name"]"#), .set("investigation_fields/field_names", "[]"),
        .set("investigation_fields/field_names", #"["user.name", ""]"#), .without("investigation_fields/field_names"),
        .set("investigation_fields/field_names", #""user.name""#), .stranger("investigation_fields"),
        .set("zzz", "1"),
    ]

    private static let schedule: [SchemaFault] = [
        .set("interval", #""5 minutes""#), .set("interval", #""0m""#), .set("interval", "5"),
        .set("interval", #""5M""#),
        .set("from", #""yesterday""#), .set("from", "7"), .set("from", #""now-9x""#), .set("to", "7"),
        .set("max_signals", "0"), .set("max_signals", #""100""#, lost: isNumber), .set("max_signals", "1.5"),
        .set("rule_name_override", "7"), .set("timestamp_override", "true"),
        .set("throttle", #""often""#), .set("throttle", "7"),
    ]

    private static let mappings: [SchemaFault] = [
        .set("risk_score_mapping", #"{"field": "a"}"#), .without("risk_score_mapping/0/field"),
        .without("risk_score_mapping/0/operator"), .without("risk_score_mapping/0/value"),
        .set("risk_score_mapping/0/operator", #""matches""#), .set("risk_score_mapping/0/risk_score", "101"),
        .set("risk_score_mapping/0/risk_score", #""21""#, lost: isNumber), .set("risk_score_mapping/0/field", "7"),
        .set("risk_score_mapping/0/value", "21"), .set("risk_score_mapping/0", #""a""#),
        .stranger("risk_score_mapping/0"),
        .set("severity_mapping", #""high""#), .without("severity_mapping/0/field"),
        .without("severity_mapping/0/operator"), .without("severity_mapping/0/value"),
        .without("severity_mapping/0/severity"), .set("severity_mapping/0/operator", #""is""#),
        .set("severity_mapping/0/severity", #""worst""#), .set("severity_mapping/0/value", "3"),
        .set("severity_mapping/0/field", "[]"), .stranger("severity_mapping/0"),
    ]

    private static let threats: [SchemaFault] = [
        .set("threat", #""T1485""#), .set("threat/0", #""T1485""#), .without("threat/0/framework"),
        .set("threat/0/framework", "7"), .without("threat/0/tactic"), .set("threat/0/tactic", #""Impact""#),
        .without("threat/0/tactic/id"), .without("threat/0/tactic/name"), .without("threat/0/tactic/reference"),
        .set("threat/0/tactic/id", "40"), .stranger("threat/0/tactic"), .stranger("threat/0"),
        .set("threat/0/technique", #"{"id": "T1485"}"#), .set("threat/0/technique/0", #""T1485""#),
        .without("threat/0/technique/0/id"), .without("threat/0/technique/0/name"),
        .without("threat/0/technique/0/reference"), .set("threat/0/technique/0/name", "7"),
        .stranger("threat/0/technique/0"), .set("threat/0/technique/0/subtechnique", #""T1485.001""#),
        .without("threat/0/technique/0/subtechnique/0/id"), .without("threat/0/technique/0/subtechnique/0/name"),
        .without("threat/0/technique/0/subtechnique/0/reference"),
        .set("threat/0/technique/0/subtechnique/0/reference", "7"),
        .stranger("threat/0/technique/0/subtechnique/0"),
    ]

    private static let requirements: [SchemaFault] = [
        .set("related_integrations", #""azure""#), .set("related_integrations/0", #""azure""#),
        .without("related_integrations/0/package"), .without("related_integrations/0/version"),
        .set("related_integrations/0/package", #"" ""#), .set("related_integrations/0/package", "7"),
        .set("related_integrations/0/version", "1"), .set("related_integrations/0/integration", #""""#),
        .stranger("related_integrations/0"),
        .set("required_fields", #"["user.name"]"#), .set("required_fields", #"{"name": "user.name"}"#),
        .without("required_fields/0/name"), .without("required_fields/0/type"),
        .set("required_fields/0/name", #""""#), .set("required_fields/0/type", "7"),
        .set("required_fields/0/ecs", #""yes""#), .stranger("required_fields/0"),
    ]

    private static let actions: [SchemaFault] = [
        .set("actions", #"{"id": "a"}"#), .set("actions/0", #""mail""#), .without("actions/0/id"),
        .without("actions/0/action_type_id"), .without("actions/0/params"), .set("actions/0/params", #""a""#),
        .set("actions/0/id", "7"), .set("actions/0/group", "7"), .set("actions/0/action_type_id", "[]"),
        .set("actions/0/uuid", #""""#), .set("actions/0/alerts_filter", #""a""#), .stranger("actions/0"),
        .set("actions/0/frequency", #""daily""#), .without("actions/0/frequency/summary"),
        .without("actions/0/frequency/notifyWhen"), .set("actions/0/frequency/summary", #""yes""#),
        .set("actions/0/frequency/notifyWhen", #""always""#), .set("actions/0/frequency/throttle", #""often""#),
        .stranger("actions/0/frequency"),
    ]

    private static let responses: [SchemaFault] = [
        .set("response_actions", #"{"action_type_id": ".osquery"}"#), .set("response_actions/0", #""isolate""#),
        .set("response_actions/0/action_type_id", #"".email""#), .without("response_actions/0/action_type_id"),
        .without("response_actions/0/params"), .stranger("response_actions/0"), .stranger("response_actions/0/params"),
        .set("response_actions/0/params/query", "7"), .set("response_actions/0/params/timeout", #""60""#),
        .set("response_actions/0/params/ecs_mapping", #"["user.name"]"#),
        .set("response_actions/0/params/ecs_mapping/user.name", #""name""#),
        .set("response_actions/0/params/ecs_mapping/user.name/field", "7"),
        .stranger("response_actions/0/params/ecs_mapping/user.name"),
        .set("response_actions/0/params/queries", #""select 1""#),
        .without("response_actions/0/params/queries/0/id"), .without("response_actions/0/params/queries/0/query"),
        .set("response_actions/0/params/queries/0/removed", #""no""#),
        .stranger("response_actions/0/params/queries/0"),
        .set("response_actions/1/params/command", #""reboot""#), .without("response_actions/1/params/command"),
        .without("response_actions/1/params/config"), .without("response_actions/1/params/config/field"),
        .set("response_actions/1/params/config/field", "7"),
        .set("response_actions/1/params/config/overwrite", #""yes""#),
        .stranger("response_actions/1/params/config"), .set("response_actions/1/params/comment", "7"),
        .set("response_actions/2/params/comment", "[]"), .stranger("response_actions/2/params"),
        .set("response_actions/3/params/config/linux", #""a""#),
        .set("response_actions/3/params/config/linux/scriptId", "7"),
        .set("response_actions/3/params/config/linux/timeout", #""60""#),
        .stranger("response_actions/3/params/config/linux"), .stranger("response_actions/3/params/config"),
    ]

    private static let exceptions: [SchemaFault] = [
        .set("exceptions_list", #""a""#), .set("exceptions_list/0", #""a""#), .without("exceptions_list/0/id"),
        .without("exceptions_list/0/list_id"), .without("exceptions_list/0/type"),
        .without("exceptions_list/0/namespace_type"), .set("exceptions_list/0/id", #""""#),
        .set("exceptions_list/0/list_id", "7"), .set("exceptions_list/0/type", #""rules""#),
        .set("exceptions_list/0/namespace_type", #""global""#), .stranger("exceptions_list/0"),
    ]

    private static let queries: [SchemaFault] = [
        .set("query", "7"), .set("language", #""sql""#), .set("language", "7"), .set("index", #""logs-*""#),
        .set("index", "[1]"), .set("filters", #"{"query": {}}"#), .set("saved_id", "7"), .set("data_view_id", "7"),
        .set("alert_suppression", #"["user.name"]"#), .without("alert_suppression/group_by"),
        .set("alert_suppression/group_by", "[]"), .set("alert_suppression/group_by", #""user.name""#),
        .set("alert_suppression/group_by", #"["user.name", "host.name", "source.ip", "event.action"]"#),
        .set("alert_suppression/group_by", "[7]"), .set("alert_suppression/duration", #""5m""#),
        .without("alert_suppression/duration/unit"), .without("alert_suppression/duration/value"),
        .set("alert_suppression/duration/value", "0"),
        .set("alert_suppression/duration/value", #""5""#, lost: isNumber),
        .set("alert_suppression/duration/unit", #""d""#), .stranger("alert_suppression/duration"),
        .set("alert_suppression/missing_fields_strategy", #""ignore""#), .stranger("alert_suppression"),
        .set("threshold", #"{"field": ["user.name"], "value": 3}"#), .set("new_terms_fields", #"["user.name"]"#),
        .set("anomaly_threshold", "50"), .set("threat_index", #"["ti-*"]"#),
        .set("tiebreaker_field", #""event.ingested""#),
    ]

    private static let own: [SchemaFault] = [
        .set("language", #""kuery""#, in: "eql"), .without("language", in: "eql"), .without("query", in: "eql"),
        .set("event_category_override", "7", in: "eql"), .set("tiebreaker_field", "7", in: "eql"),
        .set("timestamp_field", "true", in: "eql"), .set("alert_suppression/group_by", "[]", in: "eql"),
        .without("saved_id", in: "saved_query"), .set("saved_id", "7", in: "saved_query"),
        .without("threshold", in: "threshold"), .set("threshold", "3", in: "threshold"),
        .without("threshold/value", in: "threshold"), .without("threshold/field", in: "threshold"),
        .set("threshold/value", "0", in: "threshold"),
        .set("threshold/value", #""3""#, in: "threshold", lost: isNumber),
        .set("threshold/value", "2.5", in: "threshold"), .set("threshold/field", "7", in: "threshold"),
        .set("threshold/field", "[7]", in: "threshold"),
        .set(
            "threshold/field", #"["user.name", "host.name", "event.action", "agent.id", "cloud.region", "event.code"]"#,
            in: "threshold"),
        .set("threshold/cardinality", #"{"field": "source.ip", "value": 2}"#, in: "threshold"),
        .without("threshold/cardinality/0/field", in: "threshold"),
        .without("threshold/cardinality/0/value", in: "threshold"),
        .set("threshold/cardinality/0/value", "-1", in: "threshold"),
        .set("threshold/cardinality/0/field", "7", in: "threshold"), .stranger("threshold", in: "threshold"),
        .stranger("threshold/cardinality/0", in: "threshold"),
        .without("alert_suppression/duration", in: "threshold"),
        .set("alert_suppression/group_by", #"["user.name"]"#, in: "threshold"),
        .without("query", in: "threshold"),
        .without("new_terms_fields", in: "new_terms"), .set("new_terms_fields", "[]", in: "new_terms"),
        .set("new_terms_fields", #"["user.name", "host.name", "event.action", "agent.id"]"#, in: "new_terms"),
        .set("new_terms_fields", #""user.name""#, in: "new_terms"), .set("new_terms_fields", "[7]", in: "new_terms"),
        .without("history_window_start", in: "new_terms"), .set("history_window_start", #""""#, in: "new_terms"),
        .set("history_window_start", "7", in: "new_terms"), .without("query", in: "new_terms"),
        .without("threat_query", in: "threat_match"), .without("threat_mapping", in: "threat_match"),
        .without("threat_index", in: "threat_match"), .set("threat_query", "7", in: "threat_match"),
        .set("threat_mapping", "[]", in: "threat_match"), .set("threat_mapping", #""a""#, in: "threat_match"),
        .set("threat_mapping/0", #""a""#, in: "threat_match"),
        .without("threat_mapping/0/entries", in: "threat_match"),
        .set("threat_mapping/0/entries", "[]", in: "threat_match"),
        .set("threat_mapping/0/entries/0/negate", "true", in: "threat_match", toldAt: "threat_mapping/0"),
        .set("threat_mapping/0/entries/0/negate", #""no""#, in: "threat_match"),
        .without("threat_mapping/0/entries/0/field", in: "threat_match"),
        .without("threat_mapping/0/entries/0/value", in: "threat_match"),
        .without("threat_mapping/0/entries/0/type", in: "threat_match"),
        .set("threat_mapping/0/entries/0/type", #""map""#, in: "threat_match"),
        .set("threat_mapping/0/entries/0/value", #""""#, in: "threat_match"),
        .stranger("threat_mapping/0/entries/0", in: "threat_match"), .stranger("threat_mapping/0", in: "threat_match"),
        .set("threat_index", #""ti-*""#, in: "threat_match"), .set("threat_filters", #""a""#, in: "threat_match"),
        .set("threat_language", #""eql""#, in: "threat_match"), .set("threat_indicator_path", "7", in: "threat_match"),
        .set("concurrent_searches", "0", in: "threat_match"), .set("items_per_search", "0", in: "threat_match"),
        .without("concurrent_searches", in: "threat_match"), .without("items_per_search", in: "threat_match"),
        .set("items_per_search", #""9""#, in: "threat_match", lost: isNumber),
        .without("anomaly_threshold", in: "machine_learning"), .set("anomaly_threshold", "-1", in: "machine_learning"),
        .set("anomaly_threshold", #""50""#, in: "machine_learning", lost: isNumber),
        .without("machine_learning_job_id", in: "machine_learning"),
        .set("machine_learning_job_id", "[]", in: "machine_learning"),
        .set("machine_learning_job_id", "7", in: "machine_learning"), .set("query", #""a:b""#, in: "machine_learning"),
        .set("index", #"["logs-*"]"#, in: "machine_learning"),
        .without("query", in: "esql"), .without("language", in: "esql"), .set("language", #""kuery""#, in: "esql"),
        .set("index", #"["logs-*"]"#, in: "esql"), .set("filters", "[]", in: "esql"),
        .set("alert_suppression/duration/value", "0", in: "esql"),
    ]
}
