import SourceText

extension QueryDSL {
    /// The fields, data sets and modules that a query names, in the order of its text.
    package static func facts(_ query: DSLQuery) -> QueryFacts {
        var facts = QueryFacts()
        visit(query.root, &facts)
        return facts
    }

    private static func visit(_ node: DSLNode, _ facts: inout QueryFacts) {
        switch node {
        case .bool(let bool):
            for child in bool.must + bool.filter + bool.should + bool.mustNot { visit(child, &facts) }
        case .any(let nodes, _): for child in nodes { visit(child, &facts) }
        case .nested(_, let inner, _): visit(inner, &facts)
        case .test(let test):
            facts.fields.append(.init(test.field.text, test.field.range))
            for value in test.question.plainValues {
                let use = QueryFacts.FieldUse(value.text, value.range)
                switch test.field.text {
                case "event.dataset", "data_stream.dataset": facts.datasets.append(use)
                case "event.module": facts.modules.append(use)
                default: break
                }
            }
        case .fields(let test): facts.fields += test.fields.map { .init($0.text, $0.range) }
        case .queryString(let query):
            facts.fields += query.fields.map { .init($0.text, $0.range) }
            facts.fields += Lucene.facts(query.query).fields.map { .init($0.name, query.place.range(of: $0.range)) }
        case .constant, .unread: break
        }
    }
}

extension DSLQuestion {
    /// Values that are compared as they are written.
    fileprivate var plainValues: [DSLValue] {
        switch self {
        case .term(let values, _): values
        case .match(let value, _, nil), .phrase(let value, _): [value]
        default: []
        }
    }
}
