import Diagnostics
import Rules
import SourceText

/// A heading with nothing below it.
enum EmptyNoteSection: RuleCheck {
    static let info = CheckInfo(
        id: "empty-note-section", category: .text, severity: .info,
        summary: "section of the note is empty",
        rationale: """
            Analysts read the note while they investigate an alert. Below a heading without text the help that it \
            announces is missing; often the next heading was meant to be one level deeper.
            """,
        examples: [
            Example(
                in: """
                    note = '''
                    ## Triage and analysis

                    Look at who made the change.

                    ### «»
                    '''
                    """, bad: "Response and remediation",
                good: [
                    """
                    Response and remediation

                    Revoke the grant, and change the keys that could be read.
                    """, "Response\n- Revoke the grant.", "", "Response\n```\nls\n# root\n# prompt\n```",
                    "Response\n~~~\n# root\n# prompt\n~~~", "Response\n```\nls\n```\n### Grants\nRevoke them.",
                ]),
            Example(
                in: """
                    note = '''
                    ## «»

                    Look at who made the change.
                    '''
                    """,
                bad: ["«Triage and analysis»\n\n## Triage", "«Triage and analysis»\n\n# Triage"],
                good: ["Triage and analysis\n\n### Triage", "Triage and analysis"]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note else { return }
        for (index, heading) in note.headings.enumerated() where !heading.hasContent && !heading.text.isEmpty {
            let next = index + 1 < note.headings.count ? note.headings[index + 1] : nil
            if let next, next.level > heading.level { continue }
            findings.add(
                finding(view, at: note.range(heading.textRange), "there is no text below `\(heading.text)`")
                    .help(
                        next == nil
                            ? "write what belongs here, or remove the heading"
                            : "write what belongs here, or put the next heading one level deeper"))
        }
    }
}
