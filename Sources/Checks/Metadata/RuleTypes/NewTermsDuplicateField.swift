import Diagnostics
import Documents
import Rules
import SourceText

/// A field that a new terms rule lists twice.
enum NewTermsDuplicateField: RuleCheck {
    static let info = CheckInfo(
        id: "new-terms-duplicate-field", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "new terms rule lists a field twice",
        rationale: """
            A rule compares combinations of at most three fields. A field that is listed twice adds nothing to the \
            combination.
            """,
        examples: [
            Example(
                in: """
                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = [«»]
                    """,
                bad: ["\"user.id\", «\"user.id\"»", "\"user.id\", \"source.ip\", «\"user.id\"»"],
                good: ["\"user.id\"", "\"user.id\", \"user.name\""], on: .newTerms),
            Example(
                in: "\"type\": \"new_terms\", \"history_window_start\": \"now-7d\", \"new_terms_fields\": [«»]",
                bad: "\"source.ip\", «\"source.ip\"»", good: "\"source.ip\", \"user.id\"", on: .kibana),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let fields = view.rule.elastic.newTerms?.fields
        else { return }
        var seen: [String: ByteRange] = [:]
        for item in fields.items where !findings.isFull {
            guard let first = seen[item.value] else {
                seen[item.value] = item.range
                continue
            }
            findings.add(
                finding(view, at: item.range, "`\(item.value.prefix(80))` is already in the list")
                    .label(view.location(first), "first here")
                    .help("remove it, or write the field that was meant")
                    .fix(
                        ListEdits.remove(item.range, from: fields.range, in: view.source).map {
                            Fix("remove the repetition", .safe, $0)
                        }))
        }
    }
}
