import Diagnostics
import Documents
import Rules
import SourceText

/// A rule in the folder of an operating system without its tag.
enum TagMissingOS: RuleCheck {
    static let info = CheckInfo(
        id: "tag-missing-os", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a rule in the folder of an operating system lacks the tag of that system",
        rationale: """
            The folders `linux`, `macos` and `windows` hold the rules for one operating system each. Kibana knows nothing \
            of folders: there the tag says it.
            """,
        examples: [
            Example(
                bad: """
                    query = "host.os.type:linux and event.outcome:success"
                    «tags» = ["Domain: Endpoint"]
                    """,
                good: """
                    query = "host.os.type:linux and event.outcome:success"
                    tags = ["Domain: Endpoint", "OS: Linux"]
                    """, badPath: "rules/linux/example.toml", goodPath: "rules/linux/example.toml")
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let rule = view.rule.ruleEntry, let folder = view.path.folder, let tag = tags[String(folder)],
            !TagList.has(tag, view)
        else { return }
        findings.add(
            finding(
                view, at: TagList.place(view, else: rule.keyRange),
                "the tag `\(tag)` is missing, and the file is in the folder `\(folder)`"
            )
            .help("add `\(tag)` to `tags`")
            .fix(TagList.adding([tag], view)))
    }

    private static let tags = ["linux": "OS: Linux", "macos": "OS: macOS", "windows": "OS: Windows"]
}
