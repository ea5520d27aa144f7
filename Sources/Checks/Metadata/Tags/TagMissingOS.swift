import Diagnostics
import Documents
import Rules
import SourceText

/// A rule in the folder of an operating system without the tag of that system.
enum TagMissingOS: RuleCheck {
    static let info = CheckInfo(
        id: "tag-missing-os", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "rule in the folder of an operating system without the tag of that system",
        rationale: """
            The folders `linux`, `macos` and `windows` contain the rules for one operating system each. Kibana does \
            not show folders; there the tag names the system.
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
                    """, badPath: "rules/linux/example.toml", goodPath: "rules/linux/example.toml"),
            Example(
                bad: """
                    query = "host.os.type:macos and event.outcome:success"
                    «tags» = ["OS: Linux"]
                    """, good: "tags = [\"OS: MacOS\"]", badPath: "rules/macos/example.toml",
                goodPath: "rules/macos/example.toml"),
            Example(
                bad: """
                    [«rule»]
                    query = "event.code:4720"
                    """,
                good: """
                    query = "event.code:4720"
                    tags = ["Domain: Endpoint"]
                    """, badPath: "rules/windows/example.toml",
                goodPath: ["rules/cross-platform/example.toml", "rules/windows/accounts/example.toml", "windows.toml"]),
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
