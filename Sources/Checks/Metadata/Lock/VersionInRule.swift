import Diagnostics
import Documents
import Rules

/// A version number that the build sets.
enum VersionInRule: RuleCheck {
    static let info = CheckInfo(
        id: "version-in-rule", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "`version` or `revision` is written in the file",
        rationale: """
            In Elastic's repository the version lock counts versions. A number in the file would sooner or later \
            contradict it, so the loader rejects it. Rules exported from Kibana contain both keys.
            """,
        examples: [
            Example(
                bad: """
                    «version» = 3
                    """,
                good: """
                    severity = "medium"
                    """),
            Example(
                bad: ["«revision» = 2\nseverity = \"medium\"", "# from the export\n«version» = 3 # counted by Kibana"],
                good: "max_signals = 100"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let table = view.rule.ruleEntry?.value.table else { return }
        for key in ["version", "revision"] {
            guard let entry = table[key] else { continue }
            let edit = EntryEdits.remove(entry, in: view.source)
            findings.add(
                finding(view, at: entry.keyRange, "`\(key)` is set by the build, not in the file")
                    .help("remove the key")
                    .fix(edit.map { Fix("remove the key", .safe, $0) }))
        }
    }
}
