import Diagnostics
import Documents
import Rules
import SourceText

/// Two setup texts, one of which is lost.
enum SetupInNoteAndField: RuleCheck {
    static let info = CheckInfo(
        id: "setup-in-note-and-field", category: .text, severity: .error,
        summary: "setup is both in the note and in `setup`",
        rationale: """
            Elastic's build moves the section of the note below `## Setup` into `setup`. If the rule has a `setup` already, \
            it is undefined which of the two counts, and the repository rejects the rule.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    «## Setup»

                    Turn on the audit log of the key vault.
                    '''
                    setup = "Install the integration."
                    """,
                good: """
                    setup = "Install the integration, and turn on the audit log of the key vault."
                    """),
            Example(
                in: """
                    note = '''
                    ## Triage and analysis

                    Call the owner of the key vault.

                    «»

                    Turn on the audit log of the key vault.
                    '''
                    setup = "Install the integration."
                    """,
                bad: ["## setup", "### Possible causes\n\nA deployment.\n\n«## SETUP»"],
                good: ["### Setup", "## Audit"]),
            Example(
                in: """
                    note = '''
                    ## Setup

                    Turn on the audit log of the key vault.
                    '''
                    «»
                    """,
                good: ["", "setup = \"None\""]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note, let setup = view.rule.elastic.setup, !setup.text.isEmpty, setup.text != "None",
            let heading = note.headings.first(where: { $0.level == 2 && SetupHeadingForm.isSetup($0) })
        else { return }
        findings.add(
            finding(
                view, at: note.range(ByteRange(heading.marks.start, heading.textRange.end)),
                "the rule has both this section and a `setup`"
            )
            .label(view.location(setup.keyRange), "the other text is here")
            .help("move this section into `setup`"))
    }
}
