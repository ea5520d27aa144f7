import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A value that a field of this type cannot have.
enum ValueTypeMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "value-type-mismatch", category: .schema, severity: .error,
        summary: "value does not match the type of its field",
        rationale: """
            Elasticsearch rejects a whole query when a value does not match the type of its field, such as a word for a \
            number or text that is not an IP address for an `ip`. The rule then fails at every run.
            """,
        examples: [
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»'",
                bad: [
                    "source.port:«https»", "source.port:(443 or «4.5»)", "not source.ip:«host1»",
                    "source.ip:«\"10.0.0.0/40\"»", "source.port > «high»", "event.created:«yesterday»",
                    "process.entry_leader.interactive:«yes»", "host.risk.static_score:«high»",
                ],
                good: [
                    "source.port:443", "source.port:\"443\"", "source.port >= 1024", "source.ip:\"10.0.0.0/8\"",
                    "event.created >= now-1d", "process.entry_leader.interactive:true", "host.risk.static_score:4.5",
                    "process.name:5",
                ]),
            Example(
                in: "query = 'process where event.type == \"start\" and «»'",
                bad: [
                    "process.pid == «\"4\"»", "process.pid in (4, «\"8\"»)", "source.ip == «\"host1\"»",
                    "«\"cmd\"» == process.pid", "process.name == «5»",
                ],
                good: ["process.pid == 4", "process.pid in (4, 8)", "process.name == \"5\""], on: .eql),
            Example(
                in: "query = 'event.dataset:azure.activitylogs AND «»'",
                bad: ["source.ip:host1", "source.port:[a TO b]"],
                good: ["source.ip:10.0.0.1", "source.port:[1 TO 1024]"], on: .lucene),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    type = "phrases"
                    [rule.filters.query.terms]
                    "source.port" = [«»]
                    """,
                bad: ["\"https\"", "443, «\"https\"»"], good: ["443", "80, 443"]),
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

    /// The field that a value was compared with: in EQL its last use before the value, or the first one after it where
    /// there is none before.
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
