import Diagnostics
import Rules
import SourceText

/// A set-up part that the build will move.
enum SetupInNote: RuleCheck {
    static let info = CheckInfo(
        id: "setup-in-note", category: .text, severity: .info,
        summary: "setup is in the note, from which the build moves it to `setup`",
        rationale: """
            What the file shows is not what Kibana gets: Elastic's build moves the part below `## Setup` out of the note \
            and puts it into `setup`, and drops some of its Markdown on the way. Written as `setup` it arrives as it is.
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
                    """)
        ], profile: .strict, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.setup == nil, let note = view.note,
            let heading = note.headings.first(where: { $0.level == 2 && $0.text == "Setup" })
        else { return }
        findings.add(
            finding(
                view, at: note.range(ByteRange(heading.marks.start, heading.textRange.end)),
                "the build moves this part of the note into `setup`"
            )
            .help("write it as `setup`"))
    }
}
