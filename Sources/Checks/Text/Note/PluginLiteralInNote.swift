import Diagnostics
import Rules
import SourceText

/// A plugin element in the note, where the build requires a placeholder.
enum PluginLiteralInNote: RuleCheck {
    static let info = CheckInfo(
        id: "plugin-literal-in-note", category: .text, severity: .error,
        summary: "note contains an Osquery or Investigate element instead of a placeholder",
        rationale: """
            In Elastic's rule files such elements are in `[transform]`, where their keys can be checked and need no \
            escapes, and the note has `$osquery_0` or `$investigate_0` in their place. The repository refuses elements \
            in the text of a note.
            """,
        examples: [
            Example(
                in: note, bad: "«!{osquery»{\"label\":\"Services\",\"query\":\"SELECT name FROM services\"}}",
                good: ["!{tooltip Services}", "Use osquery{} for services!"]),
            Example(
                in: note,
                bad: [
                    "«!{investigate»{\"label\":\"Alerts\",\"providers\":[]}}",
                    "«!{Osquery»{\"label\":\"Services\",\"query\":\"SELECT name FROM services\"}}",
                ]),
            Example(
                in: note + """
                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"
                    """, good: "$osquery_0"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    private static let note = """
        note = '''
        ## Triage and analysis

        «»
        '''

        """

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note, ByteSearch.first("!{", in: note.bytes) != nil else { return }
        for plugin in NoteTransform.plugins {
            var start = 0
            while let place = ByteSearch.first("!{" + plugin, in: note.bytes, from: start, ignoresCase: true) {
                findings.add(
                    finding(view, at: note.range(place), "the note contains a whole `\(plugin)` element")
                        .help("move its keys into `[[transform.\(plugin)]]` and write `$\(plugin)_0` here"))
                start = place.end
            }
        }
    }
}
