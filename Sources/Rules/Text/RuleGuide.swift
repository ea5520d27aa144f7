import Documents

/// What a rule tells its analysts, as Elastic's build ships it: the guide and the set-up.
package struct RuleGuide: Sendable, Hashable {
    /// The note with `[transform]` put in and its set-up part taken out; nil where the rule has no note.
    package var note: String?
    /// The rule's own `setup`, else the part of the note under `## Setup`; nil where there is neither.
    package var setup: String?

    package init(note: String?, setup: String?) {
        self.note = note
        self.setup = setup
    }
}

extension Rule {
    /// Whether the rule is withdrawn: its maturity decides, not its folder.
    package var isDeprecated: Bool { metadata.maturity?.text == "deprecated" }

    /// The guide and the set-up of the rule. Those of deprecated rules are left where they are written.
    package var guide: RuleGuide {
        guard let note else { return RuleGuide(note: nil, setup: setup?.text) }
        let rendered = NoteTransform.apply(document.root["transform"]?.table, to: note.text)
        if setup == nil, !isDeprecated, let section = SetupSection(note: rendered) {
            return RuleGuide(note: section.note, setup: section.setup)
        }
        return RuleGuide(note: rendered, setup: setup?.text)
    }
}
