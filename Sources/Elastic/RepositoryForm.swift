package import Documents
import Rules
package import SourceText

/// The form that a rule from Kibana has in a repository: what its author decides, in the layout of today.
///
/// Source of the keys: kibana-validation §2, "only in answers and exports".
package enum RepositoryForm {
    /// What the server writes by itself, and keys that have no effect in any version that is supported.
    private static let bookkeeping: Set<String> = [
        "id", "immutable", "rule_source", "created_at", "created_by", "updated_at", "updated_by", "revision",
        "execution_summary", "output_index", "namespace", "outcome", "alias_target_id", "alias_purpose",
    ]

    /// Whether the server, and not the rule's author, writes the key.
    package static func isBookkeeping(_ key: String) -> Bool { bookkeeping.contains(key) }

    /// An exported rule as a rule file holds it, and the rest of the export.
    package static func split(_ exported: WrittenTable) -> (rule: WrittenTable, remainder: ExportRemainder) {
        var remainder = ExportRemainder()
        var rule = WrittenTable()
        let type = exported["type"]?.string.flatMap(RuleType.init(rawValue:))
        for entry in exported.entries {
            let value = member(entry.key, entry.value, of: type)
            if value != entry.value { remainder.members[entry.key] = entry.value }
            guard let value else { continue }
            rule[entry.key] = value.withoutNulls(below: "/" + entry.key.pointerToken, &remainder.nulls)
        }
        for entry in exported.entries where entry.value == .null {
            remainder.members[entry.key] = nil
            remainder.nulls.append("/" + entry.key.pointerToken)
        }
        for (key, value) in defaults(for: type) where exported[key] == nil {
            rule[key] = value
            remainder.added[key] = value
        }
        return (rule, remainder)
    }

    /// The value that a rule file has for a member; nil: it has none.
    static func member(_ key: String, _ value: WrittenValue, of type: RuleType?) -> WrittenValue? {
        if value == .null || isBookkeeping(key) { return nil }
        // Older versions kept members of other rule types; newer ones drop them.
        if let type, let known = RuleShape.key(at: ["rule", key], in: .line), !known.isKnown(for: type) { return nil }
        // The list of 8.10, which import still converts.
        if key == "investigation_fields", case .array(let names) = value {
            return names.isEmpty ? nil : .table(["field_names": .array(names)])
        }
        return value
    }

    /// What Kibana fills in for a rule that lacks it, and a rule file must state.
    private static func defaults(for type: RuleType?) -> [(String, WrittenValue)] {
        switch type {
        case .query, .savedQuery, .threshold, .threatMatch, .newTerms:
            [("author", .array([])), ("language", .string("kuery"))]
        case .eql, .esql, .machineLearning, nil: [("author", .array([]))]
        }
    }
}

extension JSONValue {
    /// A rule from Kibana as its API accepts it: without the server's bookkeeping, in the form of today.
    package var asCreateBody: JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(
            members.compactMap { member in
                if RepositoryForm.isBookkeeping(member.name) { return nil }
                guard member.name == "investigation_fields", case .array(let names) = member.value else {
                    return member
                }
                if names.isEmpty { return nil }
                return Member(member.name, .object([Member("field_names", .array(names))]))
            })
    }
}

extension WrittenValue {
    /// The value without members that are null; their pointers (RFC 6901) are added to `nulls`. Nulls in lists stay.
    package func withoutNulls(below pointer: String, _ nulls: inout [String]) -> WrittenValue {
        switch self {
        case .table(let table):
            var kept = WrittenTable()
            kept.below = table.below
            for var entry in table.entries {
                let place = pointer + "/" + entry.key.pointerToken
                if entry.value == .null {
                    nulls.append(place)
                    continue
                }
                entry.value = entry.value.withoutNulls(below: place, &nulls)
                kept.entries.append(entry)
            }
            return .table(kept)
        case .array(let items):
            return .array(
                items.enumerated().map { $0.element.withoutNulls(below: "\(pointer)/\($0.offset)", &nulls) })
        case .string, .integer, .float, .boolean, .date, .null: return self
        }
    }
}
