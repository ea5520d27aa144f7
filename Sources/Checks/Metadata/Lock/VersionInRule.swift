import Diagnostics
import Documents
import Rules

/// A version number that the build gives.
enum VersionInRule: RuleCheck {
    static let info = CheckInfo(
        id: "version-in-rule", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "`version` or `revision` is written in the file",
        rationale: """
            In Elastic's repository the version lock counts versions; a number in the file would contradict it sooner or \
            later, so the loader refuses it. Rules exported from Kibana bring both keys along.
            """,
        examples: [
            Example(
                bad: """
                    «version» = 3
                    """,
                good: """
                    severity = "medium"
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let table = view.rule.ruleEntry?.value.table else { return }
        for key in ["version", "revision"] {
            guard let entry = table[key] else { continue }
            let edit = EntryEdits.remove(entry, in: view.source)
            findings.add(
                finding(view, at: entry.keyRange, "`\(key)` is given by the build, not by the file")
                    .help("remove the key")
                    .fix(edit.map { Fix("remove the key", .safe, $0) }))
        }
    }
}
