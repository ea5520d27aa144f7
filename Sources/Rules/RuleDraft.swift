import Documents
import SourceText

/// A rule while a reader fills it in; the members are those of `Rule`.
struct RuleDraft {
    var source: SourceID
    var document: Document
    var form = RuleForm.file
    var metadataEntry: Entry?
    var ruleEntry: Entry?
    var metadata = RuleMetadata()
    var id: RuleText?
    var name: RuleText?
    var description: RuleText?
    var severity: RuleText?
    var riskScore: Spanned<Int64>?
    var license: RuleText?
    var author: RuleList?
    var tags: RuleList?
    var references: RuleList?
    var falsePositives: RuleList?
    var threat: [RuleThreat] = []
    var elastic = ElasticBody()

    init(source: SourceID, document: Document) {
        self.source = source
        self.document = document
    }
}
