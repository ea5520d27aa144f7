import Diagnostics
import Documents
import Rules
import SourceText

/// A severe alert that nobody is reported how to look into.
enum GuideMissing: RuleCheck {
    static let info = CheckInfo(
        id: "guide-missing", category: .text, severity: .error, needsWholeFile: true,
        summary: "a rule of severity high or critical has no investigation guide",
        rationale: """
            Elastic requires a guide in each of its rules of severity `high` and `critical`, building blocks aside: a part \
            of the note under the heading `## Triage and analysis`. Rules of other authors are left alone.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    author = ["Elastic"]
                    severity = "high"
                    risk_score = 73
                    """,
                good: """
                    [rule]
                    author = ["Elastic"]
                    severity = "high"
                    risk_score = 73
                    note = '''
                    ## Triage and analysis

                    Look at who made the change, and from where.
                    '''
                    """)
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
