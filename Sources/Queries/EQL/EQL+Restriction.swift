extension EQL {
    /// A query of which each event also meets the condition of another, which is a query of single events of any category;
    /// nil where that is not one.
    package static func restricted(_ query: EQLQuery, by other: EQLQuery) -> EQLQuery? {
        guard other.issues.isEmpty, case .event(let condition)? = other.statement, condition.category.name == nil else {
            return nil
        }
        func restricted(_ filter: EQLFilter) -> EQLFilter {
            var filter = filter
            filter.condition = .and(parts(filter.condition) + parts(condition.condition), filter.range)
            return filter
        }
        var result = query
        switch query.statement {
        case .event(let filter)?: result.statement = .event(restricted(filter))
        case .series(var series)?:
            for index in series.stages.indices { series.stages[index].filter = restricted(series.stages[index].filter) }
            if let filter = series.until?.filter { series.until?.filter = restricted(filter) }
            result.statement = .series(series)
        case nil: return nil
        }
        return result
    }

    /// The parts of a conjunction; a chain of `and` is one node.
    private static func parts(_ node: EQLNode) -> [EQLNode] {
        if case .and(let nodes, _) = node { nodes } else { [node] }
    }
}
