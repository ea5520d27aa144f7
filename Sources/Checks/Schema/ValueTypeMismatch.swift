import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A value that a field of this type cannot have.
enum ValueTypeMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "value-type-mismatch", category: .schema, severity: .error,
        summary: "a value of the query cannot be one of its field's type",
        rationale: """
            Elasticsearch refuses a whole query when a value does not match the type of its field, such as a word for a \
            number or a text that is not an address for an `ip`. The rule then fails at every run.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and source.port:«https»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and source.port:443
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardFilterIssues(view, &findings) { if case .valueDoesNotFit = $0 { true } else { false } }
        guard let query = view.recoveredQuery else { return }
        for issue in query.query.issues {
            guard case .valueDoesNotFit(let field, let type, _) = issue.cause else { continue }
            findings.add(
                query.issue(finding(view, at: query.range(issue.range), issue.message), issue, field, type, view))
        }
    }
}

extension QueryView {
    /// Adds what all findings on the type of a field say: where the type comes from, and the help of the issue.
    func issue(
        _ result: Diagnostic, _ issue: Diagnostic, _ field: String, _ type: String, _ view: RuleView
    ) -> Diagnostic {
        var result = result
        if let place = place(of: field, issue) {
            let source = query.fields.definition(of: field).map { " in \($0.source)" } ?? ""
            result = result.label(view.location(range(place)), "`\(type)`\(source)")
        }
        return result.help(issue.help)
    }

    /// Where the field is that a value was compared with. In EQL nothing but its own use is nearer before the
    /// value, or after it where the value comes first.
    private func place(of field: String, _ issue: Diagnostic) -> ByteRange? {
        guard query.tree.kql == nil else { return fieldPlaces[issue.range.start] }
        guard let uses = fieldUses[field] else { return nil }
        var low = 0
        var high = uses.count
        while low < high {
            let middle = (low + high) / 2
            if uses[middle].end <= issue.range.start { low = middle + 1 } else { high = middle }
        }
        if low > 0 { return uses[low - 1] }
        return uses.first { $0 != issue.range }
    }
}
