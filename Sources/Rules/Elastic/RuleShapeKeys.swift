package import Queries

/// The keys of Elastic's rule files: elastic/detection-rules `rule.py` for the layout, Kibana's rule schema for what the
/// server refuses. Facts only; which of them is an error is for the checks to say.
extension RuleShape {
    /// The keys of the top level.
    package static let root: [Key] = [
        Key("metadata", .table(metadata), required: true),
        Key("rule", .table(rule), required: true),
        Key("transform", .table(transform)),
    ]

    /// The words of `rule.severity`, rising.
    package static let severities = ["low", "medium", "high", "critical"]

    /// The words of `rule.language`.
    package static let languages = QueryLanguage.ofRules.map(\.rawValue)

    /// The languages that a rule of that type can have; empty for machine-learning rules, which have no query.
    package static func languages(for type: RuleType) -> [QueryLanguage] {
        switch type {
        case .query, .savedQuery, .threshold, .threatMatch, .newTerms: [.kql, .lucene]
        case .eql: [.eql]
        case .esql: [.esql]
        case .machineLearning: []
        }
    }

    /// The types whose rules have a query of their own.
    package static let queryTypes: [RuleType] = [.query, .savedQuery, .eql, .esql, .threshold, .threatMatch, .newTerms]

    /// The types whose rules name index patterns or a data view; ES|QL names its sources in the query.
    package static let indexTypes: [RuleType] = [.query, .savedQuery, .eql, .threshold, .threatMatch, .newTerms]

    /// `[metadata]`: about the file, never sent to Kibana.
    package static let metadata: [Key] = [
        Key("creation_date", .date, required: true),
        Key("updated_date", .date, required: true),
        Key("deprecation_date", .date),
        Key("deprecated_reason", .text),
        Key("maturity", .oneOf(["development", "experimental", "beta", "production", "deprecated"])),
        Key("min_stack_version", .string),
        Key("min_stack_comments", .text),
        Key("integration", .stringOrList),
        Key("bypass_bbr_timing", .boolean),
        Key("comments", .text),
        Key("os_type_list", .listOf(.oneOf(["windows", "linux", "macos"]))),
        Key("query_schema_validation", .boolean),
        Key("related_endpoint_rules", .any),
        Key("promotion", .boolean),
        Key("extended", .freeTable),
    ]

    /// `[rule]`: what all types share, then what only some know.
    package static let rule: [Key] = commonKeys + queryKeys + typeKeys

    static let commonKeys: [Key] = [
        Key("rule_id", .string, required: true),
        Key("name", .string, required: true),
        Key("description", .text, required: true),
        Key("author", .stringList, required: true),
        Key("type", .oneOf(RuleType.allCases.map(\.rawValue)), required: true),
        Key("severity", .oneOf(severities), required: true),
        Key("severity_mapping", .tableList(severityMapping)),
        Key("risk_score", .integer, required: true),
        Key("risk_score_mapping", .tableList(riskScoreMapping)),
        Key("from", .string),
        Key("to", .string),
        Key("interval", .string),
        Key("max_signals", .integer),
        Key("enabled", .boolean),
        Key("tags", .stringList),
        Key("references", .stringList),
        Key("false_positives", .listOf(.text)),
        Key("license", .string),
        Key("note", .text),
        Key("setup", .text),
        // Any text is accepted; a check reports one without a meaning.
        Key("building_block_type", .string),
        Key("rule_name_override", .string),
        Key("timestamp_override", .string),
        Key("timestamp_override_fallback_disabled", .boolean),
        Key("timeline_id", .string),
        Key("timeline_title", .string),
        Key("throttle", .string),
        Key("investigation_fields", .table([Key("field_names", .stringList, required: true)])),
        Key("alert_suppression", .table(alertSuppression)),
        Key("threat", .tableList(threat)),
        Key("threat_mappings", .tableList(threatMappings)),
        Key("related_integrations", .tableList(relatedIntegrations)),
        Key("required_fields", .tableList(requiredFields)),
        Key("exceptions_list", .tableList(exceptionsList)),
        Key("actions", .tableList(action(isKibana: false))),
        Key("response_actions", .tableList(responseAction)),
        Key("meta", .freeTable),
        // Written by the build, not by authors: a check says so; the reader knows them.
        Key("version", .integer),
        Key("revision", .integer),
    ]

    static let queryKeys: [Key] = [
        Key(
            "language", .oneOf(languages), requiredFor: [.query, .eql, .esql, .threshold, .threatMatch, .newTerms],
            types: queryTypes),
        Key(
            "query", .text, requiredFor: [.query, .eql, .esql, .threshold, .threatMatch, .newTerms],
            types: queryTypes),
        Key("index", .stringList, types: indexTypes),
        Key("data_view_id", .string, types: indexTypes),
        Key("filters", .freeList, types: indexTypes),
        Key(
            "saved_id", .string, requiredFor: [.savedQuery], types: [.query, .savedQuery, .threshold, .threatMatch]),
    ]

    static let typeKeys: [Key] = [
        Key("timestamp_field", .string, types: [.eql]),
        Key("event_category_override", .string, types: [.eql]),
        Key("tiebreaker_field", .string, types: [.eql]),
        Key("threshold", .table(threshold), required: true, types: [.threshold]),
        Key("threat_index", .stringList, required: true, types: [.threatMatch]),
        Key("threat_mapping", .tableList(threatMapping), required: true, types: [.threatMatch]),
        Key("threat_query", .text, required: true, types: [.threatMatch]),
        Key("threat_language", .oneOf(languages(for: .threatMatch).map(\.rawValue)), types: [.threatMatch]),
        Key("threat_filters", .freeList, types: [.threatMatch]),
        Key("threat_indicator_path", .string, types: [.threatMatch]),
        Key("concurrent_searches", .integer, types: [.threatMatch]),
        Key("items_per_search", .integer, types: [.threatMatch]),
        Key("anomaly_threshold", .integer, required: true, types: [.machineLearning]),
        Key("machine_learning_job_id", .stringOrList, required: true, types: [.machineLearning]),
        Key("new_terms", .table(newTerms), required: true, alternative: "new_terms_fields", types: [.newTerms]),
        // The flat form of Kibana's API, understood as well.
        Key("new_terms_fields", .stringList, types: [.newTerms]),
        Key("history_window_start", .string, types: [.newTerms]),
    ]
}

// The tables below `[rule]` and `[transform]`.
extension RuleShape {
    static let threatObject: [Key] = [
        Key("id", .string, required: true),
        Key("name", .string, required: true),
        Key("reference", .string, required: true),
    ]

    private static let frameworks = ["MITRE ATT&CK", "MITRE ATLAS"]

    static let threat: [Key] = [
        Key("framework", .oneOf(frameworks), required: true),
        Key("tactic", .table(threatObject), required: true),
        Key("technique", .tableList(threatObject + [Key("subtechnique", .tableList(threatObject))])),
    ]

    private static let threatMappings: [Key] = [
        Key("framework", .oneOf(frameworks), required: true),
        Key("version", .any, required: true),
        Key("threat", .tableList(threat), required: true),
    ]

    private static let severityMapping: [Key] = [
        Key("field", .string, required: true),
        Key("operator", .oneOf(["equals"]), required: true),
        Key("value", .string, required: true),
        Key("severity", .oneOf(severities), required: true),
    ]

    private static let riskScoreMapping: [Key] = [
        Key("field", .string, required: true),
        Key("operator", .oneOf(["equals"]), required: true),
        Key("value", .string, required: true),
        Key("risk_score", .integer),
    ]

    static func action(isKibana: Bool) -> [Key] {
        [
            Key("action_type_id", .string, required: true),
            Key("id", .string, required: true),
            Key("params", .freeTable, required: true),
            Key("group", .string),
            Key("uuid", .string),
            Key("alerts_filter", .freeTable),
            Key(
                "frequency",
                .table([
                    Key("summary", .boolean, required: true),
                    Key(
                        "notifyWhen", .oneOf(["onActiveAlert", "onThrottleInterval", "onActionGroupChange"]),
                        required: true
                    ),
                    // Null or a text: a check of its own looks at it. What a file omits, the build writes as null.
                    Key("throttle", .any, required: isKibana),
                ])),
        ]
    }

    private static let responseAction: [Key] = [
        Key("action_type_id", .oneOf([".osquery", ".endpoint"]), required: true),
        Key("params", .freeTable, required: true),
    ]

    private static let groupingTypes: [RuleType] = RuleType.allCases.filter { $0 != .threshold }

    private static let alertSuppression: [Key] = [
        Key("group_by", .stringList, required: true, types: groupingTypes),
        Key(
            "duration",
            .table([Key("value", .integer, required: true), Key("unit", .oneOf(["s", "m", "h"]), required: true)]),
            requiredFor: [.threshold]),
        Key("missing_fields_strategy", .oneOf(["suppress", "doNotSuppress"]), types: groupingTypes),
    ]

    private static let relatedIntegrations: [Key] = [
        Key("package", .string, required: true),
        Key("version", .string, required: true),
        Key("integration", .string),
    ]

    private static let requiredFields: [Key] = [
        Key("name", .string, required: true),
        Key("type", .string, required: true),
        Key("ecs", .boolean),
    ]

    private static let exceptionsList: [Key] = [
        Key("id", .string, required: true),
        Key("list_id", .string, required: true),
        Key("type", .oneOf(containers), required: true),
        Key("namespace_type", .oneOf(namespaces), required: true),
    ]

    private static let threshold: [Key] = [
        Key("field", .stringOrList, required: true),
        Key("value", .integer, required: true),
        Key(
            "cardinality",
            .tableList([Key("field", .string, required: true), Key("value", .integer, required: true)])),
    ]

    private static let threatMapping: [Key] = [
        Key(
            "entries",
            .tableList([
                Key("field", .string, required: true),
                Key("type", .oneOf(["mapping"]), required: true),
                Key("value", .string, required: true),
                Key("negate", .boolean),
            ]), required: true)
    ]

    private static let newTerms: [Key] = [
        Key("field", .oneOf(["new_terms_fields"]), required: true),
        Key("value", .stringList, required: true),
        Key(
            "history_window_start",
            .tableList([
                Key("field", .oneOf(["history_window_start"]), required: true),
                Key("value", .string, required: true),
            ]), required: true),
    ]

    private static let provider: [Key] = [
        Key("excluded", .boolean, required: true),
        Key("field", .string, required: true),
        Key("queryType", .oneOf(["phrase", "range"]), required: true),
        Key("value", .text, required: true),
        Key("valueType", .oneOf(["string", "boolean"]), required: true),
    ]

    /// `[transform]`: what the placeholders of a note represent.
    package static let transform: [Key] = [
        Key(
            "osquery",
            .tableList([
                Key("label", .string, required: true),
                Key("query", .text, required: true),
                Key("ecs_mapping", ecsMapping),
            ])),
        Key(
            "investigate",
            .tableList([
                Key("label", .string, required: true),
                Key("description", .text),
                Key("providers", .listOf(.tableList(provider)), required: true),
                Key("relativeFrom", .string),
                Key("relativeTo", .string),
            ])),
    ]
}
