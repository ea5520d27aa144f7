package import Queries
import Rules

extension QueryView {
    /// The sequence of an EQL query.
    package var sequence: EQLSeries? {
        guard case .series(let series)? = query.tree.eql?.statement, series.kind == .sequence else { return nil }
        return series
    }

    /// The filters of an EQL query with the keys that belong to each alone.
    package var steps: [(filter: EQLFilter, keys: [EQLField])] {
        switch query.tree.eql?.statement {
        case .event(let filter)?: [(filter, [])]
        case .series(let series)?:
            (series.stages + (series.until.map { [$0] } ?? [])).map { ($0.filter, $0.keys) }
        case nil: []
        }
    }
}

extension EQLNode {
    /// Calls `body` with the node and all that it is made of, in the order of the text. Depth is bounded by the parser's
    /// limit.
    package func forEach(_ body: (EQLNode) -> Void) {
        body(self)
        switch self {
        case .or(let nodes, _), .and(let nodes, _), .call(_, let nodes, _):
            for node in nodes { node.forEach(body) }
        case .not(let node, _), .sign(_, let node, _), .match(let node, _, _, _): node.forEach(body)
        case .comparison(let left, _, let right, _):
            left.forEach(body)
            right.forEach(body)
        case .list(let node, let values, _, _, _):
            node.forEach(body)
            for value in values { value.forEach(body) }
        case .arithmetic(let first, let terms, _):
            first.forEach(body)
            for term in terms { term.operand.forEach(body) }
        case .field, .literal: return
        }
    }

    /// The fields that it names, in the order of the text.
    package var fields: [EQLField] {
        var fields: [EQLField] = []
        forEach { if case .field(let field) = $0 { fields.append(field) } }
        return fields
    }
}

extension EQLSpan {
    /// In seconds, rounded up; bounded so that sums cannot overflow.
    package var seconds: Int { Int(min(milliseconds / 1_000 + (milliseconds % 1_000 > 0 ? 1 : 0), 1 << 50)) }
}
