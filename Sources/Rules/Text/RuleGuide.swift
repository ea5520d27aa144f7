import Documents

/// What a rule tells its analysts: the guide and the set-up, as Elastic's build ships them and as a page shows them.
package struct RuleGuide: Sendable, Hashable {
    /// The note with `[transform]` put in and its set-up part taken out as the build does it; nil where the rule has none.
    package var note: String?
    /// The rule's own `setup`, else the part of the note under `## Setup`; nil where there is neither.
    package var setup: String?
    /// The note without its set-up part, also where the build leaves the part in.
    package var shownNote: String?
    /// The set-up with all its Markdown.
    package var shownSetup: String?

    package init(note: String?, setup: String?) {
        self.note = note
        self.setup = setup
        shownNote = note
        shownSetup = setup
    }

    package init(_ section: SetupSection) {
        note = section.note
        setup = section.setup
        shownNote = section.rest
        shownSetup = section.markdown
    }
}

extension Rule {
    /// Whether the rule is withdrawn: its maturity decides, not its folder.
    package var isDeprecated: Bool { metadata.maturity?.text == "deprecated" }

    /// The guide and the set-up of the rule. Those of deprecated rules are left where they are written.
    package var guide: RuleGuide {
        guard let note = elastic.note else { return RuleGuide(note: nil, setup: elastic.setup?.text) }
        let rendered = NoteTransform.apply(document.root["transform"]?.table, to: note.text)
        if elastic.setup == nil, !isDeprecated, let section = SetupSection(note: rendered) {
            return RuleGuide(section)
        }
        return RuleGuide(note: rendered, setup: elastic.setup?.text)
    }
}
