import Diagnostics
import Documents
import Rules
import SourceText

/// A placeholder with a number that no element has.
enum PlaceholderOutOfRange: RuleCheck {
    static let info = CheckInfo(
        id: "placeholder-out-of-range", category: .text, severity: .warning, fix: .sometimes(.unsafe),
        summary: "placeholder number in the note is not that of an element of `[transform]`",
        rationale: """
            The elements of each plugin are numbered from 0 in the order of the file: with two of them the note can use \
            `$osquery_0` and `$osquery_1`. A placeholder with another number is not replaced: analysts see the text \
            `$osquery_2` instead of a button. It is an error if the note has more placeholders than there are elements.
            """,
        examples: [
            Example(
                in: note("«»"), bad: ["$osquery_1", "${osquery_1}", "«$osquery_1» and $osquery_1"],
                good: ["$osquery_0", "${osquery_0}", "$osquery_0 and $osquery_00x", "$osquery_0, not $$osquery_1"]),
            Example(
                in: note("«»") + element("Users"),
                bad: [
                    "$osquery_0, $osquery_1 and «$osquery_2»", "$osquery_1 and «${osquery_2}»",
                    "$osquery_0, $osquery_1 and «$osquery_01»", "$osquery_0 and «$osquery_2»",
                ], good: "$osquery_0 and $osquery_1"),
            Example(in: note("$osquery_0, «»"), bad: "$investigate_0", good: "$investigate"),
            Example(in: note("$investigate_0, «»", "investigate"), bad: "$investigate_1", good: "$investigate_0"),
            // Without the table, another check reports the placeholder.
            Example(good: "note = '''\n## Triage and analysis\n\n$osquery_0\n'''"),
        ])

    private static func note(_ placeholders: String, _ plugin: String = "osquery") -> String {
        "note = '''\n## Triage and analysis\n\n\(placeholders)\n'''\n\n" + element("Services", plugin)
    }

    private static func element(_ label: String, _ plugin: String = "osquery") -> String {
        let content = plugin == "osquery" ? "query = \"SELECT name FROM services\"" : "providers = []"
        return "[[transform.\(plugin)]]\nlabel = \"\(label)\"\n\(content)\n\n"
    }

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note else { return }
        for plugin in TransformView.all(view) {
            var reported: Set<String> = []
            let severity: Severity? = plugin.numbers.count > plugin.entries.count ? .error : nil
            for use in plugin.uses where !plugin.hasEntry(use.number) && reported.insert(use.number).inserted {
                let count = plugin.entries.count
                let result = finding(
                    view, at: note.range(use.range), "no element is named `$\(plugin.plugin)_\(use.number)`",
                    label: count == 0
                        ? "`[transform]` has no `\(plugin.plugin)`"
                        : "the last one is `$\(plugin.plugin)_\(count - 1)`", severity: severity)
                findings.add(
                    result.help("elements are numbered from 0; write the number of the intended one")
                        .fix(reported.count == 1 ? renumbering(plugin, note) : nil))
            }
        }
    }

    /// Where the note numbers the elements from 1 and names each of them: every number goes down by one.
    private static func renumbering(_ plugin: TransformView, _ note: NoteView) -> Fix? {
        let wanted = Set((0..<plugin.entries.count).map { String($0 + 1) })
        guard !wanted.isEmpty, plugin.numbers == wanted else { return nil }
        var edits: [Edit] = []
        for use in plugin.uses {
            let end = note.bytes[use.range.end - 1] == UInt8(ascii: "}") ? use.range.end - 1 : use.range.end
            guard let number = Int(use.number),
                let edit = ScalarEdits.replace(
                    (end - use.number.utf8.count)..<end, of: note.text.scalar, with: String(number - 1))
            else { return nil }
            edits.append(edit)
        }
        return Fix("number the placeholders from 0", .unsafe, edits)
    }
}
