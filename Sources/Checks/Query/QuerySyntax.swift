import Diagnostics
import Queries
import Rules
import SourceText

/// A query that is not of its language.
enum QuerySyntax: RuleCheck {
    static let info = CheckInfo(
        id: "query-syntax", category: .query, severity: .error, fix: .sometimes(.unsafe),
        summary: "the query is not of the language that the rule names",
        rationale: """
            Kibana saves a rule without reading its query. A query that cannot be read fails at every run, and all that \
            reports it is the rule's status.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and
                      event.outcome:«»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and
                      event.outcome:success
                    '''
                    """),
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    process where event.type «===» "start"
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    process where event.type == "start"
                    '''
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.readQuery else { return }
        // A query of blanks is another check's.
        if query.text.text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { return }
        // One fault at most: the engine's own reader stops at the first, and what follows it is a guess.
        guard let issue = query.issues.first(where: { $0.cause == .syntax || $0.cause == .unsupported }),
            !query.tree.issues.contains(where: { $0.cause == .limit })
        else { return }
        let place = query.text.sourceRange(visible(issue.range, query.text.text))
        var result = finding(view, at: place, issue.message)
        let lines = view.source.lines
        if lines.line(containing: query.text.keyRange.start) != lines.line(containing: place.start) {
            result = result.label(view.location(query.text.keyRange), "in this \(query.tree.language.title) query")
        }
        findings.add(QueryView.fixed(result, issue, query, view).help(issue.help))
    }

    /// What is missing at the end is shown behind the last word, not behind the line ends that follow it.
    private static func visible(_ range: ByteRange, _ text: String) -> ByteRange {
        guard range.start >= text.utf8.count else { return range }
        let end = text.utf8.reversed().drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
        return ByteRange(at: end)
    }
}
