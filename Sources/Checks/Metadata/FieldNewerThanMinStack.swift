import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// A key that the oldest stack of the rule does not know.
enum FieldNewerThanMinStack: Check {
    static let info = CheckInfo(
        id: "field-newer-than-min-stack", category: .metadata, severity: .error, fix: .sometimes(.unsafe),
        summary: "a key needs a newer stack than `min_stack_version`",
        rationale: """
            Kibana drops keys that it does not know. On the older stacks that the file promises to run on, the rule would \
            work without what the key asks for: alerts are not grouped, an exclusion does not hold. Without \
            `min_stack_version` a rule of Elastic's repository is built for every supported stack.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_version = "8.7.0"

                    [rule.«alert_suppression»]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """,
                good: """
                    [metadata]
                    min_stack_version = "8.19.0"

                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """)
        ], isForRuleFiles: true)

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        guard let table = view.rule.ruleEntry?.value.table else { return }
        let written = view.rule.metadata.minStackVersion
        // Without the key only Elastic's repository has a lower bound.
        guard
            let least = written.map({ StackVersion($0.text) })
                ?? (view.context.profile >= .elastic ? .oldestSupported : nil)
        else { return }
        for need in needs(of: table, view.rule.type?.value) where need.stack > least {
            let stack = "\(need.stack.major).\(need.stack.minor)"
            var result = finding(view, at: need.place, "\(need.what) needs stack \(stack) or newer")
                .help("set `min_stack_version` to `\(need.stack)`, or do without")
            if let written {
                result = result.label(view.location(written.range), "the rule promises to run from here on")
                    .fix(written.replacing(with: need.stack.description).map { Fix("ask for \(stack)", .unsafe, $0) })
            }
            findings.add(result)
        }
    }

    private struct Need {
        var what: String
        var place: ByteRange
        var stack: StackVersion
    }

    /// What the rule's keys ask for (elastic/detection-rules `rule.py`, Kibana's rule schema).
    private static func needs(of table: Table, _ type: RuleType?) -> [Need] {
        var needs: [Need] = []
        for entry in table.entries {
            guard let stack = first[entry.key] ?? (entry.key == "alert_suppression" ? suppression(type) : nil) else {
                continue
            }
            needs.append(Need(what: "`\(entry.key)`", place: entry.keyRange, stack: stack))
        }
        for group in table["threat_mapping"]?.value.array ?? [] {
            for item in group["entries"]?.array ?? [] {
                guard let negate = item.table?["negate"], negate.value.boolean == true else { continue }
                needs.append(Need(what: "`negate`", place: negate.keyRange, stack: StackVersion(9, 2)))
            }
        }
        if let fields = table["threshold"]?.value["field"], let count = fields.array?.count, (4...5).contains(count) {
            needs.append(
                Need(what: "a threshold over \(count) fields", place: fields.range, stack: StackVersion(9, 2)))
        }
        return needs
    }

    private static let first: [String: StackVersion] = [
        "event_category_override": StackVersion(8, 0), "investigation_fields": StackVersion(8, 11),
        "related_integrations": StackVersion(8, 3), "required_fields": StackVersion(8, 3),
        "setup": StackVersion(8, 3), "tiebreaker_field": StackVersion(8, 0), "timestamp_field": StackVersion(8, 0),
    ]

    private static func suppression(_ type: RuleType?) -> StackVersion? {
        switch type {
        case .query, .savedQuery: StackVersion(8, 8)
        case .threshold: StackVersion(8, 12)
        case .threatMatch: StackVersion(8, 13)
        case .eql, .newTerms: StackVersion(8, 14)
        case .esql, .machineLearning: StackVersion(8, 15)
        case nil: nil
        }
    }
}
