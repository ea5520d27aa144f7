import Diagnostics
import Documents
import Rules
import SourceText

/// An element that no placeholder asks for.
enum UnplacedTransformEntry: RuleCheck {
    static let info = CheckInfo(
        id: "unplaced-transform-entry", category: .text, severity: .warning,
        summary: "an element of `[transform]` is named by no placeholder of the note",
        rationale: """
            An element is shown where the note names it by number. One that is not named is not shown, and as the \
            numbers follow from the order of the file, it often means that all after it are in the wrong places.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    ## Triage and analysis

                    $osquery_0
                    '''

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"

                    [[transform.osquery]]
                    label = «"Users"»
                    query = "SELECT username FROM users"
                    """,
                good: """
                    note = '''
                    ## Triage and analysis

                    $osquery_0
                    $osquery_1
                    '''

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"

                    [[transform.osquery]]
                    label = "Users"
                    query = "SELECT username FROM users"
                    """)
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for plugin in TransformView.all(view) where plugin.numbers.count < plugin.entries.count {
            for (number, entry) in plugin.entries.enumerated() where !plugin.numbers.contains(String(number)) {
                findings.add(
                    finding(
                        view, at: entry["label"]?.range ?? entry.table?.entries.first?.keyRange ?? entry.range,
                        "the note does not name this element"
                    )
                    .help("write `$\(plugin.plugin)_\(number)` into the note where it belongs, or remove the element"))
            }
        }
    }
}
