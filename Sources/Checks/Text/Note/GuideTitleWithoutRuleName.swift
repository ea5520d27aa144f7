import Diagnostics
import Documents
import Rules
import SourceText

/// A guide that names another rule.
enum GuideTitleWithoutRuleName: RuleCheck {
    static let info = CheckInfo(
        id: "guide-title-without-rule-name", category: .text, severity: .error, fix: .sometimes(.safe),
        summary: "the guide's title names another rule than the one it belongs to",
        rationale: """
            The guide of an Elastic rule begins with `### Investigating` and the rule's name. Where the name differs, the \
            rule was renamed or copied from another one, and perhaps the guide was, too. White space and letter case do \
            not count.
            """,
        examples: [
            Example(
                bad: """
                    name = "Key Vault Changed"
                    note = '''
                    ## Triage and analysis

                    ### «Investigating Key Vault Deleted»

                    Look at who made the change.
                    '''
                    """,
                good: """
                    name = "Key Vault Changed"
                    note = '''
                    ## Triage and analysis

                    ### Investigating Key Vault Changed

                    Look at who made the change.
                    '''
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note, let name = view.rule.name else { return }
        let titles = note.headings.filter { $0.level >= 3 && isTitle($0) }
        let wanted = squeezed("Investigating" + name.text)
        guard let first = titles.first, !titles.contains(where: { squeezed($0.text).starts(with: wanted) }) else {
            return
        }
        let right = "Investigating \(name.text)"
        let edit = ScalarEdits.replace(first.textRange.start..<first.textRange.end, of: note.text.scalar, with: right)
        findings.add(
            finding(view, at: note.range(first.textRange), "the guide's title does not give the rule's name")
                .label(view.location(name.range), "the rule's name")
                .help("write `### \(right)`")
                .fix(edit.map { Fix("write `### \(right)`", .safe, $0) }))
    }

    /// Only this word makes a title; `### Investigating` alone does, too.
    private static func isTitle(_ heading: NoteView.Heading) -> Bool {
        heading.text.utf8.starts(with: "Investigating".utf8)
    }

    /// Without whitespace, in lower case.
    private static func squeezed(_ text: String) -> [UInt8] {
        text.utf8.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }.map { ByteSearch.lowered($0) }
    }
}
