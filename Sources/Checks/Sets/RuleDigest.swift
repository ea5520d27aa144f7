import Documents
import Queries
import Rules

/// A number for what a rule looks for and where: two rules of one number find the same events.
///
/// Layout, order and repetition in the query do not count, nor does anything that only describes the rule or says when it
/// runs.
enum RuleDigest {
    /// Keys besides the detection that decide where it looks, and what becomes of what it finds.
    private static let keys = ["building_block_type", "data_view_id", "event_category_override", "saved_id"]

    /// Keys of detections that cannot be read whole: they are compared as they are written.
    private static let detectionKeys = [
        "anomaly_threshold", "filters", "history_window_start", "machine_learning_job_id", "new_terms",
        "new_terms_fields", "threat_filters", "threat_index", "threat_language", "threat_mapping",
        "threat_query", "threshold", "tiebreaker_field", "timestamp_field",
    ]

    /// nil for a rule that asks for nothing of its own: without query and job.
    static func digest(of view: RuleView) -> ExprDigest? {
        let rule = view.rule
        let text = rule.elastic.query?.text
        if let text, !text.utf8.contains(where: { $0 > 0x20 }) { return nil }
        if text == nil, rule.entry("machine_learning_job_id") == nil { return nil }
        var writer = DigestWriter("rule")
        writer.add(rule.elastic.type?.value.rawValue ?? "")
        writer.add(rule.elastic.language?.text ?? "")
        for pattern in Set(rule.elastic.index?.values ?? []).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        {
            writer.add(pattern)
        }
        for key in keys { write(key, of: rule, to: &writer) }
        let isSound = view.query?.issues.isEmpty ?? true
        let filters = view.query == nil ? view.filters.first : nil
        if isSound, let detection = rule.detection(view.query, filters: filters).detection {
            writer.add(detection.digest(query: view.clauses.digest))
        } else {
            for key in detectionKeys { write(key, of: rule, to: &writer) }
            writer.add(wordsOf: text ?? "")
        }
        return writer.digest
    }

    private static func write(_ key: String, of rule: Rule, to writer: inout DigestWriter) {
        guard let entry = rule.entry(key) else { return }
        writer.add(key)
        write(entry.value, to: &writer)
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
