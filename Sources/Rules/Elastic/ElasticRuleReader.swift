package import Documents
import SourceText

/// Reads a rule from the layout of Elastic's rule files, in TOML or YAML.
package enum ElasticRuleReader {
    /// The rule of a document. Never fails: what is missing or of the wrong type is absent.
    package static func read(_ document: Document) -> Rule {
        var rule = Rule(source: document.source, document: document)
        let root = document.root.table
        rule.metadataEntry = root?["metadata"]
        rule.ruleEntry = root?["rule"]
        if let table = rule.metadataEntry?.value.table { rule.metadata = metadata(table) }
        if let table = rule.ruleEntry?.value.table {
            readIdentity(table, into: &rule)
            readDetection(table, into: &rule)
            readTexts(table, into: &rule)
            rule.threat = threat(table["threat"])
        }
        return rule
    }

    private static func metadata(_ table: Table) -> RuleMetadata {
        var metadata = RuleMetadata()
        metadata.creationDate = text(table, "creation_date")
        metadata.updatedDate = text(table, "updated_date")
        metadata.deprecationDate = text(table, "deprecation_date")
        metadata.maturity = text(table, "maturity")
        metadata.minStackVersion = text(table, "min_stack_version")
        metadata.minStackComments = text(table, "min_stack_comments")
        metadata.integration = list(table, "integration", acceptsText: true)
        return metadata
    }

    private static func readIdentity(_ table: Table, into rule: inout Rule) {
        rule.id = text(table, "rule_id")
        rule.name = text(table, "name")
        rule.description = text(table, "description")
        rule.type = text(table, "type").flatMap { text in
            RuleType(rawValue: text.text).map { Spanned($0, range: text.range, keyRange: text.keyRange) }
        }
        rule.severity = text(table, "severity")
        rule.riskScore = integer(table, "risk_score")
        rule.isEnabled = table["enabled"].flatMap { entry in
            entry.value.boolean.map { Spanned($0, range: entry.value.range, keyRange: entry.keyRange) }
        }
        rule.buildingBlockType = text(table, "building_block_type")
        rule.author = list(table, "author")
        rule.tags = list(table, "tags")
    }

    private static func readDetection(_ table: Table, into rule: inout Rule) {
        rule.language = text(table, "language")
        rule.query = text(table, "query")
        rule.index = list(table, "index")
        rule.dataViewID = text(table, "data_view_id")
        rule.filters = table["filters"]
        rule.alertSuppression = table["alert_suppression"]
        rule.from = text(table, "from")
        rule.to = text(table, "to")
        rule.interval = text(table, "interval")
        rule.maxSignals = integer(table, "max_signals")
        rule.timestampOverride = text(table, "timestamp_override")
        rule.ruleNameOverride = text(table, "rule_name_override")
        rule.investigationFields = table["investigation_fields"]?.value.table.flatMap {
            list($0, "field_names")
        }
    }

    private static func readTexts(_ table: Table, into rule: inout Rule) {
        rule.license = text(table, "license")
        rule.note = text(table, "note")
        rule.setup = text(table, "setup")
        rule.timelineID = text(table, "timeline_id")
        rule.timelineTitle = text(table, "timeline_title")
        rule.references = list(table, "references")
        rule.falsePositives = list(table, "false_positives")
    }

    private static func threat(_ entry: Entry?) -> [RuleThreat] {
        guard let entry, let items = entry.value.array else { return [] }
        return items.compactMap { item in
            guard let table = item.table else { return nil }
            var threat = RuleThreat(range: item.range, keyRange: item.range)
            threat.framework = text(table, "framework")
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
        object.id = text(table, "id")
        object.name = text(table, "name")
        object.reference = text(table, "reference")
        return object
    }
}

// Members by the kind that is wanted.
extension ElasticRuleReader {
    /// A null is no value, however it is spelled.
    private static func scalar(_ node: Node) -> StringScalar? {
        if case .null = node.value { return nil }
        return node.textScalar
    }

    private static func text(_ table: Table, _ key: String) -> RuleText? {
        guard let entry = table[key], let scalar = scalar(entry.value) else { return nil }
        return RuleText(scalar: scalar, range: entry.value.range, keyRange: entry.keyRange)
    }

    private static func integer(_ table: Table, _ key: String) -> Spanned<Int64>? {
        guard let entry = table[key], let value = entry.value.integer else { return nil }
        return Spanned(value, range: entry.value.range, keyRange: entry.keyRange)
    }

    /// Items that are no text are left out; a single text counts as a list of one where the key takes both.
    private static func list(_ table: Table, _ key: String, acceptsText: Bool = false) -> RuleList? {
        guard let entry = table[key] else { return nil }
        if let nodes = entry.value.array {
            let items = nodes.compactMap { node in
                scalar(node).map { Spanned($0.text, range: node.range, keyRange: node.range) }
            }
            return RuleList(items: items, range: entry.value.range, keyRange: entry.keyRange)
        }
        guard acceptsText, let scalar = scalar(entry.value) else { return nil }
        let item = Spanned(scalar.text, range: entry.value.range, keyRange: entry.value.range)
        return RuleList(items: [item], range: entry.value.range, keyRange: entry.keyRange, isWrittenAsList: false)
    }
}
