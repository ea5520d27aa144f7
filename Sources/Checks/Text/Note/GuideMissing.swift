import Diagnostics
import Documents
import Rules
import SourceText

/// A rule of high severity without an investigation guide.
enum GuideMissing: RuleCheck {
    static let info = CheckInfo(
        id: "guide-missing", category: .text, severity: .error, needsWholeFile: true,
        summary: "rule of severity `high` or `critical` has no investigation guide",
        rationale: """
            Elastic requires a guide in each of its rules of severity `high` and `critical` except building block rules: a \
            section of the note with the heading `## Triage and analysis`. Rules of other authors are not checked.
            """,
        examples: [
            Example(
                bad: [
                    """
                    [«rule»]
                    author = ["Elastic"]
                    severity = "high"
                    risk_score = 73
                    """,
                    "[«rule»]\nauthor = [\"Example Authors\", \"elastic\"]\nseverity = \"critical\"\nrisk_score = 99",
                ],
                good: [
                    """
                    [rule]
                    author = ["Elastic"]
                    severity = "high"
                    risk_score = 73
                    note = '''
                    ## Triage and analysis

                    Look at who made the change, and from where.
                    '''
                    """, "author = [\"Elastic\"]\nseverity = \"medium\"",
                    "author = [\"Example Authors\"]\nseverity = \"high\"\nrisk_score = 73",
                    "author = [\"Elastic\"]\nseverity = \"high\"\nrisk_score = 73\nbuilding_block_type = \"default\"",
                ]),
            Example(
                in: """
                    author = ["Elastic"]
                    severity = "critical"
                    risk_score = 99
                    «»

                    Turn on the audit log of the key vault.
                    '''
                    """, bad: "«note» = '''\n## Setup", good: "note = '''\n## Triage and Analysis"),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let entry = view.rule.ruleEntry, let severity = view.rule.severity,
            ["high", "critical"].contains(severity.text),
            view.rule.elastic.buildingBlockType == nil,
            view.rule.author?.items.contains(where: { TagList.isSame($0.value, "Elastic") }) ?? false
        else { return }
        if let note = view.note {
            if ByteSearch.first("## triage and analysis", in: note.bytes, ignoresCase: true) != nil { return }
        } else if view.rule.entry("note") != nil {
            return
        }
        findings.add(
            finding(
                view, at: view.rule.elastic.note?.keyRange ?? entry.keyRange,
                view.rule.elastic.note == nil
                    ? "the rule has no investigation guide" : "the note has no `## Triage and analysis`"
            )
            .label(view.location(severity.range), "rules of this severity need a guide")
            .help("add the heading `## Triage and analysis` to `note`, and below it what an analyst should look at"))
    }
}
