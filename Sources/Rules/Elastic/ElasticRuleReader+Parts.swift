import Documents
import SourceText

// The tables below `[rule]`, and `[transform]`.
extension ElasticRuleReader {
    static func readParts(_ table: Table, into rule: inout RuleDraft) {
        rule.elastic.alertSuppression = suppression(table)
        rule.elastic.threshold = threshold(table)
        rule.elastic.newTerms = newTerms(table)
        rule.elastic.threatMatch = threatMatch(table)
        rule.elastic.machineLearning.jobIDs = table.list("machine_learning_job_id", acceptsText: true)
        rule.elastic.machineLearning.anomalyThreshold = table.integer("anomaly_threshold")
        rule.elastic.severityMapping = mappings(table, "severity_mapping")
        rule.elastic.riskScoreMapping = mappings(table, "risk_score_mapping")
        rule.elastic.relatedIntegrations = table.tables("related_integrations").map { node, entry in
            RuleIntegration(
                packageName: entry.text("package"), version: entry.text("version"),
                integration: entry.text("integration"), range: node.range)
        }
        rule.elastic.requiredFields = table.tables("required_fields").map { node, entry in
            RuleRequiredField(
                name: entry.text("name"), type: entry.text("type"), isECS: entry.boolean("ecs"), range: node.range)
        }
        rule.elastic.exceptionLists = table.tables("exceptions_list").map { node, entry in
            RuleException(
                id: entry.text("id"), listID: entry.text("list_id"), type: entry.text("type"),
                namespaceType: entry.text("namespace_type"), range: node.range)
        }
        rule.elastic.actions = table.tables("actions").map { node, entry in action(entry, node.range) }
        rule.elastic.responseActions = table.tables("response_actions").map { node, entry in
            RuleResponseAction(typeID: entry.text("action_type_id"), params: entry["params"], range: node.range)
        }
    }

    private static func suppression(_ table: Table) -> RuleSuppression? {
        guard let (entry, members) = table.member("alert_suppression") else { return nil }
        var suppression = RuleSuppression(range: entry.value.range, keyRange: entry.keyRange)
        suppression.groupBy = members.list("group_by")
        suppression.missingFieldsStrategy = members.text("missing_fields_strategy")
        if let (entry, members) = members.member("duration") {
            suppression.duration = RuleDuration(
                value: members.integer("value"), unit: members.text("unit"), range: entry.value.range,
                keyRange: entry.keyRange)
        }
        return suppression
    }

    private static func threshold(_ table: Table) -> RuleThreshold? {
        guard let (entry, members) = table.member("threshold") else { return nil }
        let cardinality = members.tables("cardinality").map { node, entry in
            RuleCardinality(field: entry.text("field"), value: entry.integer("value"), range: node.range)
        }
        return RuleThreshold(
            fields: members.list("field", acceptsText: true), value: members.integer("value"),
            cardinality: cardinality, range: entry.value.range, keyRange: entry.keyRange)
    }

    private static func newTerms(_ table: Table) -> RuleNewTerms? {
        guard let (entry, members) = table.member("new_terms") else { return flatNewTerms(table) }
        let windows = members.tables("history_window_start").map { node, entry in
            RuleHistoryWindow(field: entry.text("field"), value: entry.text("value"), range: node.range)
        }
        return RuleNewTerms(
            fieldName: members.text("field"), fields: members.list("value"), windows: windows,
            range: entry.value.range, keyRange: entry.keyRange)
    }

    private static func flatNewTerms(_ table: Table) -> RuleNewTerms? {
        guard let entry = table["new_terms_fields"] ?? table["history_window_start"] else { return nil }
        let start = table.text("history_window_start")
        return RuleNewTerms(
            fields: table.list("new_terms_fields"),
            windows: start.map { [RuleHistoryWindow(value: $0, range: $0.range)] } ?? [],
            range: entry.value.range, keyRange: entry.keyRange)
    }

    private static func threatMatch(_ table: Table) -> RuleThreatMatch {
        var match = RuleThreatMatch()
        match.index = table.list("threat_index")
        match.query = table.text("threat_query")
        match.language = table.text("threat_language")
        match.filters = table["threat_filters"]
        match.queryFilters = RuleFilter.list(match.filters?.value)
        match.indicatorPath = table.text("threat_indicator_path")
        match.concurrentSearches = table.integer("concurrent_searches")
        match.itemsPerSearch = table.integer("items_per_search")
        match.mapping = table.tables("threat_mapping").map { node, group in
            var result = RuleThreatGroup(
                range: node.range, keyRange: group["entries"]?.keyRange ?? ByteRange(at: node.range.start))
            result.entries = group.tables("entries").map { node, entry in
                RuleThreatPair(
                    field: entry.text("field"), type: entry.text("type"), value: entry.text("value"),
                    negate: entry.boolean("negate"), range: node.range)
            }
            return result
        }
        return match
    }

    private static func mappings(_ table: Table, _ key: String) -> [RuleMapping] {
        table.tables(key).map { node, entry in
            RuleMapping(
                field: entry.text("field"), comparison: entry.text("operator"), value: entry.text("value"),
                severity: entry.text("severity"), riskScore: entry.integer("risk_score"), range: node.range)
        }
    }

    private static func action(_ table: Table, _ range: ByteRange) -> RuleAction {
        var action = RuleAction(range: range)
        action.typeID = table.text("action_type_id")
        action.id = table.text("id")
        action.group = table.text("group")
        action.uuid = table.text("uuid")
        action.params = table["params"]
        action.alertsFilter = table["alerts_filter"]
        if let (entry, members) = table.member("frequency") {
            action.frequency = RuleActionFrequency(
                summary: members.boolean("summary"), notifyWhen: members.text("notifyWhen"),
                throttle: members.text("throttle"), range: entry.value.range, keyRange: entry.keyRange)
        }
        return action
    }

    static func transform(_ root: Table?) -> RuleTransform? {
        guard let (entry, table) = root?.member("transform") else { return nil }
        var transform = RuleTransform(range: entry.value.range, keyRange: entry.keyRange)
        transform.osquery = table.tables("osquery").map { node, entry in
            RuleOsquery(
                label: entry.text("label"), query: entry.text("query"), ecsMapping: entry["ecs_mapping"],
                range: node.range)
        }
        transform.investigate = table.tables("investigate").map { node, entry in
            var result = RuleInvestigate(range: node.range)
            result.label = entry.text("label")
            result.description = entry.text("description")
            result.relativeFrom = entry.text("relativeFrom")
            result.relativeTo = entry.text("relativeTo")
            result.providers = (entry["providers"]?.value.array ?? []).map { list in
                (list.array ?? []).compactMap { node in node.table.map { provider($0, node.range) } }
            }
            return result
        }
        return transform
    }

    private static func provider(_ table: Table, _ range: ByteRange) -> RuleProvider {
        RuleProvider(
            excluded: table.boolean("excluded"), field: table.text("field"), queryType: table.text("queryType"),
            value: table.text("value"), valueType: table.text("valueType"), range: range)
    }
}
