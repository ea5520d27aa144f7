package import Documents
package import Queries

/// What only Elastic's rules have, in rule files and in Kibana's JSON.
package struct ElasticBody: Sendable {
    package var type: Spanned<RuleType>?
    package var language: RuleText?
    package var query: RuleText?
    package var index: RuleList?
    package var dataViewID: RuleText?
    package var from: RuleText?
    package var to: RuleText?
    package var interval: RuleText?
    package var maxSignals: Spanned<Int64>?
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
    /// `filters` as it is written: a list of free tables.
    package var filters: Entry?
    /// The same, each one read.
    package var queryFilters: [RuleFilter] = []
    /// `threat` for single versions of a framework; only Elastic's repository knows them.
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

    package init() {}

    /// The language of the query; nil where `language` is missing or is not a name of one. Spellings that Kibana does
    /// not accept (`kql`, `Lucene`) are understood: a check reports them.
    package var queryLanguage: QueryLanguage? { language.flatMap { QueryLanguage(ofRules: $0.text) } }
}
