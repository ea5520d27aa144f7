import Diagnostics
import Documents
import Rules
import SourceText

/// A key that occurs twice in one table, as reported by the readers of documents.
enum DuplicateKey: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-key", category: .syntax, severity: .error,
        summary: "key is defined twice in one table",
        rationale: """
            TOML and YAML forbid it. Readers that accept the file keep one of the values without a message, some the \
            first and some the last, so it is undefined what the rule means. JSON allows it, and Kibana keeps the last \
            value.
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
                    """),
            Example(in: "meta = { from = \"1h\", «» = \"2h\" }", bad: "from", good: "to"),
            Example(
                in: """
                    rule:
                      severity: low
                      risk_score: 21
                      «»: medium
                    """,
                bad: "severity", good: "note", syntax: .yaml),
            Example(
                in: "\"note\": \"Call the owner.\", \"tags\": [\"A\", \"B\"], «»",
                bad: ["«\"note\"»: \"\"", "\"meta\": {\"from\": \"1h\", «\"from\"»: \"2h\"}"],
                good: ["\"setup\": \"\"", "\"meta\": {\"from\": \"1h\"}"], on: .kibana),
        ], refusedIn: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

extension DuplicateKey: InputCheck {
    /// JSON allows it, and Kibana keeps the last value.
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for object in view.input.objects {
            var open = [object.document.root]
            while let node = open.popLast(), !findings.isFull {
                if let items = node.array { open += items.reversed() }
                guard let table = node.table else { continue }
                open += table.entries.reversed().map(\.value)
                var first: [String: ByteRange] = [:]
                for entry in table.entries {
                    guard let range = first[entry.key] else {
                        first[entry.key] = entry.keyRange
                        continue
                    }
                    findings.add(
                        finding(
                            view, at: entry.keyRange,
                            "`\(entry.key.prefix(60))` is set twice; Kibana keeps the last value",
                            severity: .warning
                        ).label(view.location(range), "first here").help("remove one of the two"))
                }
            }
        }
    }
}
