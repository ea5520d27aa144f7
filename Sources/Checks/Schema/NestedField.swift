import Diagnostics
import Queries
import Rules
import SourceText

/// A nested field outside braces, or braces after another field.
enum NestedField: RuleCheck {
    static let info = CheckInfo(
        id: "nested-field-outside-braces", category: .schema, severity: .error,
        summary: "nested field is outside braces, or braces enclose a field that is not nested",
        rationale: """
            Elasticsearch keeps the objects of a `nested` field apart from the event. A test of their members finds nothing \
            unless it is written in braces: `email.attachments:{ file.name:x.exe }`. Braces after another field find nothing.
            """,
        examples: [
            Example(
                in: "query = \"event.dataset:azure.activitylogs and «»\"",
                bad: [
                    "«email.attachments.file.name»:invoice", "not «file.elf.sections.name»:(upx0 or upx1)",
                    "«source»:{ ip:10.0.0.1 }", "«dns.answers»:{ name:example.net }",
                ],
                good: ["email.attachments:{ file.name:invoice }", "source.ip:10.0.0.1", "dns.answers.name:example.net"]),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    type = "custom"
                    [[rule.filters.query.bool.must]]
                    «»
                    """,
                bad: [
                    "term = { «\"file.elf.sections.name\"» = \"upx0\" }",
                    "nested = { path = «\"source\"», query.exists.field = \"source.ip\" }",
                ],
                good: [
                    "nested = { path = \"file.elf.sections\", query.exists.field = \"file.elf.sections.name\" }",
                    "term = { \"file.name\" = \"upx0\" }",
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .nesting = $0 { true } else { false } }
        forwardFilterIssues(view, &findings) { if case .nesting = $0 { true } else { false } }
    }
}
