package import Diagnostics
package import Queries
package import Schemas
package import SourceText

/// The query of a rule, parsed and typed with the schemas of the rule's index patterns. A class, because some two hundred
/// checks look at it.
package final class RuleQuery: Sendable {
    package let text: RuleText
    package let tree: QueryTree
    package let facts: QueryFacts
    package let fields: FieldScope
    /// The conditions of the query: one of a query of single events; of a sequence or sample one for each stage, that of
    /// `until` last. None while nothing of the text can be read.
    package let exprs: [Expr]
    /// Syntax first, then fields and values. Ranges are bytes of the query's text; `located` places them in the file.
    package let issues: [Diagnostic]
    /// What the rule's filters ask besides; nil without filters.
    package let filters: RuleRestriction?
    /// What the exceptions of the same input leave; nil without exceptions.
    package let exceptions: RuleRestriction?
    /// The threat query of an indicator match rule, with the threat filters.
    package let indicators: RuleQuery?

    package init(
        text: RuleText, tree: QueryTree, facts: QueryFacts, fields: FieldScope, exprs: [Expr], issues: [Diagnostic],
        filters: RuleRestriction? = nil, exceptions: RuleRestriction? = nil, indicators: RuleQuery? = nil
    ) {
        self.text = text
        self.tree = tree
        self.facts = facts
        self.fields = fields
        self.exprs = exprs
        self.issues = issues
        self.filters = filters
        self.exceptions = exceptions
        self.indicators = indicators
    }

    /// What the query asks of one event; nil of sequences and samples.
    package var expr: Expr? { tree.eql?.statement?.series == nil ? exprs.first : nil }

    /// A diagnostic of the query, placed in the file.
    package func located(_ issue: Diagnostic, in source: SourceID) -> Diagnostic {
        issue.moved(to: source, text.sourceRange)
    }

    /// The same query beside filters or exceptions; nil leaves what it has.
    package func beside(
        filters: RuleRestriction? = nil, exceptions: RuleRestriction? = nil, indicators: RuleQuery? = nil
    ) -> RuleQuery {
        if filters == nil, exceptions == nil, indicators == nil { return self }
        return RuleQuery(
            text: text, tree: tree, facts: facts, fields: fields, exprs: exprs, issues: issues,
            filters: filters ?? self.filters, exceptions: exceptions ?? self.exceptions,
            indicators: indicators ?? self.indicators)
    }
}

/// A parsed query in its language.
package enum QueryTree: Sendable {
    case kql(KQLQuery)
    case eql(EQLQuery)
    case lucene(LuceneQuery)

    /// What is wrong with the text itself.
    package var issues: [Diagnostic] {
        switch self {
        case .kql(let query): query.issues
        case .eql(let query): query.issues
        case .lucene(let query): query.issues
        }
    }

    package var kql: KQLQuery? { if case .kql(let query) = self { query } else { nil } }
    package var eql: EQLQuery? { if case .eql(let query) = self { query } else { nil } }

    package var lucene: LuceneQuery? { if case .lucene(let query) = self { query } else { nil } }

    package var language: QueryLanguage {
        switch self {
        case .kql: .kql
        case .eql: .eql
        case .lucene: .lucene
        }
    }
}

extension Rule {
    /// Parses the query in the rule's language and types it for a stack with the fields of a catalog; nil without a
    /// query, or in a language that is not read yet (then `language` says which).
    package func parsedQuery(
        stack: StackVersion = .newest, catalog: FieldCatalog = .builtIn
    ) -> RuleQuery? {
        guard let text = elastic.query,
            let query = Self.parsed(
                text, elastic.queryLanguage, categoryField: elastic.eventCategoryOverride?.text,
                scope: { scope(of: $0, stack: stack, catalog) })
        else { return nil }
        return query.beside(
            filters: filterQuery(query.facts, stack: stack, catalog: catalog),
            indicators: indicatorQuery(stack: stack, catalog: catalog))
    }

    /// The threat query with the threat filters, typed with the schemas of the threat index.
    private func indicatorQuery(stack: StackVersion, catalog: FieldCatalog) -> RuleQuery? {
        guard let text = elastic.threatMatch.query else { return nil }
        // Kibana takes KQL where nothing is said.
        let language = elastic.threatMatch.language.map { QueryLanguage(ofRules: $0.text) } ?? .kql
        let query = Self.parsed(text, language, categoryField: nil) { facts in
            threatScope(of: facts, stack: stack, catalog)
        }
        return query?.beside(filters: threatFilterQuery(stack: stack, catalog: catalog))
    }

    private static func parsed(
        _ query: RuleText, _ language: QueryLanguage?, categoryField: String?, scope: (QueryFacts) -> FieldScope
    ) -> RuleQuery? {
        switch language {
        case .kql:
            let tree = KQL.parse(query.text)
            let facts = KQL.facts(tree)
            let scope = scope(facts)
            let lowered = KQL.lower(tree, fields: scope)
            return RuleQuery(
                text: query, tree: .kql(tree), facts: facts, fields: scope, exprs: [lowered.expr],
                issues: tree.issues + lowered.issues)
        case .eql:
            let tree = EQL.parse(query.text)
            let facts = EQL.facts(tree)
            let scope = scope(facts)
            let category = categoryField ?? "event.category"
            let checked = EQL.checkedFilters(tree, fields: scope, categoryField: category)
            return RuleQuery(
                text: query, tree: .eql(tree), facts: facts, fields: scope, exprs: checked.exprs,
                issues: tree.issues + checked.issues)
        case .lucene:
            var tree = Lucene.isBlank(query.text) ? Lucene.blank(query.text) : Lucene.parse(query.text)
            let facts = Lucene.facts(tree)
            let scope = scope(facts)
            var lowered = Lucene.lower(tree, fields: scope)
            // A broken regular expression is found only here; Elasticsearch runs nothing of such a query either.
            tree.issues += lowered.issues.blocking(.analysis)
            lowered.issues.removeAll { $0.blocks(.analysis) }
            return RuleQuery(
                text: query, tree: .lucene(tree), facts: facts, fields: scope,
                exprs: [tree.root == nil && tree.issues.isEmpty ? .everything : lowered.expr],
                issues: tree.issues + lowered.issues)
        case .esql, .dsl, nil: return nil
        }
    }

    /// The fields that events of the rule's index patterns can have, given what its query names.
    package func scope(of facts: QueryFacts, stack: StackVersion, _ catalog: FieldCatalog) -> FieldScope {
        var selection = FieldSelection(stack: stack)
        selection.indexPatterns = elastic.index?.values ?? []
        selection.datasets = facts.datasets.map(\.name)
        selection.modules = facts.modules.map(\.name)
        selection.integrations = metadata.integration?.values ?? []
        return catalog.scope(selection)
    }
}
