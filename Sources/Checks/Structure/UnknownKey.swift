import Diagnostics
import Documents
import Rules
import SourceText

/// A key that no rule file has, or that rules of this type do not have.
enum UnknownKey: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-key", category: .structure, severity: .error, fix: .sometimes(.safe),
        summary: "key that rules, or rules of this type, do not have",
        rationale: """
            Kibana drops unknown keys without a message. A misspelled key therefore looks as if it were set, but the rule \
            runs with the default: with `timestamp_overide` a rule misses late events.

            Kibana drops a key of another rule type in the same way.
            """,
        examples: [
            Example(
                bad: """
                    «timestamp_overide» = "event.ingested"
                    """,
                good: """
                    timestamp_override = "event.ingested"
                    """),
            Example(
                bad: [
                    """
                    type = "query"
                    «anomaly_threshold» = 50
                    """,
                    // A key in quotes keeps them in the fix.
                    "«\"timestamp_overide\"» = \"event.ingested\"", "«'timestamp_overide'» = \"event.ingested\"",
                    "[rule.alert_suppression]\ngroup_by = [\"source.ip\"]\nmissing_fields_strategy = \"suppress\"\n"
                        + "«strategies» = \"suppress\"",
                ],
                good: [
                    """
                    type = "query"
                    """, "[rule.alert_suppression]\ngroup_by = [\"source.ip\"]\nmissing_fields_strategy = \"suppress\"",
                ]),
            // Without a name that is near, with one that is set already, and with several that are near.
            Example(bad: "«vault_owner» = \"payments\""),
            Example(bad: "risk_score = 47\n«risk_scores» = 47"),
            // Another check says that the file is none of a rule.
            Example(
                good: """
                    # tenet: ignore-file[not-a-rule] settings of another tool
                    [metadata]
                    creation_date = "2026/01/05"
                    [vault]
                    owner = "payments"
                    """, isWhole: true),
            Example(in: "«»: true", bad: "\"vault_owner\"", good: "\"enabled\"", on: .kibana),
            Example(
                bad: [
                    ExampleExport.rule()
                        + ExampleExport.list.replacing(
                            "\"description\"", with: "\"description\": \"Vaults.\", «\"owner\"»")
                ],
                good: [ExampleExport.rule() + ExampleExport.list], syntax: .ndjson, isWhole: true),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.schemaViolations where !findings.isFull {
            switch fault.kind {
            case .unknownKey(let known, let meant):
                // The other tables of a file that is not a rule say what it is instead.
                if view.rule.ruleEntry == nil, fault.path.count == 1, meant == nil { continue }
                let siblings = RuleShape.siblings(of: fault.path, in: view.rule.form).map(\.name)
                findings.add(unknown(view, fault, known, meant, siblings))
            case .foreignKey: findings.add(foreign(view, fault))
            case .missingKey, .wrongType, .wrongWord: continue
            }
        }
    }

    private static func unknown(
        _ view: borrowing some FileView, _ fault: SchemaViolation, _ absent: [String], _ meant: String?,
        _ siblings: [String] = []
    ) -> Diagnostic {
        let result = fault.finding(in: view.source.id, type: nil)
        if let meant {
            let key = quoted(meant, view.source.text(fault.range))
            return result.fix(Fix("rename the key to `\(meant)`", .safe, Edit(fault.range, key)))
        }
        if absent.isEmpty { return result.help("remove the key, or put it where it belongs") }
        let near = NearestName.ranked(fault.name, among: siblings, limit: 5)
        if let same = near.first, !absent.contains(same) {
            return result.help("`\(same)` is set already; remove one of the two")
        }
        return near.isEmpty
            ? result.help("remove the key, or put it where it belongs")
            : result.help("did you mean \(WordList.alternatives(near))?")
    }

    /// The name in the quotes that the key has.
    private static func quoted(_ name: String, _ written: String) -> String {
        guard let quote = written.utf8.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return name
        }
        let mark = String(Unicode.Scalar(quote))
        return mark + name + mark
    }

    private static func foreign(_ view: RuleView, _ fault: SchemaViolation) -> Diagnostic {
        let result = fault.finding(in: view.source.id, type: view.rule.elastic.type?.value)
            .fix(
                // Kibana drops the key anyway.
                fault.entry.flatMap { EntryEdits.remove($0, in: view.source) }.map {
                    Fix("remove the key", .unsafe, $0)
                })
        guard let place = view.rule.elastic.type else { return result }
        return result.label(view.location(place.range), "the type is set here")
    }
}

extension UnknownKey: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for fault in view.schemaViolations {
            guard case .unknownKey(let known, let meant) = fault.kind else { continue }
            findings.add(unknown(view, fault, known, meant))
        }
    }
}

extension RuleShape {
    /// The keys of the table that a path's last name is in.
    static func siblings(of path: [String], in form: RuleForm) -> [Key] {
        path.count < 2 ? root(of: form) : key(at: Array(path.dropLast()), in: form)?.kind.members ?? []
    }
}
