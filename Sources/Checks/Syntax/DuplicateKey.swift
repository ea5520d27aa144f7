import Diagnostics

/// A key that stands twice in one table, as the readers tell it.
enum DuplicateKey: Check {
    static let info = CheckInfo(
        id: "duplicate-key", category: .syntax, severity: .error,
        summary: "a key is defined twice in one table",
        rationale: """
            TOML and YAML forbid it. Readers that do not refuse the file keep one of the values without a word, some the \
            first and some the last, so nobody can say what the rule means.
            """,
        examples: [
            Example(
                bad: """
                    severity = "low"
                    risk_score = 21
                    «severity» = "medium"
                    """,
                good: """
                    severity = "low"
                    risk_score = 21
                    """)
        ], isKibanasRefusal: false)

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) { forward(view, &findings) }
}
