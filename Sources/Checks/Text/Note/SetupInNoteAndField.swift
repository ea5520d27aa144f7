import Diagnostics
import Documents
import Rules
import SourceText

/// Two set-up texts of which one is lost.
enum SetupInNoteAndField: RuleCheck {
    static let info = CheckInfo(
        id: "setup-in-note-and-field", category: .text, severity: .error,
        summary: "setup is both in the note and in `setup`",
        rationale: """
            Elastic's build moves the part of the note below `## Setup` into `setup`. Where `setup` is written already, \
            it does not know which of the two counts, and the repository refuses the rule.
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
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note, let setup = view.rule.elastic.setup, !setup.text.isEmpty, setup.text != "None",
            let heading = note.headings.first(where: { $0.level == 2 && SetupHeadingForm.isSetup($0) })
        else { return }
        findings.add(
            finding(
                view, at: note.range(ByteRange(heading.marks.start, heading.textRange.end)),
                "the rule has a `setup` of its own beside this part"
            )
            .label(view.location(setup.keyRange), "the other one is here")
            .help("move this part into `setup`"))
    }
}
