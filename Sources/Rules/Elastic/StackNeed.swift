import Documents
package import Schemas
package import SourceText

/// Something that a rule asks of the stack that runs it (elastic/detection-rules `rule.py`, Kibana's rule schema).
package struct StackNeed: Sendable {
    /// As messages say it: `` `alert_suppression` ``.
    package var what: String
    /// Where it is: its key, or the value that asks.
    package var place: ByteRange
    /// The bytes of the value.
    package var value: ByteRange
    /// The first stack that has it.
    package var stack: StackVersion
    /// Whether an older stack finds the same without it.
    package var isOptional: Bool
}

extension StackNeed {
    /// The first stack that knows a key of a rule; nil for keys that every stack has.
    package static func firstStack(of key: String, _ type: RuleType?) -> StackVersion? {
        switch key {
        case "alert_suppression": suppression(type)
        case "investigation_fields": StackVersion(8, 11)
        case "related_integrations", "required_fields", "setup": StackVersion(8, 3)
        default: decidesMatches(key) ? StackVersion(8, 0) : nil
        }
    }

    /// From this stack on every key is known.
    package static let lastNewKey = StackVersion(8, 15)

    /// Whether a rule finds something else without the key.
    fileprivate static func decidesMatches(_ key: String) -> Bool {
        ["event_category_override", "tiebreaker_field", "timestamp_field"].contains(key)
    }

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

    /// The first stack with rules of a type, for those that came late.
    fileprivate static func firstStack(of type: RuleType) -> StackVersion? {
        switch type {
        case .newTerms: StackVersion(8, 4)
        case .esql: StackVersion(8, 11)
        case .query, .savedQuery, .eql, .threshold, .threatMatch, .machineLearning: nil
        }
    }
}

extension Rule {
    /// What the rule's keys and values ask for beyond what every stack has.
    package var stackNeeds: [StackNeed] {
        guard let table = ruleEntry?.value.table else { return [] }
        var needs: [StackNeed] = []
        if let type = elastic.type, let stack = StackNeed.firstStack(of: type.value) {
            let what = "a rule of type `\(type.value.rawValue)`"
            needs.append(StackNeed(what: what, place: type.range, value: type.range, stack: stack, isOptional: false))
        }
        for entry in table.entries {
            guard let stack = StackNeed.firstStack(of: entry.key, elastic.type?.value) else { continue }
            needs.append(
                StackNeed(
                    what: "`\(entry.key)`", place: entry.keyRange, value: entry.value.range, stack: stack,
                    isOptional: !StackNeed.decidesMatches(entry.key)))
        }
        for group in table["threat_mapping"]?.value.array ?? [] {
            for item in group["entries"]?.array ?? [] {
                guard let negate = item.table?["negate"], negate.value.boolean == true else { continue }
                needs.append(
                    StackNeed(
                        what: "`negate`", place: negate.keyRange, value: negate.value.range, stack: StackVersion(9, 2),
                        isOptional: false))
            }
        }
        if let fields = table["threshold"]?.value["field"], let count = fields.array?.count, (4...5).contains(count) {
            needs.append(
                StackNeed(
                    what: "a threshold over \(count) fields", place: fields.range, value: fields.range,
                    stack: StackVersion(9, 2), isOptional: false))
        }
        return needs
    }
}
