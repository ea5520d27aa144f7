package import Queries

extension Detection {
    /// The fields that the detection reads besides those of its query: of filters, exceptions, groups, history and
    /// indicator mappings. In no order, some of them more than once.
    package var furtherFields: [String] {
        let own: [String] =
            switch self {
            case .threshold(let detection): detection.fields + [detection.cardinality?.field].compactMap { $0 }
            case .newTerms(let detection): detection.fields
            case .indicatorMatch(let detection): detection.mapping.flatMap { $0.map(\.field) }
            case .sequence(let detection): detection.stages.flatMap { $0.keys.map(\.field) }
            case .sample(let detection): detection.stages.flatMap { $0.keys.map(\.field) }
            case .event, .pipeline, .anomaly: []
            }
        return own + restrictions.exprs.flatMap(\.fieldNames)
    }
}

extension Expr {
    /// The names of the fields that tests and values read; in the order of the arena, some of them more than once.
    package var fieldNames: [String] {
        nodes.compactMap { node in
            switch node {
            case .test(let test): if case .named(let name) = test.field { name } else { nil }
            case .field(let field): field.name
            default: nil
            }
        }
    }
}
