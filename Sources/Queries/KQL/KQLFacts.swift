import SourceText

extension KQL {
    /// The fields, data sets and modules that a query names, in the order of its text.
    ///
    /// A field of a list of values is reported once. Data sets and modules are the plain strings compared by `:`,
    /// wherever they are, also under `not` (reference: elastic-build §4); patterns, `true`, `false` and `null` are
    /// none.
    package static func facts(_ query: KQLQuery) -> QueryFacts {
        var collector = KQLFactCollector()
        if let root = query.root { collector.visit(root, path: nil) }
        return collector.facts
    }
}

private struct KQLFactCollector {
    var facts = QueryFacts()

    mutating func visit(_ node: KQLNode, path: String?) {
        switch node {
        case .or(let nodes, _), .and(let nodes, _):
            for node in nodes { visit(node, path: path) }
        case .not(let node, _): visit(node, path: path)
        case .nested(let outer, let node, _): visit(node, path: KQLName.path(outer, in: path))
        case .range(let field, _, _, _): add(field, path)
        case .is(let field, let value, _):
            guard let field, let name = KQLName.absolute(field, in: path) else { return }
            if KQLName.isEverything(field: field, value: value) { return }
            add(field, path)
            guard case .string(let text, _) = value.content else { return }
            switch name {
            case "event.dataset", "data_stream.dataset": facts.datasets.append(.init(text, value.range))
            case "event.module": facts.modules.append(.init(text, value.range))
            default: break
            }
        }
    }

    private mutating func add(_ field: KQLValue, _ path: String?) {
        guard let name = KQLName.absolute(field, in: path) else { return }
        let use = QueryFacts.FieldUse(name, field.range)
        if facts.fields.last != use { facts.fields.append(use) }
    }
}

/// How names of fields are read: nested paths in front, the oddities of Kibana kept.
enum KQLName {
    /// The absolute name of a field, nil where the test has none: `null:x` loses its field.
    static func absolute(_ field: KQLValue, in path: String?) -> String? {
        if case .null = field.content { return nil }
        return path.map { "\($0).\(field.text)" } ?? field.text
    }

    /// The path of a block; the paths of blocks within each other add up, and `null` and `false` add nothing.
    static func path(_ block: KQLValue, in outer: String?) -> String? {
        switch block.content {
        case .null, .boolean(false), .string("", _): outer
        default: outer.map { "\($0).\(block.text)" } ?? block.text
        }
    }

    /// Whether a test is `*:*`, which holds for every event.
    static func isEverything(field: KQLValue?, value: KQLValue) -> Bool {
        value.isLoneStar && field?.isLoneStar != false
    }
}
