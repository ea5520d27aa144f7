package import Documents
import Queries
package import Schemas

/// The first version of a rule: valid, clean under the recommended checks, with everything to be filled in at its place.
package struct RuleScaffold: Sendable {
    /// The types of rules.
    package enum Kind: String, Sendable, CaseIterable {
        case query, eql, esql, threshold
        case newTerms = "new_terms"
        case machineLearning = "machine_learning"
        case threatMatch = "threat_match"
    }

    /// How severe an alert is, with the risk score that goes with it.
    package enum Severity: String, Sendable, CaseIterable {
        case low, medium, high, critical

        var riskScore: Int {
            switch self {
            case .low: 21
            case .medium: 47
            case .high: 73
            case .critical: 99
            }
        }
    }

    package var kind: Kind
    package var name: String
    /// A UUID.
    package var id: String
    /// As rule files write days: `2026/11/28`.
    package var day: String
    package var severity = Severity.medium
    package var author = "Your Name"
    /// One paragraph.
    package var description = "Describe what the rule finds, and why that deserves a look."
    /// The package whose data the rule reads.
    package var integration: String?
    /// Empty: the data streams of the integration, or all of them.
    package var indices: [String] = []
    package var tactic: AttackObject?
    /// Of the tactic; sub-techniques among them.
    package var techniques: [AttackObject] = []
    /// nil: one to be replaced.
    package var query: String?

    package init(kind: Kind, name: String, id: String, day: String) {
        self.kind = kind
        self.name = name
        self.id = id
        self.day = day
    }

    /// The file's name without its ending, as detection-rules names files: the tactic and the words of the name.
    package var fileName: String {
        RuleFileName.stem(of: [tactic?.name, name].compactMap { $0 }.joined(separator: " "))
    }

    /// The rule file; its writer brings the keys into canonical order.
    package var table: WrittenTable { ["metadata": .table(metadata), "rule": .table(rule)] }

    // MARK: - The parts

    private var metadata: WrittenTable {
        var table: WrittenTable = ["creation_date": .string(day)]
        if let integration { table["integration"] = .strings([integration]) }
        table["maturity"] = .string("development")
        table["updated_date"] = .string(day)
        return table
    }

    private var rule: WrittenTable {
        var table: WrittenTable = [
            "author": .strings([author]), "description": .string(description + "\n"), "from": .string("now-9m"),
        ]
        if kind != .machineLearning, kind != .esql { table["index"] = .strings(patterns) }
        if kind != .machineLearning { table["language"] = .string(language.rawValue) }
        table["name"] = .string(name)
        table["risk_score"] = .integer(Int64(severity.riskScore))
        table["rule_id"] = .string(id)
        table["severity"] = .string(severity.rawValue)
        if let tactic { table["tags"] = .strings(["Tactic: \(tactic.name)"]) }
        if kind != .machineLearning { table["timestamp_override"] = .string("event.ingested") }
        table["type"] = .string(kind.rawValue)
        if kind != .machineLearning {
            table["query"] = .string(query.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" } ?? startingQuery)
        }
        table.entries += parts.entries
        if let tactic { table["threat"] = .array([.table(threat(tactic))]) }
        return table
    }

    private var patterns: [String] {
        if !indices.isEmpty { return indices }
        return [integration.map { "logs-\($0).*" } ?? "logs-*"]
    }

    private var language: QueryLanguage {
        switch kind {
        case .eql: .eql
        case .esql: .esql
        case .query, .threshold, .newTerms, .machineLearning, .threatMatch: .kql
        }
    }

    private var startingQuery: String {
        switch kind {
        case .eql: "process where event.type == \"start\" and process.name == \"example.exe\"\n"
        case .esql:
            """
            from \(patterns.joined(separator: ", ")) metadata _id, _version, _index
            | where event.category == "process" and process.name == "example.exe"
            | keep @timestamp, host.id, user.id, process.*, _id, _version, _index

            """
        case .threatMatch: "destination.ip:*\n"
        case .query, .threshold, .newTerms, .machineLearning:
            "event.category:process and event.type:start and process.name:\"example.exe\"\n"
        }
    }

    /// What only this type has.
    private var parts: WrittenTable {
        switch kind {
        case .query, .eql, .esql: [:]
        case .threshold: ["threshold": .table(["field": .strings(["host.id"]), "value": .integer(10)])]
        case .newTerms:
            [
                "new_terms": .table([
                    "field": .string("new_terms_fields"), "value": .strings(["host.id", "process.executable"]),
                    "history_window_start": .array([
                        .table(["field": .string("history_window_start"), "value": .string("now-7d")])
                    ]),
                ])
            ]
        case .machineLearning:
            ["anomaly_threshold": .integer(50), "machine_learning_job_id": .strings(["name_of_the_job"])]
        case .threatMatch:
            [
                "threat_index": .strings(["filebeat-*", "logs-ti_*"]),
                "threat_indicator_path": .string("threat.indicator"),
                "threat_language": .string(QueryLanguage.kql.rawValue),
                "threat_query": .string("@timestamp >= \"now-30d/d\" and threat.indicator.ip:*\n"),
                "threat_mapping": .array([.table(["entries": .array([.table(Self.mappedField)])])]),
            ]
        }
    }

    private static let mappedField: WrittenTable = [
        "field": .string("destination.ip"), "type": .string("mapping"), "value": .string("threat.indicator.ip"),
    ]

    private func threat(_ tactic: AttackObject) -> WrittenTable {
        var table: WrittenTable = ["framework": .string("MITRE ATT&CK")]
        let parents = AttackChoice.techniques(above: techniques)
        if !parents.isEmpty {
            table["technique"] = .array(
                parents.map { parent in
                    var technique = facts(of: parent)
                    let inner = techniques.filter { $0.parent == parent.id }
                    if !inner.isEmpty { technique["subtechnique"] = .array(inner.map { .table(facts(of: $0)) }) }
                    return .table(technique)
                })
        }
        table["tactic"] = .table(facts(of: tactic))
        return table
    }

    private func facts(of object: AttackObject) -> WrittenTable {
        ["id": .string(object.id), "name": .string(object.name), "reference": .string(object.url)]
    }
}
