import Diagnostics
import Documents
import Rules
import SourceText

/// A tag that promises a guide which is not there.
enum GuideTagWithoutGuide: RuleCheck {
    static let info = CheckInfo(
        id: "guide-tag-without-guide", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        needsWholeFile: true,
        summary: "a tag promises an investigation guide, but the note holds none",
        rationale: """
            Whoever filters by `Resources: Investigation Guide` expects to read how to look into an alert, and finds \
            nothing. A guide is known by the heading `## Triage and analysis`, or by speaking of "Investigating".
            """,
        examples: [
            Example(
                bad: """
                    tags = ["Domain: Cloud", «"Resources: Investigation Guide"»]
                    """,
                good: """
                    tags = ["Domain: Cloud"]
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let list = view.rule.tags,
            let item = list.items.first(where: { TagList.isSame($0.value, GuideTagMissing.tag) }), !hasGuide(view)
        else { return }
        let edit = ListEdits.remove(item.range, from: list.range, in: view.source)
        findings.add(
            finding(view, at: item.range, "the rule has no investigation guide")
                .help("write the guide into `note`, or remove the tag")
                .fix(edit.map { Fix("remove the tag", .safe, $0) }))
    }

    private static func hasGuide(_ view: RuleView) -> Bool {
        // A note of the wrong type is another check's.
        guard let note = view.rule.elastic.note else { return view.rule.entry("note") != nil }
        return ByteSearch.first(GuideTagMissing.word, in: note.text, ignoresCase: true) != nil
            || ByteSearch.first("## Triage and analysis", in: note.text, ignoresCase: true) != nil
    }
}
