package import Queries
package import Schemas

/// Free text asks every field, each by its own type.
///
/// Assumes: the lookup that the expression was lowered with. Guarantees: with a closed lookup (a mapping) no test of
/// any field is left: `error` becomes `message: error or user.name: error …`, fields inside nested objects left out, as
/// Elasticsearch does not see them there (unless that would be more than a million tests). With an open lookup the fields of an event are not known before it comes, so
/// the test stays and reads every value as if it had no type.
package enum FreeText {
    package static func resolved(_ expr: Expr, fields: some FieldLookup) -> Expr {
        let asksEverything = expr.nodes.contains { node in
            if case .test(let test) = node { test.field == .any } else { false }
        }
        guard fields.isClosed, asksEverything else { return expr }
        let known = fields.fields(matching: "*", limit: maximumFields).filter { fields.nestedPath(of: $0) == nil }
            .map { (name: $0, types: fields.types(of: $0).filter { $0.family != .object }) }
            .filter { !$0.types.isEmpty }
        // Many words times many fields: beyond this the values are read without types instead.
        guard expr.nodes.count * known.count <= maximumTests else { return expr }
        var result = Expr()
        var moved: [ExprID] = []
        for (node, span) in zip(expr.nodes, expr.spans) {
            let copy: ExprNode
            switch node {
            case .constant: copy = node
            case .and(let parts): copy = .and(parts.map { moved[Int($0.index)] })
            case .or(let parts): copy = .or(parts.map { moved[Int($0.index)] })
            case .not(let part): copy = .not(moved[Int(part.index)])
            case .nested(let path, let part): copy = .nested(path: path, moved[Int(part.index)])
            case .test(let test) where test.field == .any:
                let tests = known.map { field in
                    result.add(
                        .test(
                            FieldTest(
                                .named(field.name), types: field.types, test.comparison, ignoresCase: test.ignoresCase)),
                        span: span)
                }
                copy = .or(tests)
            case .test: copy = node
            }
            moved.append(result.add(copy, span: span))
        }
        result.root = moved.isEmpty ? result.root : moved[Int(expr.root.index)]
        return result
    }

    /// More fields than any index of Elasticsearch may have by default.
    private static let maximumFields = 2000
    /// Nodes that the fields may become.
    private static let maximumTests = 1_000_000
}
