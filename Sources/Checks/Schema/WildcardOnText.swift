import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern on analyzed text, which is compared with single words.
enum WildcardOnText: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-on-text", category: .schema, severity: .warning,
        summary: "pattern on an analyzed text field matches single words only",
        rationale: """
            Elasticsearch splits analyzed text into lowercase words, and compares a pattern with each word: \
            `message:*failed login*` never matches the two words together. Kibana runs such a query, but the CI of \
            Elastic's rule repository rejects it. Quotes match consecutive words; a keyword field of the same content \
            supports patterns.
            """,
        examples: [
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»'",
                bad: ["message:«*failed*»", "not error.message:«den*»", "process.name.text:(cmd or «power*»)"],
                good: ["message:failed", "message:*", "message > \"a*\"", "process.name:power*", "mess*:fail*"]),
            Example(good: "query = 'event.dataset:azure.activitylogs AND message:*failed*'", on: .lucene),
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
                    view, at: kql.range(test.value.range), "pattern on `\(name)`, which is analyzed text",
                    label: "compared with each word"
                )
                .help("match words in quotes, or test a keyword field"))
        }
    }
}
