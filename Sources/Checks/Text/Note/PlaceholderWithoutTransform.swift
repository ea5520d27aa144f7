import Diagnostics
import Documents
import Rules
import SourceText

/// A placeholder that nothing replaces.
enum PlaceholderWithoutTransform: RuleCheck {
    static let info = CheckInfo(
        id: "placeholder-without-transform", category: .text, severity: .error,
        summary: "note has a placeholder, but the file has no `[transform]`",
        rationale: """
            A word such as `$osquery_0` refers to an element of `[transform]`. Without the table it is not replaced. \
            Elastic's repository reads every name with `$` and an underscore as a placeholder, also shell variables.
            """,
        examples: [
            Example(
                in: note, bad: ["$osquery_0", "${osquery_0}", "«$osquery_0», then $osquery_0", "$investigate_0"],
                good: ["the services", "$$osquery_0", "$HOME", "5 $"]),
            Example(in: note, bad: ["$user_name", "$PATH and «$JAVA_HOME»"]),
            Example(
                in: note + """
                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"
                    """, good: ["$osquery_0", "$osquery_0 and $user_name"]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    private static let note = """
        note = '''
        ## Triage and analysis

        «»
        '''

        """

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
