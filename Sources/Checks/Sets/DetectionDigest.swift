import Documents
import Queries
import Rules

/// A number for what a rule looks for and where: two rules of one number find the same events.
///
/// Layout, order and repetition in the query do not count, nor does anything that only describes the rule or says when it
/// runs.
enum DetectionDigest {
    /// Keys besides type, indices and query that decide what is found, or what becomes of it.
    private static let keys = [
        "anomaly_threshold", "building_block_type", "data_view_id", "event_category_override", "filters",
        "history_window_start", "machine_learning_job_id", "new_terms", "new_terms_fields", "saved_id",
        "threat_filters", "threat_index", "threat_language", "threat_mapping", "threat_query", "threshold",
        "tiebreaker_field", "timestamp_field",
    ]

    /// nil for a rule that asks for nothing of its own: without query and job.
    static func digest(of rule: Rule, _ query: RuleQuery?, _ clauses: QueryClauses) -> ExprDigest? {
        var writer = DigestWriter("rule")
        writer.add(rule.elastic.type?.value.rawValue ?? "")
        writer.add(rule.elastic.queryLanguage?.rawValue ?? rule.elastic.language?.text ?? "")
        for pattern in Set(rule.elastic.index?.values ?? []).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        {
            writer.add(pattern)
        }
        for key in keys {
            guard let entry = rule.entry(key) else { continue }
            writer.add(key)
            write(entry.value, to: &writer)
        }
        if let text = rule.elastic.query?.text {
            guard text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
            if let query, query.issues.isEmpty, let expr = query.expr, !expr.isAlwaysTrue {
                writer.add(clauses.digest ?? expr.digest)
            } else {
                writer.add(wordsOf: text)
            }
        } else if rule.entry("machine_learning_job_id") == nil {
            return nil
        }
        return writer.digest
    }

    /// Depth is bounded by the readers' limit. Keys of a table in any order are the same table.
    private static func write(_ node: Node, to writer: inout DigestWriter) {
        switch node.value {
        case .string(let scalar): writer.add(scalar.text)
        case .integer(let number): writer.add(UInt64(bitPattern: number))
        case .float(let number): writer.add(number.bitPattern)
        case .boolean(let flag): writer.add(flag ? 1 : 0 as UInt64)
        case .date, .null, .invalid: writer.add(node.spelling?.text ?? "")
        case .array(let items):
            writer.add(UInt64(items.count))
            for item in items { write(item, to: &writer) }
        case .table(let table):
            writer.add(UInt64(table.entries.count))
            for entry in table.entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                writer.add(entry.key)
                write(entry.value, to: &writer)
            }
        }
    }
}
