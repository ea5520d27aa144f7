import Diagnostics
import Documents
import Rules
import SourceText

/// A placeholder whose number no element has.
enum PlaceholderOutOfRange: RuleCheck {
    static let info = CheckInfo(
        id: "placeholder-out-of-range", category: .text, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a placeholder of the note has a number that no element of `[transform]` has",
        rationale: """
            The elements of each plugin count from 0 in the order of the file: with two of them the note may name \
            `$osquery_0` and `$osquery_1`. Another number stays in the note as it is written, and analysts see a dollar \
            character instead of a button. It is an error where the note names more elements than there are.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    ## Triage and analysis

                    «$osquery_1»
                    '''

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"
                    """,
                good: """
                    note = '''
                    ## Triage and analysis

                    $osquery_0
                    '''

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note else { return }
        for plugin in TransformView.all(view) {
            var told: Set<String> = []
            let severity: Severity? = plugin.numbers.count > plugin.entries.count ? .error : nil
            for use in plugin.uses where !plugin.hasEntry(use.number) && told.insert(use.number).inserted {
                let count = plugin.entries.count
                let result = finding(
                    view, at: note.range(use.range), "no element is called `$\(plugin.plugin)_\(use.number)`",
                    label: count == 0
                        ? "`[transform]` has no `\(plugin.plugin)`"
                        : "the last one is `$\(plugin.plugin)_\(count - 1)`", severity: severity)
                findings.add(
                    result.help("elements count from 0; write the number of the one that is meant")
                        .fix(told.count == 1 ? renumbering(plugin, note) : nil))
            }
        }
    }

    /// Where the note counts from 1 and names each element: every number goes down by one.
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
        return Fix("count the placeholders from 0", .unsafe, edits)
    }
}
