import Diagnostics
import Documents
import Rules
import SourceText

/// The set-up part under its old name.
enum ConfigHeading: RuleCheck {
    static let info = CheckInfo(
        id: "config-heading", category: .text, severity: .error, fix: .sometimes(.unsafe),
        summary: "a heading of the second level speaks of configuration instead of set-up",
        rationale: """
            What has to be switched on before a rule works belongs under `## Setup`, which the build moves into the \
            rule's `setup`. `## Config` was its name once, and the repository refuses it, for the part would be \
            overlooked.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    «## Configuration»

                    Turn on the audit log of the key vault.
                    '''
                    """,
                good: """
                    note = '''
                    ## Setup

                    Turn on the audit log of the key vault.
                    '''
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note else { return }
        for heading in note.headings
        where heading.level == 2 && ByteSearch.first("config", in: heading.text, ignoresCase: true) != nil {
            let written = ByteRange(heading.marks.start, heading.textRange.end)
            let edit = ScalarEdits.replace(written.start..<written.end, of: note.text.scalar, with: "## Setup")
            findings.add(
                finding(view, at: note.range(written), "the heading `\(heading.text)` is not one that the build knows")
                    .help("write `## Setup`, or put the part one level deeper")
                    .fix(edit.map { Fix("write `## Setup`", .unsafe, $0) }))
        }
    }
}
