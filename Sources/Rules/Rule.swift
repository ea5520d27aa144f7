package import Diagnostics
package import Documents
package import SourceText

/// A detection rule as its file states it: what rules of every dialect have, and the body of its dialect.
///
/// Members of the wrong type are absent here; the document still has them. A class whose members never change: it is some
/// kilobytes that two hundred checks would copy.
package final class Rule: Sendable {
    package let source: SourceID
    /// The whole document: unknown keys are kept there, never dropped.
    package let document: Document
    package let form: RuleForm
    /// The `[metadata]` and `[rule]` tables; of Kibana's objects the second is the object, or an asset's attributes.
    package let metadataEntry: Entry?
    package let ruleEntry: Entry?
    package let metadata: RuleMetadata

    package let id: RuleText?
    package let name: RuleText?
    package let description: RuleText?
    package let severity: RuleText?
    package let riskScore: Spanned<Int64>?
    package let license: RuleText?
    package let author: RuleList?
    package let tags: RuleList?
    package let references: RuleList?
    package let falsePositives: RuleList?
    package let threat: [RuleThreat]

    /// What only Elastic's rules have; all of it is absent in a rule of another dialect.
    package let elastic: ElasticBody

    init(_ draft: RuleDraft) {
        source = draft.source
        document = draft.document
        form = draft.form
        metadataEntry = draft.metadataEntry
        ruleEntry = draft.ruleEntry
        metadata = draft.metadata
        id = draft.id
        name = draft.name
        description = draft.description
        severity = draft.severity
        riskScore = draft.riskScore
        license = draft.license
        author = draft.author
        tags = draft.tags
        references = draft.references
        falsePositives = draft.falsePositives
        threat = draft.threat
        elastic = draft.elastic
    }

    /// A diagnostic about the rule as a whole, at its id where it has one.
    package func diagnostic(
        _ id: String, category: String, _ severity: Severity, _ message: String
    ) -> Diagnostic {
        let range = self.id?.range ?? ruleEntry?.keyRange ?? document.root.range
        var diagnostic = Diagnostic(id, category: category, severity, message, at: Label(Location(source, range)))
        diagnostic.ruleID = self.id?.text
        return diagnostic
    }

    /// A key of the `[rule]` table as the file has it, typed above or not; the first one if it occurs twice.
    package func entry(_ key: String) -> Entry? { ruleEntry?.value.table?[key] }
}
