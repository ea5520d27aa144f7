import Diagnostics
import Documents
import Rules
import SourceText

/// The tag of an investigation guide that does not exist.
enum GuideTagWithoutGuide: RuleCheck {
    static let info = CheckInfo(
        id: "guide-tag-without-guide", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        needsWholeFile: true,
        summary: "tag for an investigation guide, but the note has none",
        rationale: """
            Analysts who filter by `Resources: Investigation Guide` expect instructions for an alert and find none. \
            A guide is a note with the heading `## Triage and analysis` or with the word "Investigating".
            """,
        examples: [
            Example(
                bad: "tags = [\"Domain: Cloud\", «\"Resources: Investigation Guide\"»]",
                good: [
                    "tags = [\"Domain: Cloud\"]",
                    """
                    tags = ["Domain: Cloud", "Resources: Investigation Guide"]
                    note = '''
                    ## Triage and analysis

                    Look at who made the change.
                    '''
                    """,
                    """
                    tags = ["Resources: Investigation Guide"]
                    note = '''
                    ### Investigating Key Vault Changed

                    Look at who made the change.
                    '''
                    """,
                    """
                    tags = ["Resources: Investigation Guide"]
                    note = '''
                    ## Triage and Analysis

                    Look at who made the change.
                    '''
                    """,
                ]),
            Example(
                bad: [
                    """
                    tags = [«"Resources: Investigation Guide"», "Domain: Cloud"]
                    note = '''
                    ## Setup

                    The Azure integration is required.
                    '''
                    """, "tags = [«\"resources: Investigation guide\"», \"Domain: Cloud\"]",
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let list = view.rule.tags,
            let item = list.items.first(where: { TagList.isSame($0.value, GuideTagMissing.tag) }), !hasGuide(view)
        else { return }
        let edit = ListEdits.remove(item.range, from: list.range, in: view.source)
        findings.add(
            finding(
                view, at: item.range, "the rule has no investigation guide",
                label: view.rule.elastic.note == nil
                    ? "there is no `note`" : "`note` has no heading `## Triage and analysis`"
            )
            .help("write the guide into `note`, or remove the tag")
            .fix(edit.map { Fix("remove the tag", .safe, $0) }))
    }

    private static func hasGuide(_ view: RuleView) -> Bool {
        // Another check reports a note of the wrong type.
        guard let note = view.rule.elastic.note else { return view.rule.entry("note") != nil }
        return ByteSearch.first(GuideTagMissing.word, in: note.text, ignoresCase: true) != nil
            || ByteSearch.first("## Triage and analysis", in: note.text, ignoresCase: true) != nil
    }
}
