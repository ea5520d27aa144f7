/// The keys of Kibana's own objects, as its API, its import and its packages take them (reference: kibana-validation).
extension RuleShape {
    /// A rule that is created, or read from the API: with what an answer has more.
    static let kibanaBody: [Key] = [Key("rule", .table(kibanaRule + answerKeys))]

    /// A rule of an import file.
    static let kibanaLine: [Key] = [Key("rule", .table(requiring(["rule_id"], kibanaRule) + answerKeys))]

    /// The attributes of a prebuilt asset.
    static let kibanaAsset: [Key] = [
        Key("rule", .table(requiring(["rule_id", "version"], kibanaRule.filter { !notInAssets.contains($0.name) })))
    ]

    /// The attributes of a deprecated rule's asset.
    static let kibanaStub: [Key] = [
        Key(
            "rule",
            .table([
                Key("rule_id", .string, required: true), Key("version", .integer, required: true),
                Key("name", .string, required: true), Key("deprecated", .boolean, required: true),
                Key("deprecated_reason", .text),
            ]))
    ]

    private static let notInAssets: Set<String> = [
        "actions", "response_actions", "throttle", "meta", "output_index", "namespace", "alias_purpose",
        "alias_target_id", "outcome", "revision",
    ]

    private static func requiring(_ names: Set<String>, _ keys: [Key]) -> [Key] {
        keys.map { key in
            var key = key
            if names.contains(key.name) { key.isRequired = true }
            return key
        }
    }

    /// What the file's layout has and Kibana has not, or has otherwise.
    private static let replaced: Set<String> = [
        "rule_id", "actions", "author", "investigation_fields", "threat", "threat_mappings", "language", "new_terms",
        "new_terms_fields", "history_window_start",
    ]

    private static let kibanaRule: [Key] =
        (commonKeys + queryKeys + typeKeys).filter { !replaced.contains($0.name) } + [
            Key("rule_id", .string),
            Key("actions", .tableList(action(isKibana: true))),
            Key("author", .stringList),
            Key("investigation_fields", .tableOrStrings([Key("field_names", .stringList, required: true)])),
            Key("threat", .tableList(kibanaThreat)),
            Key("language", .oneOf(languages), requiredFor: [.eql, .esql], types: queryTypes),
            Key("new_terms_fields", .stringList, required: true, types: [.newTerms]),
            Key("history_window_start", .string, required: true, types: [.newTerms]),
            Key("output_index", .string),
            Key("namespace", .string),
            Key("outcome", .oneOf(["exactMatch", "aliasMatch", "conflict"])),
            Key("alias_target_id", .string),
            Key("alias_purpose", .oneOf(["savedObjectConversion", "savedObjectImport"])),
        ]

    /// Any framework is text to Kibana.
    private static let kibanaThreat: [Key] = [Key("framework", .text, required: true)] + threat.dropFirst()

    /// What only answers and exports have.
    private static let answerKeys: [Key] = [
        Key("id", .string),
        Key("immutable", .boolean),
        Key("rule_source", .any),
        Key("created_at", .string),
        Key("created_by", .string),
        Key("updated_at", .string),
        Key("updated_by", .string),
        Key("execution_summary", .freeTable),
    ]
}

/// The other objects of an import file.
extension RuleShape {
    /// The kinds of exception list.
    static let containers = [
        "detection", "rule_default", "endpoint", "endpoint_trusted_apps", "endpoint_trusted_devices",
        "endpoint_events", "endpoint_host_isolation_exceptions", "endpoint_blocklists",
        "endpoint_custom_yara_signatures",
    ]

    static let namespaces = ["agnostic", "single"]

    private static let storedKeys: [Key] = [
        Key("id", .string), Key("_version", .string), Key("version", .integer), Key("immutable", .boolean),
        Key("tie_breaker_id", .string), Key("created_at", .string), Key("created_by", .string),
        Key("updated_at", .string), Key("updated_by", .string),
    ]

    /// The `metadata` table of the files in which Elastic's repository keeps exceptions and connectors beside rules.
    package static let companionMetadata: [Key] = [
        Key("creation_date", .date, required: true),
        Key("updated_date", .date, required: true),
        Key("list_name", .string),
        Key("action_connector_name", .string),
        Key("rule_ids", .stringList),
        Key("rule_names", .stringList),
        Key("rule_id", .stringOrList),
        Key("rule_name", .string),
        Key("deprecation_date", .date),
        Key("comments", .text),
        Key("maturity", .string),
    ]

    private static let exceptionKeys: [Key] = [
        Key("list_id", .string, required: true),
        Key("name", .string, required: true),
        Key("description", .text, required: true),
        Key("namespace_type", .oneOf(namespaces)),
        Key("os_types", .listOf(.oneOf(["linux", "macos", "windows"]))),
        Key("tags", .stringList),
        Key("meta", .freeTable),
    ]

    /// A list of exceptions.
    package static let exceptionList: [Key] =
        exceptionKeys + storedKeys + [Key("type", .oneOf(containers), required: true)]

    /// One exception of a list.
    package static let exceptionItem: [Key] =
        exceptionKeys + storedKeys + [
            Key("item_id", .string, required: true),
            Key("type", .oneOf(["simple"]), required: true),
            Key("entries", .tableList(exceptionEntry), required: true),
            Key("comments", .freeList),
            Key("expire_time", .string),
        ]

    /// Keys that all kinds of entry need; what a kind needs besides, a check knows.
    private static let exceptionEntry: [Key] = [
        Key("field", .string, required: true),
        Key("type", .oneOf(["match", "match_any", "exists", "list", "wildcard", "nested"]), required: true),
        Key("operator", .oneOf(["included", "excluded"])),
        Key("value", .any),
        Key("list", .table([Key("id", .string, required: true), Key("type", .string, required: true)])),
        Key(
            "entries",
            .tableList([
                Key("field", .string, required: true),
                Key("type", .oneOf(["match", "match_any", "exists"]), required: true),
                Key("operator", .oneOf(["included", "excluded"]), required: true),
                Key("value", .any),
            ])),
    ]
}

extension RuleShape {
    /// Kibana's own actions: without connector, group and frequency.
    package static func isSystemAction(_ typeID: String?) -> Bool { typeID == ".cases" || typeID == ".workflows" }
}

extension RuleShape {
    /// For names of ECS, the column of a result or a fixed value.
    static let ecsMapping = Kind.tableOf(.table([Key("field", .string), Key("value", .stringOrList)]))

    private static let osqueryParameters: [Key] = [
        Key("query", .text),
        Key(
            "queries",
            .tableList([
                Key("id", .string, required: true), Key("query", .text, required: true), Key("ecs_mapping", ecsMapping),
                Key("version", .string), Key("platform", .string), Key("removed", .boolean), Key("snapshot", .boolean),
            ])),
        Key("pack_id", .string), Key("saved_query_id", .string), Key("ecs_mapping", ecsMapping),
        Key("timeout", .number),
    ]

    private static let script: [Key] = [
        Key("scriptId", .string), Key("scriptInput", .text), Key("timeout", .integer),
    ]

    private static let endpointParameters: [Key] = [
        Key("command", .oneOf(["isolate", "kill-process", "suspend-process", "runscript"]), required: true),
        Key("comment", .text),
    ]

    private static let processParameters: [Key] =
        endpointParameters + [
            Key("config", .table([Key("field", .string, required: true), Key("overwrite", .boolean)]), required: true)
        ]

    private static let scriptParameters: [Key] =
        endpointParameters + [
            Key(
                "config",
                .table([Key("linux", .table(script)), Key("macos", .table(script)), Key("windows", .table(script))]))
        ]

    /// The keys of a response action's `params`; nil for an action that is none.
    package static func responseParameters(_ typeID: String?, _ command: String?) -> [Key]? {
        switch (typeID, command) {
        case (".osquery", _): osqueryParameters
        case (".endpoint", "kill-process"), (".endpoint", "suspend-process"): processParameters
        case (".endpoint", "runscript"): scriptParameters
        case (".endpoint", _): endpointParameters
        default: nil
        }
    }
}
