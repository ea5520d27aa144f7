import Queries
import Rules
import Schemas

/// Looks up fields that a rule names outside of its query.
enum NamedFields {
    /// Those that no table knows which can be meant: ECS, the tables of the index patterns, and every integration of the
    /// rule. Empty where the patterns say nothing for sure.
    static func unknown(_ items: [Spanned<String>], _ view: RuleView) -> [Spanned<String>] {
        // What the tables of the query know is known: those looked at here are the same and more.
        let query = view.query?.fields
        let left = items.filter { !$0.value.isEmpty && query?.types(of: $0.value).isEmpty != false }
        guard !left.isEmpty else { return [] }
        let scope = scope(view)
        guard scope.isClosed else { return [] }
        let unknown = left.filter { scope.types(of: $0.value).isEmpty }
        guard scope.hasStandIns, !unknown.isEmpty else { return unknown }
        // Where another version's table stands in, only a slip in a name of ECS is sure.
        let ecs = view.context.catalog.scope(FieldSelection(stack: view.stack))
        return unknown.filter { UnknownField.isBelow(ecs, $0.value) }
    }

    /// The fields that the events of a rule can have.
    static func scope(_ view: RuleView) -> FieldScope {
        var selection = FieldSelection(stack: view.stack)
        selection.indexPatterns = view.rule.index?.values ?? view.esql?.sources ?? []
        selection.integrations = view.rule.metadata.integration?.values ?? []
        selection.everyIntegrationCounts = true
        if let facts = view.query?.facts {
            selection.datasets = facts.datasets.map(\.name)
            selection.modules = facts.modules.map(\.name)
        }
        return view.context.catalog.scope(selection)
    }
}

extension ESQLView {
    /// The patterns behind FROM, without the name of a cluster.
    var sources: [String] {
        guard let from = text.first("from") else { return [] }
        let end = metadata(of: from)?.word.lowerBound ?? from.body.upperBound
        return text.items(from.body.lowerBound..<end).map { text.text($0).filter { $0 != "\"" && $0 != "[" } }
    }
}
