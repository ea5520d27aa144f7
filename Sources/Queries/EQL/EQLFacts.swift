import SourceText

extension EQL {
    /// The fields, data sets and modules that a query names, in the order of its text.
    ///
    /// Keys of sequences are fields too; the category before `where` names none. Data sets and modules are the strings
    /// compared by `==` or `in` with the field on the left, wherever they are, also under `not` (reference:
    /// elastic-build §4).
    package static func facts(_ query: EQLQuery) -> QueryFacts {
        var collector = EQLFactCollector()
        switch query.statement {
        case .event(let filter)?: collector.visit(filter.condition)
        case .series(let series)?:
            for key in series.keys { collector.add(key) }
            for stage in series.stages + (series.until.map { [$0] } ?? []) {
                collector.visit(stage.filter.condition)
                for key in stage.keys { collector.add(key) }
            }
        case nil: break
        }
        return collector.facts
    }

    /// The facts of one condition.
    package static func facts(_ filter: EQLFilter) -> QueryFacts {
        var collector = EQLFactCollector()
        collector.visit(filter.condition)
        return collector.facts
    }
}

/// Depth is bounded by the parser's limit.
private struct EQLFactCollector {
    var facts = QueryFacts()

    mutating func visit(_ node: EQLNode) {
        if case .field(let field) = node { add(field) }
        switch node {
        case .comparison(.field(let field), .equal, let right, _): note(field.name, [right])
        case .list(.field(let field), let values, _, ignoresCase: false, _): note(field.name, values)
        default: break
        }
        for part in node.parts { visit(part) }
    }

    mutating func add(_ field: EQLField) { facts.fields.append(.init(field.name, field.range)) }

    private mutating func note(_ name: String, _ values: [EQLNode]) {
        let isDataset = name == "event.dataset" || name == "data_stream.dataset"
        guard isDataset || name == "event.module" else { return }
        for value in values {
            guard case .literal(let literal) = value, case .string(let text) = literal.content else { continue }
            if isDataset {
                facts.datasets.append(.init(text, literal.range))
            } else {
                facts.modules.append(.init(text, literal.range))
            }
        }
    }
}
