import Diagnostics
import Documents
import Rules
import SourceText

/// A placeholder that nothing is put in for.
enum PlaceholderWithoutTransform: RuleCheck {
    static let info = CheckInfo(
        id: "placeholder-without-transform", category: .text, severity: .error,
        summary: "the note has a placeholder, but the file has no `[transform]`",
        rationale: """
            A word such as `$osquery_0` refers to an element of `[transform]`. Without the table it stays in the note as \
            it is. The repository reads every name with `$` and an underscore as a placeholder, also variables \
            of a shell.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    ## Triage and analysis

                    «$osquery_0»
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
        guard let note = view.note, !note.placeholders.isEmpty, view.document.root.table?["transform"] == nil else {
            return
        }
        var seen: Set<String> = []
        for placeholder in note.placeholders where placeholder.name.utf8.contains(UInt8(ascii: "_")) {
            guard seen.insert(placeholder.name).inserted else { continue }
            let result = finding(
                view, at: note.range(placeholder.range), "there is no element for `$\(placeholder.name)`")
            let isPlugin = NoteTransform.plugins.contains { placeholder.name.utf8.starts(with: $0.utf8) }
            findings.add(
                isPlugin
                    ? result.help("add the element to `[transform]`")
                    : result.help("write it without the `$`, or without the underscore"))
        }
    }
}
