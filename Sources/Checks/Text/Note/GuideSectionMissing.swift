import Diagnostics
import Rules
import SourceText

/// A guide that omits one of its usual sections.
enum GuideSectionMissing: RuleCheck {
    static let info = CheckInfo(
        id: "guide-section-missing", category: .text, severity: .info,
        summary: "investigation guide lacks one of its usual sections",
        rationale: """
            Guides of Elastic's rules have three sections: what to investigate, when an alert is a false positive, and how \
            to respond. Analysts who are used to them look for all three.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    ## «Triage and analysis»

                    ### Possible investigation steps

                    Look at who made the change.

                    ### False positive analysis

                    Deployments change key vaults, too.
                    '''
                    """,
                good: [
                    """
                    note = '''
                    ## Triage and analysis

                    ### Possible investigation steps

                    Look at who made the change.

                    ### False positive analysis

                    Deployments change key vaults, too.

                    ### Response and remediation

                    Revoke the grant, and change the keys that could be read.
                    '''
                    """, guide("Triage checklist", "Benign changes", "Recommended actions"),
                    guide("SCOPING", "False Positives", "Mitigation", title: "TRIAGE AND ANALYSIS"),
                    guide("Audit log", title: "Setup"), "author = [\"Example Authors\"]",
                ]),
            Example(
                bad: [
                    guide("Audit log", title: "«Triage and analysis»"),
                    guide("Investigation steps", "Response", title: "«Triage and analysis»"),
                    guide("False positives", "Response", title: "«Triage and analysis»"),
                ]),
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note, let guide = note.heading("Triage and analysis") else { return }
        let titles = note.headings.map { $0.text.lowercased() }
        let missing = parts.filter { part in
            !titles.contains { title in part.words.contains { title.contains($0) } }
        }
        if missing.isEmpty { return }
        let names = WordList.enumeration(missing.map(\.name))
        findings.add(
            finding(view, at: note.range(guide.textRange), "the guide has no \(names)")
                .help("add a heading for each section, and its text below"))
    }

    /// A guide with sections under these headings.
    private static func guide(_ headings: String..., title: String = "Triage and analysis") -> String {
        "note = '''\n## \(title)\n\n" + headings.map { "### \($0)\n\nLook at who made the change.\n\n" }.joined()
            + "'''"
    }

    private static let parts: [(name: String, words: [String])] = [
        ("Possible investigation steps", ["step", "investigating", "investigation", "triage checklist", "scoping"]),
        ("False positive analysis", ["false positive", "benign"]),
        ("Response and remediation", ["response", "remediation", "mitigation", "actions"]),
    ]
}
