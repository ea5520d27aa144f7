import Diagnostics
import Documents
import Rules
import SourceText

/// The setup section under its former heading.
enum ConfigHeading: RuleCheck {
    static let info = CheckInfo(
        id: "config-heading", category: .text, severity: .error, fix: .sometimes(.unsafe),
        summary: "second-level heading names the setup section `Config`",
        rationale: """
            What has to be turned on before a rule works belongs under `## Setup`, which the build moves into the \
            rule's `setup`. `## Config` is the former name of the section. The repository refuses it, because the build \
            would not find the section.
            """,
        examples: [
            Example(
                in: """
                    note = '''
                    «»

                    Turn on the audit log of the key vault.
                    '''
                    """, bad: ["## Configuration", "## Audit log config", "  «## CONFIG»", "«## Config» ##"],
                good: ["## Setup", "### Configuration", "# Config", "## Audit log", "Config"]),
            Example(
                bad: """
                    note = '''
                    ## Triage and analysis

                    Look at who changed the configuration.

                    «## Config»

                    Turn on the audit log of the key vault.
                    '''
                    """),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note else { return }
        for heading in note.headings
        where heading.level == 2 && ByteSearch.first("config", in: heading.text, ignoresCase: true) != nil {
            let written = ByteRange(heading.marks.start, heading.textRange.end)
            let edit = ScalarEdits.replace(written.start..<written.end, of: note.text.scalar, with: "## Setup")
            findings.add(
                finding(view, at: note.range(written), "the build does not recognize the heading `\(heading.text)`")
                    .help("write `## Setup`, or put the section one level deeper")
                    .fix(edit.map { Fix("write `## Setup`", .unsafe, $0) }))
        }
    }
}
