package import Diagnostics
package import Documents
package import Queries
package import SourceText

/// A value of a rule with its place.
package struct Spanned<Value: Sendable>: Sendable {
    package var value: Value
    /// The bytes of the value.
    package var range: ByteRange
    /// The bytes of its key; of an item of a list, the item's own.
    package var keyRange: ByteRange

    package init(_ value: Value, range: ByteRange, keyRange: ByteRange) {
        self.value = value
        self.range = range
        self.keyRange = keyRange
    }
}

/// A text of a rule that checks look into: with the map from its bytes to the file.
package struct RuleText: Sendable {
    package var scalar: StringScalar
    package var range: ByteRange
    package var keyRange: ByteRange

    package init(scalar: StringScalar, range: ByteRange, keyRange: ByteRange) {
        self.scalar = scalar
        self.range = range
        self.keyRange = keyRange
    }

    package var text: String { scalar.text }

    /// The bytes of the file that a range of the text's bytes came from.
    package func sourceRange(_ range: ByteRange) -> ByteRange { scalar.map.sourceRange(of: range.start..<range.end) }
}

/// A list of a rule with the place of each item.
package struct RuleList: Sendable {
    package var items: [Spanned<String>]
    package var range: ByteRange
    package var keyRange: ByteRange
    /// Whether the file writes a list (false: a single string stands for a list of one).
    package var isWrittenAsList: Bool

    package init(items: [Spanned<String>], range: ByteRange, keyRange: ByteRange, isWrittenAsList: Bool = true) {
        self.items = items
        self.range = range
        self.keyRange = keyRange
        self.isWrittenAsList = isWrittenAsList
    }

    package var values: [String] { items.map(\.value) }
}

/// A detection rule as its file states it. Members of the wrong type are absent here; the document still has them.
package struct Rule: Sendable {
    package var source: SourceID
    /// The whole document: unknown keys are kept there, never dropped.
    package var document: Document
    package var form = RuleForm.file
    /// The `[metadata]` and `[rule]` tables; of Kibana's objects the second is the object, or an asset's attributes.
    package var metadataEntry: Entry?
    package var ruleEntry: Entry?
    package var metadata = RuleMetadata()

    package var id: RuleText?
    package var name: RuleText?
    package var description: RuleText?
    package var type: Spanned<RuleType>?
    package var severity: RuleText?
    package var riskScore: Spanned<Int64>?
    package var language: RuleText?
    package var query: RuleText?
    package var index: RuleList?
    package var dataViewID: RuleText?
    package var from: RuleText?
    package var to: RuleText?
    package var interval: RuleText?
    package var maxSignals: Spanned<Int64>?
    package var license: RuleText?
    package var note: RuleText?
    package var setup: RuleText?
    package var timestampOverride: RuleText?
    package var ruleNameOverride: RuleText?
    package var buildingBlockType: RuleText?
    package var timelineID: RuleText?
    package var timelineTitle: RuleText?
    package var isEnabled: Spanned<Bool>?
    package var investigationFields: RuleList?
    package var alertSuppression: RuleSuppression?
    /// `filters` as it stands: a list of free tables.
    package var filters: Entry?
    /// The same, each one read.
    package var queryFilters: [RuleFilter] = []
    package var author: RuleList?
    package var tags: RuleList?
    package var references: RuleList?
    package var falsePositives: RuleList?
    package var threat: [RuleThreat] = []
    /// The same for single versions of a framework; only Elastic's repository knows them.
    package var threatMappings: [ThreatMappings] = []
    package var savedID: RuleText?
    package var throttle: RuleText?
    package var version: Spanned<Int64>?
    package var revision: Spanned<Int64>?
    package var timestampField: RuleText?
    package var eventCategoryOverride: RuleText?
    package var tiebreakerField: RuleText?
    package var threshold: RuleThreshold?
    package var newTerms: RuleNewTerms?
    package var threatMatch = RuleThreatMatch()
    package var machineLearning = RuleMachineLearning()
    package var severityMapping: [RuleMapping] = []
    package var riskScoreMapping: [RuleMapping] = []
    package var relatedIntegrations: [RuleIntegration] = []
    package var requiredFields: [RuleRequiredField] = []
    package var exceptionLists: [RuleException] = []
    package var actions: [RuleAction] = []
    package var responseActions: [RuleResponseAction] = []
    package var transform: RuleTransform?

    package init(source: SourceID, document: Document) {
        self.source = source
        self.document = document
    }

    /// The language of the query; nil where `language` is missing or is no name of one. Spellings that Kibana does not
    /// accept (`kql`, `Lucene`) are understood: a check reports them.
    package var queryLanguage: QueryLanguage? { language.flatMap { QueryLanguage(ofRules: $0.text) } }

    /// A diagnostic about the rule as a whole, at its id where it has one.
    package func diagnostic(
        _ id: String, category: String, _ severity: Severity, _ message: String
    ) -> Diagnostic {
        let range = self.id?.range ?? ruleEntry?.keyRange ?? document.root.range
        var diagnostic = Diagnostic(id, category: category, severity, message, at: Label(Location(source, range)))
        diagnostic.ruleID = self.id?.text
        return diagnostic
    }

    /// A key of the `[rule]` table as the file has it, typed above or not; the first one if it stands twice.
    package func entry(_ key: String) -> Entry? { ruleEntry?.value.table?[key] }
}

/// The `[metadata]` table.
package struct RuleMetadata: Sendable {
    package var creationDate: RuleText?
    package var updatedDate: RuleText?
    package var deprecationDate: RuleText?
    package var maturity: RuleText?
    package var minStackVersion: RuleText?
    package var minStackComments: RuleText?
    package var integration: RuleList?

    package init() {}
}

/// The kinds of rule that Kibana knows.
package enum RuleType: String, Sendable, CaseIterable {
    case query, eql, esql, threshold
    case savedQuery = "saved_query"
    case threatMatch = "threat_match"
    case machineLearning = "machine_learning"
    case newTerms = "new_terms"
}

/// One entry of `rule.threat`.
package struct RuleThreat: Sendable {
    package var framework: RuleText?
    package var tactic: ThreatObject?
    package var techniques: [ThreatTechnique] = []
    package var range: ByteRange
    package var keyRange: ByteRange

    package init(range: ByteRange, keyRange: ByteRange) {
        self.range = range
        self.keyRange = keyRange
    }

    /// Whether the framework is ATT&CK (absent counts as such).
    package var isAttack: Bool { framework.map { $0.text == "MITRE ATT&CK" } ?? true }
}

/// One entry of `rule.threat_mappings`: what takes the place of `threat` for a version of the framework.
package struct ThreatMappings: Sendable {
    package var framework: RuleText?
    /// Such as `19`.
    package var version: RuleText?
    package var threat: [RuleThreat]
}

/// Id, name and reference of a tactic, a technique or a sub-technique.
package struct ThreatObject: Sendable {
    package var id: RuleText?
    package var name: RuleText?
    package var reference: RuleText?
    /// The key or header that opens it.
    package var keyRange: ByteRange
    package var range: ByteRange

    package init(range: ByteRange, keyRange: ByteRange) {
        self.range = range
        self.keyRange = keyRange
    }
}

package struct ThreatTechnique: Sendable {
    package var object: ThreatObject
    package var subtechniques: [ThreatObject] = []

    package init(_ object: ThreatObject) { self.object = object }
}
