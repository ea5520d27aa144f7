package import Queries
package import Schemas

/// The query of a rule, parsed and typed with the schemas of the rule's index patterns.
package struct RuleQuery: Sendable {
    package var text: RuleText
    package var tree: KQLQuery
    package var facts: QueryFacts
    package var fields: FieldScope
    package var expr: Expr
    /// Syntax first, then fields and values. Ranges are bytes of the query's text; `text.sourceRange` maps them.
    package var issues: [QueryIssue]

    package init(
        text: RuleText, tree: KQLQuery, facts: QueryFacts, fields: FieldScope, expr: Expr, issues: [QueryIssue]
    ) {
        self.text = text
        self.tree = tree
        self.facts = facts
        self.fields = fields
        self.expr = expr
        self.issues = issues
    }
}

extension Rule {
    /// Parses the query in the rule's language and types it for a stack with the fields of a catalog; nil without a
    /// query, or in a language that is not read yet (then `language` says which).
    package func parsedQuery(
        stack: StackVersion = .newest, catalog: FieldCatalog = .builtIn
    ) -> RuleQuery? {
        guard let query, language?.text == "kuery" else { return nil }
        let tree = KQL.parse(query.text)
        let facts = KQL.facts(tree)
        var selection = FieldSelection(stack: stack)
        selection.indexPatterns = index?.values ?? []
        selection.datasets = facts.datasets.map(\.name)
        selection.modules = facts.modules.map(\.name)
        selection.integrations = metadata.integration?.values ?? []
        let scope = catalog.scope(selection)
        let lowered = KQL.lower(tree, fields: scope)
        return RuleQuery(
            text: query, tree: tree, facts: facts, fields: scope, expr: lowered.expr,
            issues: tree.issues + lowered.issues)
    }

    /// What to run; nil while the query has syntax errors or the type of rule cannot be run yet.
    package func runnable(_ query: RuleQuery) -> RunnableRule? {
        guard type?.value == .query, query.tree.issues.isEmpty, let id, let name else { return nil }
        let techniques = threat.flatMap { entry in
            entry.techniques.flatMap { [$0.object.id?.text] + $0.subtechniques.map { $0.id?.text } }
        }
        return RunnableRule(
            id: id.text, name: name.text, severity: severity?.text ?? "", riskScore: riskScore?.value ?? 0,
            threat: techniques.compactMap { $0 }, indexPatterns: index?.values ?? [], detection: .event(query.expr))
    }
}
