import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// A shared tag in another letter case.
enum TagWrongCase: RuleCheck {
    static let info = CheckInfo(
        id: "tag-wrong-case", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "tag of Elastic's rules is written in another letter case",
        rationale: """
            Kibana compares tags exactly: `OS: MacOS` and `OS: macOS` are two tags, and a filter by one misses the \
            rules of the other. The list of shared tags has one spelling for each.
            """,
        examples: [
            Example(
                in: "tags = [«»]",
                bad: [
                    "\"Domain: Cloud\", «\"Data Source: AZURE\"»", "\"domain: cloud\"",
                    "«\"Data source: Azure\"», # the only source\n    \"Domain: Cloud\"",
                ], good: ["\"Domain: Cloud\", \"Data Source: Azure\"", "\"Data Source: VAULT\""]),
            Example(
                in: "rule:\n  tags: [«»]", bad: "\"Domain: CLOUD\"", good: "\"Domain: Cloud\"", syntax: .yaml),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.tags?.items ?? [] {
            guard let tag = ControlledTags.spelling(of: item.value), tag != item.value else { continue }
            let edit = edit(view, item, tag)
            findings.add(
                finding(view, at: item.range, "tag `\(item.value)` is spelled `\(tag)` in Elastic's rules")
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
