package import Documents

/// The rule that completes the fragment of an example: what the fragment does not say itself is taken from it.
package enum ExampleBase: String, Sendable, CaseIterable {
    /// A KQL query over `logs-azure.activitylogs-*`.
    case query
    /// The same query in Lucene.
    case lucene
    /// An EQL event query over the process events of Elastic Defend.
    case eql
    /// An ES|QL rule over `logs-azure.activitylogs-*`.
    case esql
    /// `query` that counts events by `source.ip`.
    case threshold
    /// `query` that looks for new values of `source.ip`.
    case newTerms
    /// A machine learning rule.
    case machineLearning
    /// `query` that is compared with indicators.
    case threatMatch
    /// `query` as the JSON object of Kibana's API; the fragment is members of it.
    case kibana

    /// The language that fragments are written in, where the example does not name one.
    package var syntax: DocumentSyntax { self == .kibana ? .json : .toml }

    /// A key with its value as TOML and YAML both write it.
    typealias Member = (key: String, value: String)

    /// A table of the rule below its own keys.
    struct Table {
        /// `[rule.threshold]`.
        var header: String
        var members: [Member]
        /// The key of the rule that it is part of.
        var key: String {
            String(header.drop { $0 == "[" }.dropFirst("rule.".count).prefix { $0 != "." && $0 != "]" })
        }
    }

    /// The keys of `[metadata]`.
    var metadata: [Member] {
        let integration =
            switch self {
            case .eql: "[\"endpoint\"]"
            case .machineLearning: "[\"lmd\", \"endpoint\"]"
            default: "[\"azure\"]"
            }
        return [
            ("creation_date", "\"2026/01/05\""), ("integration", integration), ("maturity", "\"production\""),
            ("updated_date", "\"2026/02/10\""),
        ]
    }

    /// The keys of `[rule]` that are not tables.
    var rule: [Member] {
        var members = Self.common
        switch self {
        case .query, .kibana: members += Self.query("query", "kuery", Self.kql)
        case .lucene:
            members += Self.query("query", "lucene", "event.dataset:azure.activitylogs AND event.outcome:success")
        case .eql:
            members += [
                ("index", "[\"logs-endpoint.events.process-*\"]"), ("language", "\"eql\""), ("type", "\"eql\""),
                ("query", #""process where event.type == \"start\" and process.name == \"whoami.exe\"""#),
            ]
        case .esql:
            members += [
                ("language", "\"esql\""), ("type", "\"esql\""),
                (
                    "query",
                    #""from logs-azure.activitylogs-* metadata _id, _version, _index | where event.outcome == \"success\" "#
                        + #"| keep @timestamp, event.outcome, _id, _version, _index""#
                ),
            ]
        case .threshold: members += Self.query("threshold", "kuery", Self.kql)
        case .newTerms: members += Self.query("new_terms", "kuery", Self.kql)
        case .machineLearning:
            members += [
                ("anomaly_threshold", "70"), ("machine_learning_job_id", "[\"lmd_high_mean_rdp_process_args\"]"),
                ("type", "\"machine_learning\""),
            ]
        case .threatMatch:
            members += Self.query("threat_match", "kuery", Self.kql)
            members += [
                ("threat_index", "[\"logs-ti_*\"]"), ("threat_indicator_path", "\"threat.indicator\""),
                ("threat_language", "\"kuery\""), ("threat_query", "\"@timestamp >= \\\"now-30d/d\\\"\""),
            ]
        }
        return members
    }

    /// The tables below `[rule]`.
    var tables: [Table] {
        switch self {
        case .threshold:
            [Table(header: "[rule.threshold]", members: [("field", "[\"source.ip\"]"), ("value", "10")])]
        case .newTerms:
            [
                Table(
                    header: "[rule.new_terms]",
                    members: [("field", "\"new_terms_fields\""), ("value", "[\"source.ip\"]")]),
                Table(
                    header: "[[rule.new_terms.history_window_start]]",
                    members: [("field", "\"history_window_start\""), ("value", "\"now-7d\"")]),
            ]
        case .threatMatch:
            [
                Table(header: "[[rule.threat_mapping]]", members: []),
                Table(
                    header: "[[rule.threat_mapping.entries]]",
                    members: [
                        ("field", "\"source.ip\""), ("type", "\"mapping\""), ("value", "\"threat.indicator.ip\""),
                    ]),
            ]
        case .query, .lucene, .eql, .esql, .machineLearning, .kibana: []
        }
    }

    /// `tables` as YAML writes them in a line.
    var yamlTables: [Member] {
        switch self {
        case .threshold: [("threshold", #"{field: ["source.ip"], value: 10}"#)]
        case .newTerms:
            [
                (
                    "new_terms",
                    #"{field: new_terms_fields, value: ["source.ip"], "#
                        + "history_window_start: [{field: history_window_start, value: now-7d}]}"
                )
            ]
        case .threatMatch:
            [("threat_mapping", "[{entries: [{field: source.ip, type: mapping, value: threat.indicator.ip}]}]")]
        case .query, .lucene, .eql, .esql, .machineLearning, .kibana: []
        }
    }

    /// What every rule has.
    private static let common: [Member] = [
        ("author", "[\"Example Authors\"]"), ("description", "\"Reports each change to a key vault.\""),
        ("from", "\"now-9m\""), ("name", "\"Key Vault Changed\""), ("risk_score", "47"),
        ("rule_id", "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\""), ("severity", "\"medium\""),
    ]

    private static let kql = "event.dataset:azure.activitylogs and event.outcome:success"

    private static func query(_ type: String, _ language: String, _ query: String) -> [Member] {
        [
            ("index", "[\"logs-azure.activitylogs-*\"]"), ("language", "\"\(language)\""), ("type", "\"\(type)\""),
            ("query", "\"\(query)\""),
        ]
    }
}
