import Diagnostics
import Documents
import Rules
import SourceText

/// What the checks on tags have in common.
enum TagList {
    /// Whether the rule has a tag, in whatever letter case: the spelling is a check of its own.
    ///
    /// Where the key `tags` is misspelled, another check reports the key, and every tag counts as present.
    static func has(_ tag: String, _ view: RuleView) -> Bool {
        guard let tags = view.rule.tags else {
            return view.schemaViolations.contains { $0.meantPath == ["rule", "tags"] }
        }
        return tags.items.contains { isSame($0.value, tag) }
    }

    /// The tags of the list that the rule lacks.
    static func missing(_ tags: [String], _ view: RuleView) -> [String] {
        tags.filter { !has($0, view) }
    }

    /// Whether two tags differ in ASCII letter case at most.
    static func isSame(_ a: String, _ b: String) -> Bool {
        a.utf8.count == b.utf8.count
            && zip(a.utf8, b.utf8).allSatisfy { ByteSearch.lowered($0) == ByteSearch.lowered($1) }
    }

    /// The place of a finding about missing tags: the key `tags`; without it the place that requires the tags.
    static func place(_ view: RuleView, else range: ByteRange) -> ByteRange {
        view.rule.tags?.keyRange ?? range
    }

    /// The fix that adds tags; nil without a list of tags to append to.
    static func adding(_ tags: [String], _ view: RuleView) -> Fix? {
        guard let list = view.rule.tags, let last = list.items.last else { return nil }
        let edit = ListEdits.append(tags, after: last.range, to: list.range, in: view.source)
        return edit.map { Fix("add \(WordList.enumeration(tags))", .safe, $0) }
    }
}
