import Diagnostics
import Documents
import Rules
import SourceText

/// A guide whose title names another rule.
enum GuideTitleWithoutRuleName: RuleCheck {
    static let info = CheckInfo(
        id: "guide-title-without-rule-name", category: .text, severity: .error, fix: .sometimes(.safe),
        summary: "title of the guide does not contain the name of the rule",
        rationale: """
            The guide of an Elastic rule begins with `### Investigating` and the name of the rule. If the name differs, the \
            rule was renamed or copied from another one, and perhaps the guide was copied, too. Whitespace and letter case \
            are ignored.
            """,
        examples: [
            Example(
                in: """
                    name = "Key Vault Changed"
                    note = '''
                    ## Triage and analysis

                    ### «»

                    Look at who made the change.
                    '''
                    """,
                bad: ["Investigating Key Vault Deleted", "Investigating", "Investigating the Key Vault Changed"],
                good: [
                    "Investigating Key Vault Changed", "investigating Key Vault Deleted",
                    "Possible investigation steps",
                    "Investigating  key vault changed", "Investigating Key Vault Changed by a Service",
                    "Investigating Secrets\n\nLook there, too.\n\n### Investigating Key Vault Changed",
                ]),
            Example(
                in: """
                    note = '''
                    ## Triage and analysis

                    «»

                    Look at who made the change.
                    '''
                    """, bad: "#### «Investigating Secrets»\n\nLook there.\n\n### Investigating Vaults",
                good: ["Look there.\n\n## Investigating Key Vault Deleted", "Investigating Key Vault Deleted"]),
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
            finding(
                view, at: note.range(first.textRange), "the title of the guide does not contain the name of the rule"
            )
            .label(view.location(name.range), "the name of the rule")
            .help("write `### \(right)`")
            .fix(edit.map { Fix("write `### \(right)`", .safe, $0) }))
    }

    /// Only this word makes a title, also when nothing follows it.
    private static func isTitle(_ heading: NoteView.Heading) -> Bool {
        heading.text.utf8.starts(with: "Investigating".utf8)
    }

    /// Without whitespace, in lower case.
    private static func squeezed(_ text: String) -> [UInt8] {
        text.utf8.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }.map { ByteSearch.lowered($0) }
    }
}
