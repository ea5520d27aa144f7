package import Diagnostics
import Documents
import Queries
import SourceText

// What keeps a rule from being used. Every command reports the same finding for it, and so do the checks, which may add a
// repair.
extension LoadedRule {
    /// What a command does with a rule.
    package enum Use: Sendable {
        /// Shows it: needs a rule that can be read and has a name.
        case page
        /// Writes it in another form: needs a query without syntax errors as well.
        case conversion
        /// Writes what it detects in another language: needs all that says what it detects.
        case translation
        /// Runs it: needs what identifies it as well.
        case run
    }

    /// Why the rule cannot be used, in the order of the file; empty for one that can.
    ///
    /// Only what keeps the rule from that use is a fault of it. A rule with an invalid `severity` or `risk_score` runs: both
    /// are only copied into alerts, so `lint` reports them, and `match`, `compile` and `test` do not. A rule with an
    /// invalid `filters` or `index` does not run: without them it would match other events.
    package func faults(for use: Use) -> [Diagnostic] {
        var found = readingFaults
        guard found.isEmpty else { return found }
        switch use {
        case .page: found = faults(at: ["name"])
        case .conversion: found = [queryFault].compactMap { $0 }
        case .translation: found = detectionFaults(besides: [])
        case .run: found = detectionFaults(besides: ["rule_id", "name"])
        }
        if found.isEmpty, use == .translation || use == .run { found = detection.findings }
        return found.map(identified).sorted(by: Diagnostic.precedes)
    }

    /// Why the rule cannot be read: errors of its text, or a document without a rule.
    package var readingFaults: [Diagnostic] {
        let unreadable = syntaxFindings.filter { $0.severity == .error }
        if !unreadable.isEmpty { return unreadable }
        return [notARule].compactMap { $0 }
    }

    /// That the document has no rule; nil where it has one. A table whose name is nearly `rule` is an unknown key.
    package var notARule: Diagnostic? {
        if rule.ruleEntry?.value.table != nil { return nil }
        let root = document.root
        let place = ByteRange(at: root.range.start)
        if let entry = rule.ruleEntry {
            return faults(at: []).first ?? NotARuleText.finding("`rule` is not a table", source.id, entry.keyRange)
        }
        guard let table = root.table else {
            let kind = root.array == nil ? root.kindName : "list"
            return NotARuleText.finding("the file holds a \(kind), not tables", source.id, place)
                .help("write a `metadata` and a `rule` table")
        }
        if let misspelt = schemaViolations.first(where: { $0.meantPath == ["rule"] }) {
            return misspelt.finding(in: source.id, type: nil)
        }
        let name = document.syntax == .toml ? "`[rule]` table" : "`rule` table"
        return NotARuleText.finding(
            table.entries.isEmpty ? "the file is empty" : "the file has no \(name)", source.id, place
        )
        .help("put the rule's name, query and other keys into a \(name)")
    }

    /// The keys that say what a rule detects, all that is in them included.
    private static let detectionKeys = [
        "type", "language", "query", "filters", "index", "threshold", "new_terms", "new_terms_fields",
        "history_window_start", "threat_index", "threat_query", "threat_language", "threat_filters", "threat_mapping",
        "machine_learning_job_id", "anomaly_threshold", "event_category_override", "timestamp_field",
        "tiebreaker_field",
    ]

    /// What is wrong with what the rule detects, and with other keys.
    private func detectionFaults(besides keys: [String]) -> [Diagnostic] {
        faults(at: keys + Self.detectionKeys)
            + [missingQuery, languageFault, queryFault, indicatorQueryFault].compactMap { $0 } + emptyParts
    }

    /// Where keys of the rule, or keys in their values, are missing, of the wrong type or unknown.
    private func faults(at keys: [String]) -> [Diagnostic] {
        func concerns(_ path: [String]) -> Bool {
            path == ["rule"] || path.count > 1 && path[0] == "rule" && keys.contains(path[1])
        }
        return schemaViolations.filter { fault in
            switch fault.kind {
            // Which types need a query, and in which language, is a matter of its own.
            case .missingKey: concerns(fault.path) && fault.path != ["rule", "query"]
            case .wrongType: concerns(fault.path)
            // Another name of a language is understood.
            case .wrongWord:
                concerns(fault.path) && (fault.path != ["rule", "language"] || rule.elastic.queryLanguage == nil)
            case .unknownKey: fault.meantPath.map(concerns) ?? false
            case .foreignKey: false
            }
        }.map { $0.finding(in: source.id, type: rule.elastic.type?.value) }
    }

    /// That a rule of a type with a query has none, and no filters in its place.
    package var missingQuery: Diagnostic? {
        guard let entry = rule.ruleEntry, let table = entry.value.table, let type = rule.elastic.type?.value,
            RuleShape.queryTypes.contains(type), type != .savedQuery, table["query"] == nil,
            !schemaViolations.contains(where: { $0.meantPath == ["rule", "query"] })
        else { return nil }
        // Filters alone say which events are meant, but most types of Kibana's rules must have the text as well.
        let isNeeded = rule.form.isKibana && type != .query
        guard isNeeded || table["filters"]?.value.array?.isEmpty != false else { return nil }
        return Diagnostic(
            "empty-query", category: "query", rule.form.isKibana && type == .query ? .warning : .error,
            "the rule has no query", at: Label(Location(source.id, entry.keyRange))
        ).help("add `query`, which says which events the rule is about")
    }

    /// That rules of this type have no query in the rule's language.
    package var languageFault: Diagnostic? {
        guard let language = rule.elastic.language, let name = rule.elastic.queryLanguage, let type = rule.elastic.type
        else { return nil }
        let known = RuleShape.languages(for: type.value)
        guard !known.isEmpty, !known.contains(name) else { return nil }
        return Diagnostic(
            "language-type-mismatch", category: "metadata", .error,
            "rules of type `\(type.value.rawValue)` cannot have a query in `\(language.text)`",
            at: Label(Location(source.id, language.range))
        )
        .label(Location(source.id, type.range), "the type is set here")
        .help("write the language \(WordList.alternatives(known.map(\.rawValue))), or change the type")
    }

    /// What is wrong with the query's text: the first error, as its engine stops there. nil for a blank query, and where
    /// the rule's type has another language: then that is what is wrong.
    package var queryFault: Diagnostic? {
        guard let query = writtenQuery, let issue = queryIssue, rule.elastic.type.map({ query.isOf($0.value) }) ?? true
        else {
            return nil
        }
        if issue.cause == .limit { return fault(issue, at: query.text.sourceRange(issue.range), in: .query) }
        let place = query.text.sourceRange(Self.visible(issue.range, query.text.text))
        var result = fault(issue, at: place, in: .query)
        if source.lines.line(containing: query.text.keyRange.start) != source.lines.line(containing: place.start) {
            result = result.label(
                Location(source.id, query.text.keyRange), "in this \(query.tree.language.title) query")
        }
        return result.help(issue.help).effect(issue.effect)
    }

    /// What is wrong with the text of an indicator match rule's threat query: the first error; nil of other rules.
    package var indicatorQueryFault: Diagnostic? {
        guard rule.elastic.type?.value == .threatMatch, let query = writtenQuery?.indicators,
            let issue = query.issues.first(where: {
                $0.cause == .syntax || $0.cause == .unsupported || $0.cause == .limit
            })
        else { return nil }
        return fault(issue, at: query.text.sourceRange(issue.range), in: .indicatorQuery)
            .help(issue.help).effect(issue.effect)
    }

    /// The finding about an issue, with its message alone.
    private func fault(_ issue: Diagnostic, at place: ByteRange, in part: QueryPart) -> Diagnostic {
        let check = issue.reported(in: part)
        return Diagnostic(
            check.id, category: check.category, .error, issue.message, at: Label(Location(source.id, place)))
    }

    /// The issue that `queryFault` reports: one of the limit before the first of the syntax.
    package var queryIssue: Diagnostic? {
        guard let query = writtenQuery else { return nil }
        if let limit = query.tree.issues.first(where: { $0.cause == .limit }) { return limit }
        let isBlank = query.text.text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return isBlank ? nil : query.issues.first { $0.cause == .syntax || $0.cause == .unsupported }
    }

    /// What is missing at the end is shown after the last word, not after the line ends that follow it.
    private static func visible(_ range: ByteRange, _ text: String) -> ByteRange {
        guard range.start >= text.utf8.count else { return range }
        let end = text.utf8.reversed().drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
        return ByteRange(at: end)
    }

    private func identified(_ finding: Diagnostic) -> Diagnostic {
        guard finding.ruleID == nil, let id = rule.id?.text else { return finding }
        var finding = finding
        finding.ruleID = id
        return finding
    }
}

extension RuleQuery {
    /// Whether rules of a type have queries in the language.
    package func isOf(_ type: RuleType) -> Bool {
        switch (type, tree) {
        case (.eql, .eql): true
        case (.query, .kql), (.savedQuery, .kql), (.threshold, .kql), (.threatMatch, .kql), (.newTerms, .kql): true
        case (.query, .lucene), (.savedQuery, .lucene), (.threshold, .lucene), (.threatMatch, .lucene),
            (.newTerms, .lucene):
            true
        case (.query, .eql), (.savedQuery, .eql), (.threshold, .eql), (.threatMatch, .eql), (.newTerms, .eql): false
        case (.eql, .kql), (.eql, .lucene), (.esql, _), (.machineLearning, _): false
        }
    }
}
