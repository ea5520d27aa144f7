import Diagnostics
import Queries
import Rules
import Schemas
import SourceText
import Values

/// A block of addresses that is written with an address from its middle.
enum CIDRHostBits: RuleCheck {
    static let info = CheckInfo(
        id: "cidr-host-bits", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a CIDR block is written with an address that is not its first",
        rationale: """
            `10.1.2.3/8` is the whole of `10.0.0.0/8`: Elasticsearch ignores what follows the prefix. Either the \
            length is wrong and the block matches far more than was meant, or the address misleads whoever reads it.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and source.ip:«"10.1.2.3/8"»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and source.ip:"10.0.0.0/8"
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for test in view.placedTests where test.test.types.contains(.ip) && !findings.isFull {
            guard case .equals(let literal) = test.test.comparison, let slash = literal.text.firstIndex(of: "/"),
                let block = IPRange(literal.text), IPAddress(literal.text[..<slash]) != block.low
            else { continue }
            let whole = block.low.text + literal.text[slash...]
            var result = finding(
                view, at: view.place(test.span), "`\(literal.text)` is the block `\(whole)`",
                label: "not the first address of the block"
            )
            .help("write `\(whole)`, or correct the length")
            if let edit = view.edit(literal, at: test.span, to: whole) {
                result = result.fix(Fix("write `\(whole)`", .unsafe, edit))
            }
            findings.add(result)
        }
    }
}
