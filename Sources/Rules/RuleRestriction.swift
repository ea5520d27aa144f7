package import Diagnostics
import Documents
package import Queries
package import Schemas
import SourceText

/// What filters or exceptions of a rule ask of an event besides its query. Ranges are bytes of the file.
package struct RuleRestriction: Sendable {
    package var expr: Expr
    package var facts: QueryFacts
    package var fields: FieldScope
    /// What Elasticsearch refuses, what cannot be evaluated, and what is wrong with fields and values.
    package var issues: [Diagnostic]
    /// Exceptions that are omitted, with the reason: a rule without one alerts on more, and runs.
    package var leftOut: [Diagnostic] = []
}

extension Rule {
    /// The rule's filters, typed with the schemas of its index patterns and of what its query and they name; nil without
    /// filters, and where all of them are disabled.
    package func filterQuery(
        _ facts: QueryFacts = QueryFacts(), stack: StackVersion = .newest, catalog: FieldCatalog = .builtIn
    ) -> RuleRestriction? {
        guard let filters = elastic.filters, !elastic.queryFilters.isEmpty else { return nil }
        return restriction(elastic.queryFilters, filters.value.range, facts) { scope(of: $0, stack: stack, catalog) }
    }

    /// The filters on the indicators of an indicator-match rule.
    package func threatFilterQuery(
        stack: StackVersion = .newest, catalog: FieldCatalog = .builtIn
    ) -> RuleRestriction? {
        let threatMatch = elastic.threatMatch
        guard let filters = threatMatch.filters, !threatMatch.queryFilters.isEmpty else { return nil }
        return restriction(threatMatch.queryFilters, filters.value.range, QueryFacts()) { facts in
            threatScope(of: facts, stack: stack, catalog)
        }
    }

    /// The fields that indicators can have.
    func threatScope(of facts: QueryFacts, stack: StackVersion, _ catalog: FieldCatalog) -> FieldScope {
        var selection = FieldSelection(stack: stack)
        selection.indexPatterns = elastic.threatMatch.index?.values ?? []
        selection.datasets = facts.datasets.map(\.name)
        selection.modules = facts.modules.map(\.name)
        return catalog.scope(selection)
    }

    /// What the exceptions of the rule's lists leave; nil where none of the items is of a list that it refers to.
    ///
    /// An item that cannot be evaluated is omitted and reported, as Kibana does with one that it cannot process.
    package func exceptionQuery(
        _ items: ExceptionItems, _ facts: QueryFacts, stack: StackVersion = .newest, catalog: FieldCatalog = .builtIn
    ) -> RuleRestriction? {
        let own = elastic.exceptionLists.flatMap { reference in
            // What is in another file is reported where the rule refers to it.
            items.items(of: reference).map { (item: $0, place: $0.source == source ? nil : reference.range) }
        }
        guard !own.isEmpty else { return nil }
        let fields = scope(of: facts, stack: stack, catalog)
        var expr = Expr()
        var parts: [ExprID] = []
        var leftOut: [Diagnostic] = []
        for (item, place) in own {
            guard let clause = item.clause else {
                let reason =
                    item.needsValueList ? "a value list, which only the stack has" : "an entry that is not complete"
                let name = item.name.map { " `\($0.text.prefix(60))`" } ?? ""
                leftOut.append(
                    Diagnostic(
                        .notEvaluable("list"), place ?? item.range, "the exception\(name) has \(reason), and is skipped"
                    ))
                continue
            }
            let lowered = QueryDSL.lower(DSLQuery(root: clause, issues: []), fields: fields)
            if var issue = lowered.issues.first(where: { $0.blocks(.run) }) {
                if let place { issue = issue.moved(to: .unplaced) { _ in place } }
                leftOut.append(issue)
            } else {
                let part = expr.add(place.map { lowered.expr.placed(at: $0) } ?? lowered.expr)
                parts.append(expr.add(.not(part), span: place ?? item.range))
            }
        }
        expr.root = expr.add(parts.isEmpty ? .constant(true) : .and(parts), span: own[0].place ?? own[0].item.range)
        return RuleRestriction(expr: expr, facts: QueryFacts(), fields: fields, issues: [], leftOut: leftOut)
    }

    private func restriction(
        _ filters: [RuleFilter], _ range: ByteRange, _ facts: QueryFacts, scope: (QueryFacts) -> FieldScope
    ) -> RuleRestriction? {
        guard filters.contains(where: { !$0.isDisabled }) else { return nil }
        let query = DSLQuery(root: RuleFilter.clause(filters, range: range), issues: RuleFilter.issues(filters))
        let own = QueryDSL.facts(query)
        var all = facts
        all.datasets += own.datasets
        all.modules += own.modules
        let fields = scope(all)
        let lowered = QueryDSL.lower(query, fields: fields)
        return RuleRestriction(
            expr: lowered.expr, facts: own, fields: fields, issues: query.issues + lowered.issues)
    }
}
