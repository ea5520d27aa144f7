import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern on analyzed text.
enum WildcardOnText: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-on-text", category: .schema, severity: .warning,
        summary: "a pattern on an analyzed text field, where it is tried on each word and Elastic's CI refuses it",
        rationale: """
            Analyzed text is split into words in lower case, and a pattern is tried on one word after the other: \
            `message:*failed login*` never finds the two words together. Kibana runs it, the repository of Elastic's \
            rules refuses it. Quotes match words in a row; a keyword field of the same content supports patterns.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and message:«*failed*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and message:failed
                    '''
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests where !test.isRange && !findings.isFull {
            guard let name = test.name, case .wildcard(let pattern) = test.value.content, !pattern.isLoneStar else {
                continue
            }
            let types = kql.query.fields.types(of: name)
            guard !types.isEmpty, types.allSatisfy({ $0.family == .text }) else { continue }
            findings.add(
                finding(
                    view, at: kql.range(test.value.range), "a pattern on `\(name)`, which is analyzed text",
                    label: "tried on each word"
                )
                .help("match words in quotes, or test a keyword field"))
        }
    }
}
