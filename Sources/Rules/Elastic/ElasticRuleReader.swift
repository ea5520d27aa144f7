package import Documents
import SourceText

/// Reads a rule from the layout of Elastic's rule files, in TOML, YAML or JSON, and from Kibana's own objects.
package enum ElasticRuleReader {
    /// The rule of a document in the layout of rule files. Never fails: what is missing or of the wrong type is absent.
    package static func read(_ document: Document) -> Rule { read(document, .file) }

    static func read(_ document: Document, _ form: RuleForm) -> Rule {
        var rule = RuleDraft(source: document.source, document: document)
        rule.form = form
        let root = document.root.table
        switch form {
        case .file:
            rule.metadataEntry = root?["metadata"]
            rule.ruleEntry = root?["rule"]
            rule.elastic.transform = transform(root)
        case .body, .line, .asset, .stub:
            // A body or a line is the table itself: its brace represents the key that it has not.
            rule.ruleEntry = root?["attributes"] ?? whole(document)
            // Kibana's objects have no table of that name; a flat rule in TOML or YAML may have that of rule files.
            if document.syntax != .json { rule.metadataEntry = root?["metadata"] }
        }
        if let table = rule.metadataEntry?.value.table { rule.metadata = metadata(table) }
        if let table = rule.ruleEntry?.value.table {
            readIdentity(table, into: &rule)
            readDetection(table, into: &rule)
            readTexts(table, into: &rule)
            readParts(table, into: &rule)
            rule.threat = threat(table["threat"])
            rule.elastic.threatMappings = (table["threat_mappings"]?.value.array ?? []).compactMap(\.table).map {
                block in
                ThreatMappings(
                    framework: block.text("framework"), version: block.text("version"), threat: threat(block["threat"]))
            }
        }
        return Rule(rule)
    }

    private static func whole(_ document: Document) -> Entry {
        let root = document.root
        let start = root.range.start
        var value = root
        if document.syntax != .json, let table = root.table, table["metadata"] != nil {
            let members = table.entries.filter { !$0.key.isSame(as: "metadata") }
            value = Node(.table(Table(members, style: table.style)), root.range)
        }
        return Entry(
            key: "rule", keyRange: ByteRange(start, min(start + 1, root.range.end)), value: value, range: root.range)
    }

    private static func metadata(_ table: Table) -> RuleMetadata {
        var metadata = RuleMetadata()
        metadata.creationDate = table.text("creation_date")
        metadata.updatedDate = table.text("updated_date")
        metadata.deprecationDate = table.text("deprecation_date")
        metadata.maturity = table.text("maturity")
        metadata.minStackVersion = table.text("min_stack_version")
        metadata.minStackComments = table.text("min_stack_comments")
        metadata.integration = table.list("integration", acceptsText: true)
        return metadata
    }

    private static func readIdentity(_ table: Table, into rule: inout RuleDraft) {
        rule.id = table.text("rule_id")
        rule.name = table.text("name")
        rule.description = table.text("description")
        rule.elastic.type = table.text("type").flatMap { text in
            RuleType(rawValue: text.text).map { Spanned($0, range: text.range, keyRange: text.keyRange) }
        }
        rule.severity = table.text("severity")
        rule.riskScore = table.integer("risk_score")
        rule.elastic.isEnabled = table.boolean("enabled")
        rule.elastic.version = table.integer("version")
        rule.elastic.revision = table.integer("revision")
        rule.elastic.buildingBlockType = table.text("building_block_type")
        rule.author = table.list("author")
        rule.tags = table.list("tags")
    }

    private static func readDetection(_ table: Table, into rule: inout RuleDraft) {
        rule.elastic.language = table.text("language")
        rule.elastic.query = table.text("query")
        rule.elastic.index = table.list("index")
        rule.elastic.dataViewID = table.text("data_view_id")
        rule.elastic.filters = table["filters"]
        rule.elastic.queryFilters = RuleFilter.list(rule.elastic.filters?.value)
        rule.elastic.savedID = table.text("saved_id")
        rule.elastic.timestampField = table.text("timestamp_field")
        rule.elastic.eventCategoryOverride = table.text("event_category_override")
        rule.elastic.tiebreakerField = table.text("tiebreaker_field")
        rule.elastic.throttle = table.text("throttle")
        rule.elastic.from = table.text("from")
        rule.elastic.to = table.text("to")
        rule.elastic.interval = table.text("interval")
        rule.elastic.maxSignals = table.integer("max_signals")
        rule.elastic.timestampOverride = table.text("timestamp_override")
        rule.elastic.ruleNameOverride = table.text("rule_name_override")
        // Kibana's import takes a bare list, as 8.10 wrote it.
        rule.elastic.investigationFields =
            table.member("investigation_fields")?.table.list("field_names") ?? table.list("investigation_fields")
    }

    private static func readTexts(_ table: Table, into rule: inout RuleDraft) {
        rule.license = table.text("license")
        rule.elastic.note = table.text("note")
        rule.elastic.setup = table.text("setup")
        rule.elastic.timelineID = table.text("timeline_id")
        rule.elastic.timelineTitle = table.text("timeline_title")
        rule.references = table.list("references")
        rule.falsePositives = table.list("false_positives")
    }

    private static func threat(_ entry: Entry?) -> [RuleThreat] {
        guard let entry, let items = entry.value.array else { return [] }
        return items.compactMap { item in
            guard let table = item.table else { return nil }
            var threat = RuleThreat(range: item.range, keyRange: item.range)
            threat.framework = table.text("framework")
            if let tactic = table["tactic"], let members = tactic.value.table {
                threat.tactic = object(members, range: tactic.value.range, keyRange: tactic.keyRange)
            }
            threat.techniques = objects(table, "technique").map { technique, members in
                var result = ThreatTechnique(technique)
                result.subtechniques = objects(members, "subtechnique").map(\.0)
                return result
            }
            return threat
        }
    }

    private static func objects(_ table: Table, _ key: String) -> [(ThreatObject, Table)] {
        (table[key]?.value.array ?? []).compactMap { item in
            item.table.map { (object($0, range: item.range, keyRange: item.range), $0) }
        }
    }

    private static func object(_ table: Table, range: ByteRange, keyRange: ByteRange) -> ThreatObject {
        var object = ThreatObject(range: range, keyRange: keyRange)
        object.id = table.text("id")
        object.name = table.text("name")
        object.reference = table.text("reference")
        return object
    }
}
