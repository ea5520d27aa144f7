import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// Capital letters in an expression over analyzed text.
enum CapitalsInRegex: RuleCheck {
    static let info = CheckInfo(
        id: "capitals-in-regex", category: .query, severity: .warning,
        summary: "a regular expression of a Lucene query tests an analyzed field for capital letters",
        rationale: """
            The words of an analyzed field are kept in lower case, and a regular expression is compared with them as it \
            is written. One that needs a capital letter never matches.
            """,
        examples: [
            Example(
                bad: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = 'message:«/Failed.*/»'
                    """,
                good: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = 'message:/failed.*/'
                    """)
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
                    "`\(field.name)` is kept in lower case, the expression is not",
                    label: "never matches"
                )
                .help("write the expression in lower case"))
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
