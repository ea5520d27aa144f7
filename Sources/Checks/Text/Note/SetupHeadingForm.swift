import Diagnostics
import Documents
import Rules
import SourceText

/// A heading of the setup section that the build does not find.
enum SetupHeadingForm: RuleCheck {
    static let info = CheckInfo(
        id: "setup-heading-form", category: .text, severity: .error, fix: .sometimes(.safe),
        summary: "heading of the note's setup section is not `## Setup`",
        rationale: """
            Elastic's build moves the section of a note below `## Setup` into the rule's `setup`. It looks for the heading \
            in exactly this form; with another level or case the section stays in the note, and the repository rejects \
            the rule.
            """,
        examples: [
            Example(
                in: """
                    note = '''
                    «»

                    Turn on the audit log of the key vault.
                    '''
                    """,
                bad: ["### Setup", "# Setup", "### setup"],
                good: ["## Setup", "### Setup of the vault", "### Audit", "```\n### Setup\n```"]),
            Example(
                bad: """
                    note = '''
                    «## SETUP»

                    Turn on the audit log of the key vault.
                    '''
                    """),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note else { return }
        for heading in note.headings where isSetup(heading) && (heading.level != 2 || heading.text != "Setup") {
            let written = ByteRange(heading.marks.start, heading.textRange.end)
            let edit = ScalarEdits.replace(written.start..<written.end, of: note.text.scalar, with: "## Setup")
            let form = heading.level == 2 ? "spelled `\(heading.text)`" : "of level \(heading.level)"
            findings.add(
                finding(view, at: note.range(written), "the heading of the setup section is \(form)")
                    .help("write `## Setup`")
                    .fix(edit.map { Fix("write `## Setup`", .safe, $0) }))
        }
    }

    /// Whether a heading starts the setup section, in any case.
    static func isSetup(_ heading: NoteView.Heading) -> Bool {
        heading.text.utf8.count == 5 && heading.text.lowercased() == "setup"
    }
}
