import Diagnostics
import Rules
import SourceText

/// An index pattern without the tags that go with it.
enum TagMissingForIndex: RuleCheck {
    static let info = CheckInfo(
        id: "tag-missing-for-index", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "the rule lacks a tag that one of its index patterns demands",
        rationale: """
            In Elastic's repository some index patterns identify a data source, and rules on them carry its tags: \
            whoever looks for the rules that use that source finds them by tag, not by reading index patterns.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    integration = ["okta"]

                    [rule]
                    index = ["logs-okta*"]
                    query = "event.dataset:okta.system"
                    «tags» = ["Use Case: Identity and Access Audit"]
                    """,
                good: """
                    [metadata]
                    integration = ["okta"]

                    [rule]
                    index = ["logs-okta*"]
                    query = "event.dataset:okta.system"
                    tags = ["Use Case: Identity and Access Audit", "Data Source: Okta"]
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        var told: [String] = []
        for item in view.rule.elastic.index?.items ?? [] {
            let demanded = IndexTags.demanded(by: item.value)
            if demanded.isEmpty { continue }
            let missing = TagList.missing(demanded, view).filter { !told.contains($0) }
            if missing.isEmpty { continue }
            told += missing
            let tags = WordList.enumeration(missing)
            let word = missing.count == 1 ? "tag" : "tags"
            findings.add(
                finding(
                    view, at: TagList.place(view, else: item.range),
                    "index pattern `\(item.value)` demands the \(word) \(tags)"
                )
                .label(view.location(item.range), "this pattern demands it")
                .help("add \(tags) to `tags`")
                .fix(TagList.adding(missing, view)))
        }
    }
}
