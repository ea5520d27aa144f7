import Diagnostics
import Rules
import SourceText

/// An investigation guide that no tag tells of.
enum GuideTagMissing: RuleCheck {
    static let info = CheckInfo(
        id: "guide-tag-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "the note holds an investigation guide, but the tag for it is missing",
        rationale: """
            The tag `Resources: Investigation Guide` is how analysts find the rules that explain what to do. In Elastic's \
            repository a note that speaks of "Investigating" something is such a guide.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    ## Triage and analysis

                    ### Investigating Key Vault Changed

                    Look at who made the change.
                    '''
                    «tags» = ["Domain: Cloud"]
                    """,
                good: """
                    note = '''
                    ## Triage and analysis

                    ### Investigating Key Vault Changed

                    Look at who made the change.
                    '''
                    tags = ["Domain: Cloud", "Resources: Investigation Guide"]
                    """)
        ], profile: .elastic)

    /// Its presence in `tags` promises a guide.
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
                .label(view.location(note.sourceRange(place)), "the note holds a guide")
                .help("add `\(tag)` to `tags`")
                .fix(TagList.adding([tag], view)))
    }
}
