import Diagnostics
import Rules
import SourceText

/// An index pattern without the tags that it requires.
enum TagMissingForIndex: RuleCheck {
    static let info = CheckInfo(
        id: "tag-missing-for-index", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "rule without a tag that one of its index patterns requires",
        rationale: """
            In Elastic's repository some index patterns identify a data source, and the rules on them have its tags: \
            users find the rules on a source by tag, not by index pattern.
            """,
        examples: [
            Example(
                bad: """
                    index = ["logs-okta*"]
                    query = "event.dataset:okta.system"
                    «tags» = ["Use Case: Identity and Access Audit"]

                    [metadata]
                    integration = ["okta"]
                    """,
                good: [
                    """
                    index = ["logs-okta*"]
                    query = "event.dataset:okta.system"
                    tags = ["Use Case: Identity and Access Audit", "Data Source: Okta"]

                    [metadata]
                    integration = ["okta"]
                    """,
                    // Another pattern, which does not require the tag.
                    """
                    index = ["logs-okta.system-*"]
                    query = "event.dataset:okta.system"
                    tags = ["Use Case: Identity and Access Audit"]

                    [metadata]
                    integration = ["okta"]
                    """,
                ]),
            Example(
                bad: [
                    """
                    index = ["logs-azure*"]
                    «tags» = ["Use Case: Threat Detection"]
                    """, "index = [«\"logs-azure*\"»]",
                    // Two patterns that require the same tag.
                    """
                    index = ["logs-system.security*", "logs-system.forwarded*"]
                    query = "event.code:4720"
                    «tags» = ["OS: Windows"]

                    [metadata]
                    integration = ["system"]
                    """,
                ],
                good: """
                    index = ["logs-azure*"]
                    tags = ["Data Source: AZURE", "Domain: Cloud"]
                    """),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        var reported: [String] = []
        for item in view.rule.elastic.index?.items ?? [] {
            let required = IndexTags.required(by: item.value)
            if required.isEmpty { continue }
            let missing = TagList.missing(required, view).filter { !reported.contains($0) }
            if missing.isEmpty { continue }
            reported += missing
            let tags = WordList.enumeration(missing)
            let word = missing.count == 1 ? "tag" : "tags"
            findings.add(
                finding(
                    view, at: TagList.place(view, else: item.range),
                    "index pattern `\(item.value)` requires the \(word) \(tags)"
                )
                .label(view.location(item.range), "this pattern requires it")
                .help("add \(tags) to `tags`")
                .fix(TagList.adding(missing, view)))
        }
    }
}
