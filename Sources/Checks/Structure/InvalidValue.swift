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
            Example(bad: "severity = «\"medum\"»", replacing: "\"medium\""),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.schemaViolations { report(fault, view, &findings) }
    }

    private static func report(_ fault: SchemaViolation, _ view: borrowing some FileView, _ findings: inout Findings) {
        guard case .wrongWord(let words) = fault.kind, let scalar = fault.node.textScalar else { return }
        var result = fault.finding(in: view.source.id, type: nil)
        if let winner = SchemaViolation.word(meantBy: scalar.text, among: words),
            let edit = ScalarEdits.replaceAll(of: scalar, with: winner)
        {
            let isSameWord = QueryLanguage(spelling: scalar.text)?.rawValue == winner
            let isSafe = isSameWord || winner.lowercased() == scalar.text.lowercased()
            result = result.fix(Fix("write `\(winner)`", isSafe ? .safe : .unsafe, edit))
        }
        findings.add(result)
    }
}

extension InvalidValue: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for fault in view.schemaViolations { report(fault, view, &findings) }
    }
}
