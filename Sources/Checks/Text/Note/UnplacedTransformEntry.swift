import Diagnostics
import Documents
import Rules
import SourceText

/// An element that no placeholder names.
enum UnplacedTransformEntry: RuleCheck {
    static let info = CheckInfo(
        id: "unplaced-transform-entry", category: .text, severity: .warning,
        summary: "no placeholder of the note names an element of `[transform]`",
        rationale: """
            An element is shown where the note names it by number. An element that the note does not name is not shown, and \
            as the numbers follow from the order in the file, all elements after it are often in the wrong places.
            """,
        examples: [
            Example(
                in: """
                    note = '''
                    ## Triage and analysis

                    «»
                    '''

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"

                    [[transform.osquery]]
                    label = "Users"
                    query = "SELECT username FROM users"
                    """,
                good: ["$osquery_0\n$osquery_1", "${osquery_1} after $osquery_0, and $osquery_0 again"]),
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
                    """),
            // As many placeholders as elements: another check reports the number.
            Example(
                good: """
                    # tenet: ignore-file[placeholder-out-of-range] the element is written later
                    note = "Compare with $osquery_0 and $osquery_2."

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"

                    [[transform.osquery]]
                    label = "Users"
                    query = "SELECT username FROM users"
                    """),
            Example(
                bad: """
                    note = "Compare with $osquery_1, for $$osquery_0 and osquery_0 are text."

                    [[transform.osquery]]
                    label = «"Services"»
                    query = "SELECT name FROM services"

                    [[transform.osquery]]
                    label = "Users"
                    query = "SELECT username FROM users"
                    """),
            Example(
                in: """
                    note = "Compare with $osquery_0 and «»."

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"

                    [[transform.investigate]]
                    label = "Alerts of this host"
                    providers = [
                        [{field = "host.id", queryType = "phrase", value = "{{host.id}}", valueType = "string", excluded = false}],
                    ]
                    """,
                good: "$investigate_0"),
            Example(
                bad: """
                    note = "Compare with $osquery_0."

                    [[transform.osquery]]
                    label = "Services"
                    query = "SELECT name FROM services"

                    [[transform.investigate]]
                    label = «"Alerts of this host"»
                    providers = [
                        [{field = "host.id", queryType = "phrase", value = "{{host.id}}", valueType = "string", excluded = false}],
                    ]
                    """),
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
