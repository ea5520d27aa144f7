package import Schemas
import SourceText

/// The first version of a rule: valid, clean under the recommended checks, with everything to be filled in at its place.
package struct RuleScaffold: Sendable {
    /// The types of rules.
    package enum Kind: String, Sendable, CaseIterable {
        case query, eql, esql, threshold
        case newTerms = "new_terms"
        case machineLearning = "machine_learning"
        case threatMatch = "threat_match"
    }

    /// How grave an alert is, with the risk score that goes with it.
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

    /// The rule as TOML or YAML, in canonical layout.
    package func text(_ language: ScaffoldText.Language) -> String {
        ScaffoldText.text([("metadata", .table(metadata)), ("rule", .table(rule))], language)
    }

    // MARK: - The parts

    private var metadata: [ScaffoldText.Member] {
        var members: [ScaffoldText.Member] = [("creation_date", .text(day))]
        if let integration { members.append(("integration", .list([integration]))) }
        return members + [("maturity", .text("development")), ("updated_date", .text(day))]
    }

    private var rule: [ScaffoldText.Member] {
        var members: [ScaffoldText.Member] = [
            ("author", .list([author])), ("description", .text(description + "\n")),
            ("from", .text("now-9m")), ("name", .text(name)), ("risk_score", .number(severity.riskScore)),
            ("rule_id", .text(id)), ("severity", .text(severity.rawValue)),
            ("type", .text(kind.rawValue)),
        ]
        if let tactic { members.append(("tags", .list(["Tactic: \(tactic.name)"]))) }
        if kind != .machineLearning {
            members.append(("timestamp_override", .text("event.ingested")))
            members.append(("language", .text(language)))
            members.append(("query", .text(query.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" } ?? startingQuery)))
        }
        if kind != .machineLearning, kind != .esql { members.append(("index", .list(patterns))) }
        members += parts
        if let tactic { members.append(("threat", .tables([threat(tactic)]))) }
        return members
    }

    private var patterns: [String] {
        if !indices.isEmpty { return indices }
        return [integration.map { "logs-\($0).*" } ?? "logs-*"]
    }

    private var language: String {
        switch kind {
        case .eql: "eql"
        case .esql: "esql"
        case .query, .threshold, .newTerms, .machineLearning, .threatMatch: "kuery"
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
    private var parts: [ScaffoldText.Member] {
        switch kind {
        case .query, .eql, .esql: []
        case .threshold: [("threshold", .table([("field", .list(["host.id"])), ("value", .number(10))]))]
        case .newTerms:
            [
                (
                    "new_terms",
                    .table([
                        ("field", .text("new_terms_fields")), ("value", .list(["host.id", "process.executable"])),
                        (
                            "history_window_start",
                            .tables([[("field", .text("history_window_start")), ("value", .text("now-7d"))]])
                        ),
                    ])
                )
            ]
        case .machineLearning:
            [("anomaly_threshold", .number(50)), ("machine_learning_job_id", .list(["name_of_the_job"]))]
        case .threatMatch:
            [
                ("threat_index", .list(["filebeat-*", "logs-ti_*"])),
                ("threat_indicator_path", .text("threat.indicator")), ("threat_language", .text("kuery")),
                ("threat_query", .text("@timestamp >= \"now-30d/d\" and threat.indicator.ip:*\n")),
                (
                    "threat_mapping",
                    .tables([
                        [
                            (
                                "entries",
                                .tables([
                                    [
                                        ("field", .text("destination.ip")), ("type", .text("mapping")),
                                        ("value", .text("threat.indicator.ip")),
                                    ]
                                ])
                            )
                        ]
                    ])
                ),
            ]
        }
    }

    private func threat(_ tactic: AttackObject) -> [ScaffoldText.Member] {
        var members: [ScaffoldText.Member] = [("framework", .text("MITRE ATT&CK"))]
        let parents = AttackChoice.techniques(above: techniques)
        if !parents.isEmpty {
            members.append(
                (
                    "technique",
                    .tables(
                        parents.map { parent in
                            let inner = techniques.filter { $0.parent == parent.id }
                            return facts(of: parent)
                                + (inner.isEmpty ? [] : [("subtechnique", .tables(inner.map(facts)))])
                        })
                ))
        }
        return members + [("tactic", .table(facts(of: tactic)))]
    }

    private func facts(of object: AttackObject) -> [ScaffoldText.Member] {
        [("id", .text(object.id)), ("name", .text(object.name)), ("reference", .text(object.url))]
    }
}
