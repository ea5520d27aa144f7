import Diagnostics
import Rules
import SourceText

/// A query for a plugin, written where the build wants a placeholder.
enum PluginLiteralInNote: RuleCheck {
    static let info = CheckInfo(
        id: "plugin-literal-in-note", category: .text, severity: .error,
        summary: "the note writes out an Osquery or Investigate element instead of a placeholder",
        rationale: """
            In Elastic's rule files such elements are in `[transform]`, where their parts can be checked and need no \
            escapes, and the note has `$osquery_0` or `$investigate_0` in their place. The repository refuses elements \
            that are written out.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    ## Triage and analysis

                    «!{osquery»{"label":"Services","query":"SELECT name FROM services"}}
                    '''
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
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let note = view.note, ByteSearch.first("!{", in: note.bytes) != nil else { return }
        for plugin in NoteTransform.plugins {
            var start = 0
            while let place = ByteSearch.first("!{" + plugin, in: note.bytes, from: start, ignoresCase: true) {
                findings.add(
                    finding(view, at: note.range(place), "the \(plugin) element is written out in the note")
                        .help("move its parts into `[[transform.\(plugin)]]` and write `$\(plugin)_0` here"))
                start = place.end
            }
        }
    }
}
