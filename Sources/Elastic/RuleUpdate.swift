package import Documents
import Queries
package import Rules
import Schemas
import SourceText

/// Brings a rule file up to what Kibana says of its rule today, and leaves what Kibana knows nothing of: `[metadata]`,
/// comments, suppressions, and the file's own way to say the same.
package enum RuleUpdate {
    /// The tables of the file after the update; nil where Kibana says nothing new.
    ///
    /// - Parameters:
    ///   - file: the file's tables with their comments.
    ///   - rule: the rule of these tables.
    ///   - exported: the tables that `RuleFileText` makes of the exported rule.
    package static func updated(
        _ file: WrittenTable, _ rule: Rule, query: RuleQuery?, with exported: WrittenTable
    ) -> WrittenTable? {
        guard let new = exported["rule"]?.table else { return nil }
        // The object of the API as a file is the rule's table itself.
        let isFlat = rule.form.isKibana
        guard let old = isFlat ? file : file["rule"]?.table else { return nil }
        let built = KibanaRule.json(rule, query: query, stack: .newest)
        let written = KibanaRule.asWritten(rule)
        var table = old
        var isChanged = false
        for entry in new.entries {
            let value = JSONValue(entry.value).comparable
            if built[entry.key]?.comparable == value || written[entry.key]?.comparable == value { continue }
            let isInFile = old[entry.key] != nil || Self.nestedTerms(entry.key, in: old)
            if !isInFile, isImplied(entry.key, value, built) { continue }
            table.update(entry.key, entry.value)
            isChanged = true
        }
        for entry in old.entries where new[entry.key] == nil && built[entry.key] != nil && entry.key != "metadata" {
            // The server answers the others always: an export without them says nothing of them.
            let isOptional =
                RepositoryForm.serverDefault(entry.key) == nil || ["license", "filters"].contains(entry.key)
            guard isOptional else { continue }
            table.remove(entry.key)
            isChanged = true
        }
        guard isChanged else { return nil }
        var result = isFlat ? table : file
        if !isFlat { result["rule"] = .table(table) }
        let day = exported["metadata"]?.table?["updated_date"]?.string
        if var metadata = file["metadata"]?.table, let day, let before = metadata["updated_date"]?.string, before < day
        {
            metadata["updated_date"] = .string(day)
            result["metadata"] = .table(metadata)
        }
        return result
    }

    /// Whether a file need not say a value: the server fills it in, the build derives it, or a lock counts it.
    private static func isImplied(_ key: String, _ value: JSONValue, _ built: JSONValue) -> Bool {
        if key == "version" { return true }
        if ["required_fields", "related_integrations"].contains(key), built[key] != nil { return true }
        return RepositoryForm.serverDefault(key) == value
    }

    private static func nestedTerms(_ key: String, in table: WrittenTable) -> Bool {
        WrittenTable.termKeys.contains(key) && table["new_terms"]?.table != nil
    }
}

extension RepositoryForm {
    /// What the server answers for a rule that does not state the key (kibana-validation §2 and §3); nil for keys that
    /// are then absent.
    static func serverDefault(_ key: String) -> JSONValue? {
        switch key {
        case "enabled": .bool(false)
        case "interval": .string("5m")
        case "from": .string("now-6m")
        case "to": .string("now")
        case "max_signals": .integer(100)
        case "version": .integer(1)
        case "setup", "license", "query": .string("")
        case "language": .string("kuery")
        case "threat_indicator_path": .string("threat.indicator")
        case "author", "tags", "references", "false_positives", "risk_score_mapping", "severity_mapping", "threat",
            "related_integrations", "required_fields", "exceptions_list", "actions", "filters":
            .array([])
        default: nil
        }
    }
}

extension WrittenTable {
    fileprivate static let termKeys: Set<String> = ["new_terms_fields", "history_window_start"]

    /// Gives a key another value; comments of what stays are kept.
    fileprivate mutating func update(_ key: String, _ value: WrittenValue) {
        if Self.termKeys.contains(key), self["new_terms"]?.table != nil { return updateTerms(key, value) }
        guard let index = entries.firstIndex(where: { $0.key == key }) else {
            self[key] = value
            return
        }
        entries[index].value = entries[index].value.updated(to: value)
    }

    /// The file's own form of new terms.
    private mutating func updateTerms(_ key: String, _ value: WrittenValue) {
        guard var terms = self["new_terms"]?.table else { return }
        if key == "new_terms_fields" {
            terms["field"] = .string(key)
            terms["value"] = value
        } else {
            terms[key] = .array([.table(["field": .string(key), "value": value])])
        }
        update("new_terms", .table(terms))
    }

    /// Removes a key; the comments above it go to the next one.
    fileprivate mutating func remove(_ key: String) {
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
        let comments = entries.remove(at: index).above
        if index < entries.count {
            entries[index].above = comments + entries[index].above
        } else {
            below = comments + below
        }
    }
}

extension WrittenValue {
    /// The new value with the comments of the old one, where both have the same tables.
    fileprivate func updated(to new: WrittenValue) -> WrittenValue {
        switch (self, new) {
        case (.table(let old), .table(let new)):
            var result = WrittenTable()
            result.below = old.below
            for var entry in old.entries {
                guard let value = new[entry.key] else { continue }
                entry.value = entry.value.updated(to: value)
                result.entries.append(entry)
            }
            for entry in new.entries where old[entry.key] == nil { result.entries.append(entry) }
            return .table(result)
        case (.array(let old), .array(let new)):
            return .array(new.enumerated().map { old.indices.contains($0) ? old[$0].updated(to: $1) : $1 })
        default: return new
        }
    }
}

extension JSONValue {
    /// The value without members that are null, members in one order.
    fileprivate var comparable: JSONValue {
        func stripped(_ value: JSONValue) -> JSONValue {
            switch value {
            case .object(let members):
                .object(members.filter { $0.value != .null }.map { Member($0.name, stripped($0.value)) })
            case .array(let items): .array(items.map(stripped))
            case .null, .bool, .integer, .double, .string: value
            }
        }
        return stripped(self).sorted
    }
}
