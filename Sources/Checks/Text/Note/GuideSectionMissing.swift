import Diagnostics
import Rules
import SourceText

/// A guide that omits one of its usual parts.
enum GuideSectionMissing: RuleCheck {
    static let info = CheckInfo(
        id: "guide-section-missing", category: .text, severity: .info,
        summary: "the investigation guide lacks one of its usual parts",
        rationale: """
            Guides of Elastic's rules say three things: what to look at, when an alert is a false positive, and how to \
            respond. Analysts who know the form look for all of them.
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
                good: """
                    note = '''
                    ## Triage and analysis

                    ### Possible investigation steps

                    Look at who made the change.

                    ### False positive analysis

                    Deployments change key vaults, too.

                    ### Response and remediation

                    Revoke the grant, and change the keys that could be read.
                    '''
                    """)
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
                .help("add a heading for each, with what belongs below it"))
    }

    private static let parts: [(name: String, words: [String])] = [
        ("Possible investigation steps", ["step", "investigating", "investigation", "triage checklist", "scoping"]),
        ("False positive analysis", ["false positive", "benign"]),
        ("Response and remediation", ["response", "remediation", "mitigation", "actions"]),
    ]
}
