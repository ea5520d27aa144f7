import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// A shared tag in letters of another case.
enum TagWrongCase: RuleCheck {
    static let info = CheckInfo(
        id: "tag-wrong-case", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a tag that Elastic's rules share is written in other letter case",
        rationale: """
            Kibana compares tags letter by letter: `OS: MacOS` and `OS: macOS` are two tags, and whoever filters by one \
            misses the rules of the other. The list of shared tags fixes one spelling for each.
            """,
        examples: [
            Example(
                bad: """
                    tags = ["Domain: Cloud", «"Data Source: AZURE"»]
                    """,
                good: """
                    tags = ["Domain: Cloud", "Data Source: Azure"]
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.tags?.items ?? [] {
            guard let tag = ControlledTags.spelling(of: item.value), tag != item.value else { continue }
            let edit = edit(view, item, tag)
            findings.add(
                finding(view, at: item.range, "tag `\(item.value)` is spelled `\(tag)` elsewhere")
                    .help("write `\(tag)`")
                    .fix(edit.map { Fix("write `\(tag)`", .safe, $0) }))
        }
    }

    private static func edit(
        _ view: RuleView, _ item: Spanned<String>, _ tag: String
    ) -> Edit? {
        let node = view.rule.entry("tags")?.value.array?.first { $0.range == item.range }
        return node?.textScalar.flatMap { ScalarEdits.replaceAll(of: $0, with: tag) }
    }
}
