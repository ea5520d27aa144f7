import Diagnostics
import Rules
import SourceText

/// An investigation guide without its tag.
enum GuideTagMissing: RuleCheck {
    static let info = CheckInfo(
        id: "guide-tag-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "note has an investigation guide, but its tag is missing",
        rationale: """
            The tag `Resources: Investigation Guide` is how analysts find the rules that explain what to do. In \
            Elastic's repository every note with the word "Investigating" is such a guide.
            """,
        examples: [
            Example(
                in: """
                    note = '''
                    ## Triage and analysis

                    ### Investigating Key Vault Changed

                    Look at who made the change.
                    '''
                    «»
                    """,
                bad: [
                    "«tags» = [\"Domain: Cloud\"]",
                    """
                    «tags» = [
                        "Domain: Cloud",
                        # "Resources: Investigation Guide",
                    ]
                    """,
                ],
                good: [
                    "tags = [\"Domain: Cloud\", \"Resources: Investigation Guide\"]",
                    "tags = [\"Resources: investigation guide\"]",
                ]),
            Example(
                bad: """
                    «note» = '''
                    ## Triage and analysis

                    ### Investigating Key Vault Changed

                    Look at who made the change.
                    '''
                    """,
                good: [
                    """
                    note = '''
                    ## Setup

                    The Azure integration is required.
                    '''
                    tags = ["Domain: Cloud"]
                    """, "tags = [\"Domain: Cloud\"]",
                ]),
        ], profile: .elastic)

    /// The tag of rules with a guide.
    static let tag = "Resources: Investigation Guide"
    static let word = "Investigating"

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.rule.elastic.note, !TagList.has(tag, view),
            let place = ByteSearch.first(word, in: note.text)
        else {
            return
        }
        findings.add(
            finding(view, at: TagList.place(view, else: note.keyRange), "the tag `\(tag)` is missing")
                .label(view.location(note.sourceRange(place)), "the note has a guide")
                .help("add `\(tag)` to `tags`")
                .fix(TagList.adding([tag], view)))
    }
}
