import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A word that its key does not take.
enum InvalidValue: RuleCheck {
    static let info = CheckInfo(
        id: "invalid-value", category: .structure, severity: .error, fix: .sometimes(.safe),
        summary: "value is not one of those that its key accepts",
        rationale: """
            Keys such as `severity`, `type` and `language` accept one of a few words, written exactly so. Kibana refuses \
            a rule with another one.

            A word that differs only in case, another name of the same language (`kql`), or a typo with one candidate is \
            repaired.
            """,
        examples: [
            Example(
                bad: """
                    severity = «"Medium"»
                    """,
                good: """
                    severity = "medium"
                    """),
            Example(
                bad: """
                    language = «"kql"»
                    """,
                good: """
                    language = "kuery"
                    """),
            Example(
                bad: """
                    type = «"correlation"»
                    """,
                good: """
                    type = "query"
                    """),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.schemaViolations { report(fault, view, &findings) }
    }

    private static func report(_ fault: SchemaViolation, _ view: borrowing some FileView, _ findings: inout Findings) {
        guard case .wrongWord(let words) = fault.kind, let scalar = fault.node.textScalar else { return }
        let text = scalar.text
        let synonym = QueryLanguage(spelling: text).flatMap { words.contains($0.rawValue) ? $0.rawValue : nil }
        let winner = synonym ?? NearestName.clear(text, among: words)
        var result = finding(
            view, at: fault.range, "`\(fault.name)` is \(said(text))",
            label: "not a value that `\(fault.name)` accepts")
        if let winner {
            let isSameWord = synonym != nil || winner.lowercased() == text.lowercased()
            result = result.help("did you mean `\(winner)`?")
            if let edit = ScalarEdits.replaceAll(of: scalar, with: winner) {
                result = result.fix(Fix("write `\(winner)`", isSameWord ? .safe : .unsafe, edit))
            }
        }
        result = result.note("`\(fault.name)` accepts \(WordList.alternatives(words, limit: 9))")
        if winner == nil { result = result.help("write one of these words") }
        findings.add(result)
    }

    private static func said(_ text: String) -> String {
        text.isEmpty ? "empty" : "`\(text.prefix(60))`, which Kibana does not know"
    }
}

extension InvalidValue: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for fault in view.schemaViolations { report(fault, view, &findings) }
    }
}
