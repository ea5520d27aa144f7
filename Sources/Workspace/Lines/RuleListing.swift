import Documents
package import Rules
package import SourceText

/// The readable form of the typed rule: `inspect --stage rule`. One member a line with the place of its value.
package enum RuleListing {
    /// Each line ends with a line feed; absent members are omitted.
    package static func text(_ rule: Rule, _ source: SourceFile) -> String {
        var printer = Printer(source: source)
        printer.text("id", rule.id)
        printer.text("name", rule.name)
        if let type = rule.elastic.type { printer.line("type", type.value.rawValue, type.range) }
        printer.text("language", rule.elastic.language)
        printer.text("severity", rule.severity)
        printer.number("risk_score", rule.riskScore)
        printer.list("index", rule.elastic.index)
        printer.text("data_view_id", rule.elastic.dataViewID)
        printer.text("query", rule.elastic.query)
        printer.text("from", rule.elastic.from)
        printer.text("to", rule.elastic.to)
        printer.text("interval", rule.elastic.interval)
        printer.number("max_signals", rule.elastic.maxSignals)
        printer.text("timestamp_override", rule.elastic.timestampOverride)
        printer.text("license", rule.license)
        printer.list("author", rule.author)
        printer.list("tags", rule.tags)
        printer.list("references", rule.references)
        printer.list("false_positives", rule.falsePositives)
        printer.text("description", rule.description)
        printer.text("note", rule.elastic.note)
        printer.text("setup", rule.elastic.setup)
        printer.parts(rule)
        printer.text("metadata.creation_date", rule.metadata.creationDate)
        printer.text("metadata.updated_date", rule.metadata.updatedDate)
        printer.text("metadata.maturity", rule.metadata.maturity)
        printer.text("metadata.min_stack_version", rule.metadata.minStackVersion)
        printer.list("metadata.integration", rule.metadata.integration)
        for threat in rule.threat { printer.threat(threat) }
        return printer.result
    }

    private struct Printer {
        let source: SourceFile
        var result = ""

        mutating func text(_ name: String, _ value: RuleText?) {
            if let value { line(name, JSONValue.string(value.text).text, value.range) }
        }

        mutating func number(_ name: String, _ value: Spanned<Int64>?) {
            if let value { line(name, String(value.value), value.range) }
        }

        mutating func list(_ name: String, _ list: RuleList?) {
            guard let list else { return }
            line(name, "\(list.items.count) item\(list.items.count == 1 ? "" : "s")", list.range)
            for item in list.items { line("  -", JSONValue.string(item.value).text, item.range) }
        }

        /// The tables that go with the type of the rule, and what Kibana does with alerts.
        mutating func parts(_ rule: Rule) {
            if let threshold = rule.elastic.threshold {
                list("threshold.field", threshold.fields)
                number("threshold.value", threshold.value)
                for entry in threshold.cardinality {
                    text("threshold.cardinality.field", entry.field)
                    number("threshold.cardinality.value", entry.value)
                }
            }
            list("new_terms.value", rule.elastic.newTerms?.fields)
            text("new_terms.history_window_start", rule.elastic.newTerms?.historyWindowStart)
            list("threat_index", rule.elastic.threatMatch.index)
            text("threat_query", rule.elastic.threatMatch.query)
            text("threat_language", rule.elastic.threatMatch.language)
            for pair in rule.elastic.threatMatch.mapping.flatMap(\.entries) {
                text("threat_mapping.field", pair.field)
                text("threat_mapping.value", pair.value)
            }
            list("machine_learning_job_id", rule.elastic.machineLearning.jobIDs)
            number("anomaly_threshold", rule.elastic.machineLearning.anomalyThreshold)
            if let suppression = rule.elastic.alertSuppression {
                list("alert_suppression.group_by", suppression.groupBy)
                number("alert_suppression.duration.value", suppression.duration?.value)
                text("alert_suppression.duration.unit", suppression.duration?.unit)
                text("alert_suppression.missing_fields_strategy", suppression.missingFieldsStrategy)
            }
            for filter in rule.elastic.queryFilters { self.filter("filters", filter) }
            for filter in rule.elastic.threatMatch.queryFilters { self.filter("threat_filters", filter) }
            for entry in rule.elastic.exceptionLists { text("exceptions_list.list_id", entry.listID) }
            for action in rule.elastic.actions { text("actions.action_type_id", action.typeID) }
            for action in rule.elastic.responseActions { text("response_actions.action_type_id", action.typeID) }
        }

        mutating func filter(_ name: String, _ filter: RuleFilter) {
            var words = filter.isDisabled ? ["disabled"] : []
            if filter.isNegated { words.append("not") }
            words += [filter.meta?.type?.text ?? "clause", filter.meta?.key?.text].compactMap { $0 }
            line(name, JSONValue.string(words.joined(separator: " ")).text, filter.node.range)
            for part in filter.parts { self.filter("  \(name)", part) }
        }

        mutating func threat(_ threat: RuleThreat) {
            line("threat", threat.framework.map { JSONValue.string($0.text).text } ?? "without framework", threat.range)
            if let tactic = threat.tactic { object("  tactic", tactic) }
            for technique in threat.techniques {
                object("  technique", technique.object)
                for subtechnique in technique.subtechniques { object("    subtechnique", subtechnique) }
            }
        }

        mutating func object(_ name: String, _ object: ThreatObject) {
            let words = [object.id?.text, object.name?.text, object.reference?.text].compactMap { $0 }
            line(name, words.map { JSONValue.string($0).text }.joined(separator: " "), object.range)
        }

        mutating func line(_ name: String, _ value: String, _ range: ByteRange) {
            let start = source.position(at: range.start)
            result += "\(name) \(value)  \(start.line):\(start.column)\n"
        }
    }
}
