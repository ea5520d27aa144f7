import Diagnostics
import Rules
import SourceText

/// A setup section that the build moves.
enum SetupInNote: RuleCheck {
    static let info = CheckInfo(
        id: "setup-in-note", category: .text, severity: .info,
        summary: "setup is in the note, from which the build moves it to `setup`",
        rationale: """
            Kibana does not get the text as it is in the file: Elastic's build moves the section below `## Setup` from the \
            note into `setup`, and drops some of its Markdown. A text in `setup` stays as it is.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    «## Setup»

                    Turn on the audit log of the key vault.
                    '''
                    """,
                good: """
                    setup = '''
                    Turn on the audit log of the key vault.
                    '''
                    """),
            Example(
                in: """
                    note = '''
                    ## Triage and analysis

                    Call the owner of the key vault.

                    «»

                    Turn on the audit log of the key vault.
                    '''
                    """,
                bad: ["## Setup", "### Possible causes\n\nA deployment.\n\n«## Setup»"],
                good: ["### Setup", "## Set up the vault", "```\n## Setup\n```"]),
            // A text that is in both places is reported by another check.
            Example(
                good: """
                    note = '''
                    ## Setup

                    Turn on the audit log of the key vault.
                    '''
                    setup = "Install the integration."
                    """),
        ], profile: .strict, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.setup == nil, let note = view.note,
            let heading = note.headings.first(where: { $0.level == 2 && $0.text == "Setup" })
        else { return }
        findings.add(
            finding(
                view, at: note.range(ByteRange(heading.marks.start, heading.textRange.end)),
                "the build moves this section of the note into `setup`"
            )
            .help("write it in `setup`"))
    }
}
