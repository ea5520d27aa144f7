import Diagnostics
import Rules

/// A version below the first one.
enum VersionTooLow: RuleCheck {
    static let info = CheckInfo(
        id: "version-too-low", category: .metadata, severity: .error,
        summary: "`version` is below 1, or `revision` below 0",
        rationale: """
            Kibana counts versions from 1 and revisions from 0, and rejects a rule with a lower number.
            """,
        examples: [
            Example(in: "version = «»", bad: ["0", "-1"], good: "1"),
            Example(in: "revision = «»", bad: "-1", good: ["0", "2"]),
            Example(in: "\"version\": «»", bad: "0", good: "1", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for (value, name, least) in [
            (view.rule.elastic.version, "version", 1), (view.rule.elastic.revision, "revision", 0),
        ] {
            guard let value, value.value < least else { continue }
            findings.add(
                finding(view, at: value.range, "`\(name)` is \(value.value); the minimum is \(least)")
                    .help("write \(least) or a higher number"))
        }
    }
}
