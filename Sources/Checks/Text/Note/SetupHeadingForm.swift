import Diagnostics
import Documents
import Rules
import SourceText

/// A heading for the set-up part that the build does not find.
enum SetupHeadingForm: RuleCheck {
    static let info = CheckInfo(
        id: "setup-heading-form", category: .text, severity: .error, fix: .sometimes(.safe),
        summary: "the heading of the note's set-up part is not `## Setup`",
        rationale: """
            Elastic's build moves the part of a note below `## Setup` and makes it the rule's `setup`. It looks for the \
            heading in exactly this form; with another level or in other letter case the part stays where it is, and \
            the repository refuses the rule.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    «### Setup»

                    Turn on the audit log of the key vault.
                    '''
                    """,
                good: """
                    note = '''
                    ## Setup

                    Turn on the audit log of the key vault.
                    '''
                    """),
            Example(
                bad: """
                    note = '''
                    «## SETUP»

                    Turn on the audit log of the key vault.
                    '''
                    """,
                good: """
                    note = '''
                    ## Setup

                    Turn on the audit log of the key vault.
                    '''
                    """),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note else { return }
        for heading in note.headings where isSetup(heading) && (heading.level != 2 || heading.text != "Setup") {
            let written = ByteRange(heading.marks.start, heading.textRange.end)
            let edit = ScalarEdits.replace(written.start..<written.end, of: note.text.scalar, with: "## Setup")
            let said = heading.level == 2 ? "spelled `\(heading.text)`" : "of level \(heading.level)"
            findings.add(
                finding(view, at: note.range(written), "the heading of the setup part is \(said)")
                    .help("write `## Setup`")
                    .fix(edit.map { Fix("write `## Setup`", .safe, $0) }))
        }
    }

    /// Whether a heading opens the set-up part, in whatever letter case.
    static func isSetup(_ heading: NoteView.Heading) -> Bool {
        heading.text.utf8.count == 5 && heading.text.lowercased() == "setup"
    }
}
