import Diagnostics
import Queries
import Rules

/// A file or a query beyond a limit.
enum LimitExceeded: RuleCheck {
    static let info = CheckInfo(
        id: "limit-exceeded", category: .syntax, severity: .error,
        summary: "file or query is larger or nested deeper than Tenet reads",
        rationale: """
            Tenet reads every input with bounded memory and depth, so that no file can stop a run: a rule file has at most \
            4 MiB and 64 levels, a query at most 256 KiB and 128 levels, and the aliases of a YAML document expand to at \
            most 10,000 nodes. Rules written by people are far below; generated ones may have to be split.
            """,
        examples: [
            Example(
                bad: """
                    query = "\(String(repeating: "(", count: 128))«(»(event.outcome:success\
                    \(String(repeating: ")", count: 130))"
                    """,
                good: """
                    query = "(event.outcome:success)"
                    """),
            Example(
                in: "query = 'process where «»'",
                bad: """
                    \(String(repeating: "(", count: 128))«(»process.name == "cmd.exe"\
                    \(String(repeating: ")", count: 129))
                    """,
                good: """
                    \(String(repeating: "(", count: 128))process.name == "cmd.exe"\
                    \(String(repeating: ")", count: 128))
                    """, on: .eql),
            Example(
                in: "[rule.meta]\nlevels = «»",
                bad: "\(String(repeating: "[", count: 61))«[»\(String(repeating: "]", count: 62))",
                good: "\(String(repeating: "[", count: 61))\(String(repeating: "]", count: 61))"),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forward(view, &findings)
        for fault in [view.loaded.queryFault, view.loaded.indicatorQueryFault] {
            if let fault, fault.id == info.id { findings.add(fault) }
        }
    }
}
