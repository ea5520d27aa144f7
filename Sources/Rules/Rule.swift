package import Diagnostics
package import Documents
package import SourceText

/// A detection rule as its file states it: what rules of every dialect have, and the body of its dialect.
///
/// Members of the wrong type are absent here; the document still has them.
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
    package var severity: RuleText?
    package var riskScore: Spanned<Int64>?
    package var license: RuleText?
    package var author: RuleList?
    package var tags: RuleList?
    package var references: RuleList?
    package var falsePositives: RuleList?
    package var threat: [RuleThreat] = []

    /// What only Elastic's rules have; all of it is absent in a rule of another dialect.
    package var elastic = ElasticBody()

    package init(source: SourceID, document: Document) {
        self.source = source
        self.document = document
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
