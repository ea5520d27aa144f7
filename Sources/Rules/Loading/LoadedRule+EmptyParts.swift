package import Diagnostics
import Documents
import SourceText

// Keys of a rule's type that are there and say nothing.
extension LoadedRule {
    /// Empty lists and values without which rules of the type detect nothing: jobs, new terms and their history window,
    /// indicator mappings.
    package var emptyParts: [Diagnostic] {
        switch rule.elastic.type?.value {
        case .machineLearning: [emptyJobs].compactMap { $0 }
        case .newTerms: [emptyNewTerms, emptyHistoryWindow].compactMap { $0 }
        case .threatMatch: emptyMappings
        case .query, .savedQuery, .eql, .esql, .threshold, nil: []
        }
    }

    private var emptyJobs: Diagnostic? {
        guard let entry = rule.entry("machine_learning_job_id"), entry.value.array?.isEmpty == true else { return nil }
        return empty("ml-job-missing", "`machine_learning_job_id` is empty", entry.value.range)
            .help("name at least one anomaly detection job")
    }

    private var emptyNewTerms: Diagnostic? {
        guard let fields = rule.elastic.newTerms?.fields, fields.items.isEmpty else { return nil }
        return empty("new-terms-field-count", "the list of fields is empty", fields.range)
            .help("name one to three fields")
    }

    private var emptyHistoryWindow: Diagnostic? {
        guard let terms = rule.elastic.newTerms else { return nil }
        let help = "write how far back the history goes, such as `now-7d`"
        if let start = terms.historyWindowStart {
            guard start.text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else { return nil }
            return empty("history-window-start-missing", "the start of the history window is empty", start.range)
                .help(help)
        }
        guard let list = rule.ruleEntry?.value["new_terms"]?["history_window_start"], list.array?.isEmpty == true
        else { return nil }
        return empty("history-window-start-missing", "the rule has no history window", list.range).help(help)
    }

    private var emptyMappings: [Diagnostic] {
        guard let list = rule.entry("threat_mapping")?.value, let groups = list.array else { return [] }
        let help = "add an entry with a field of the event and the indicator field to compare it with"
        if groups.isEmpty {
            return [empty("threat-mapping-empty", "the threat mapping has no group", list.range).help(help)]
        }
        return groups.compactMap { group in
            guard let entries = group["entries"], entries.array?.isEmpty == true else { return nil }
            return empty("threat-mapping-empty", "the group has no entry", entries.range).help(help)
        }
    }

    private func empty(_ id: String, _ message: String, _ range: ByteRange) -> Diagnostic {
        Diagnostic(id, category: "metadata", .error, message, at: Label(Location(source.id, range)))
    }
}
