import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A regular expression with capital letters over analyzed text.
enum CapitalsInRegex: RuleCheck {
    static let info = CheckInfo(
        id: "capitals-in-regex", category: .query, severity: .warning,
        summary: "regular expression in a Lucene query tests an analyzed field for capitals",
        rationale: """
            The words of an analyzed field are stored in lowercase, and a regular expression is compared with them \
            as written. An expression that needs a capital letter never matches.
            """,
        examples: [
            Example(
                in: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = '«»'
                    """,
                bad: ["message:«/Failed.*/»", "message:«/login faileD/»", "message:«/.*Access denied.*/»"],
                good: [
                    "message:/failed.*/", "message:/[Ff]ailed.*/", "message:/(F|f)ailed.*/", #"message:/\Failed.*/"#,
                    "message:/X?failed.*/", "message:/X*failed.*/", "message:/X{0,2}failed.*/", "message:Failed",
                    "event.action:/Failed.*/",
                ], on: .lucene),
            // The fields of the index are unknown.
            Example(
                good: """
                    index = ["my-alerts-*"]
                    language = "lucene"
                    query = 'alert.title:/Failed.*/'
                    """, on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fields = view.query?.fields else { return }
        for test in view.lucene?.root?.tests ?? [] where !findings.isFull {
            guard let field = test.field, case .regex(let text) = test.question else { continue }
            let types = fields.types(of: field.name)
            guard !types.isEmpty, types.allSatisfy({ $0.family == .text }), needsCapital(text) else { continue }
            findings.add(
                finding(
                    view, at: view.place(test.valueRange),
                    "the words of `\(field.name)` are stored in lowercase, but this expression needs a capital letter",
                    label: "never matches"
                )
                .help("write the expression in lowercase"))
        }
    }

    /// Whether a capital letter is outside of classes, groups and alternatives: then every text must have it.
    private static func needsCapital(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        if bytes.contains(where: { "[(|\\".utf8.contains($0) }) { return false }
        return bytes.indices.contains { index in
            (0x41...0x5A).contains(bytes[index])
                && !(index + 1 < bytes.count && "?*{".utf8.contains(bytes[index + 1]))
        }
    }
}
