import Diagnostics
import Documents
import Rules
import SourceText

/// A field twice among the terms.
enum NewTermsDuplicateField: RuleCheck {
    static let info = CheckInfo(
        id: "new-terms-duplicate-field", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a new-terms rule names a field twice",
        rationale: """
            A field that is listed twice adds nothing to the combination, and takes the place of another one.
            """,
        examples: [
            Example(
                bad: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id", «"user.id"»]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """,
                good: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let fields = view.rule.elastic.newTerms?.fields,
            fields.items.count > 1
        else { return }
        var seen: [String: ByteRange] = [:]
        for item in fields.items where !findings.isFull {
            guard let first = seen[item.value] else {
                seen[item.value] = item.range
                continue
            }
            findings.add(
                finding(view, at: item.range, "`\(item.value.prefix(80))` is in the list already")
                    .label(view.location(first), "first here")
                    .help("remove it, or name the field that was meant")
                    .fix(
                        ListEdits.remove(item.range, from: fields.range, in: view.source).map {
                            Fix("remove the repetition", .safe, $0)
                        }))
        }
    }
}
