import Diagnostics
import Documents
import Rules

/// Elements for a note that the rule does not have.
enum TransformWithoutNote: RuleCheck {
    static let info = CheckInfo(
        id: "transform-without-note", category: .text, severity: .warning, needsWholeFile: true,
        summary: "`[transform]` has elements for a note, but the rule has no note",
        rationale: """
            The elements of `[transform]` are inserted where the note names them. Without a note they are not shown; most \
            likely the note was lost, or the table was forgotten.
            """,
        examples: [
            Example(
                bad: """
                    [[«transform».osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"
                    """,
                good: """
                    note = '''
                    ## Triage and analysis

                    $osquery_0
                    '''

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"
                    """),
            Example(
                in: """
                    setup = "Install the integration."

                    «»
                    """,
                bad: [
                    "[«transform»]\nosquery = [{label = \"Services\", query = \"SELECT name FROM services\"}]",
                    "[«transform»]\nosquery = []",
                ],
                good: ["", "[rule.meta]\nfrom = \"1h\""]),
        ], severities: [.elastic: .error], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let entry = view.document.root.table?["transform"], view.rule.ruleEntry != nil,
            view.rule.entry("note") == nil, !view.isMisspelt(["rule", "note"])
        else { return }
        findings.add(
            finding(view, at: entry.keyRange, "the rule has no note to show these elements in")
                .help("add a `note` that names them, as in `$osquery_0`, or remove the table"))
    }
}
