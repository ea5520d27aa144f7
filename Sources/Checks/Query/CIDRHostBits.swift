import Diagnostics
import Queries
import Rules
import Schemas
import SourceText
import Values

/// A CIDR block that is written with an address from its middle.
enum CIDRHostBits: RuleCheck {
    static let info = CheckInfo(
        id: "cidr-host-bits", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "address of a CIDR block is not the first one of the block",
        rationale: """
            `10.1.2.3/8` is the same block as `10.0.0.0/8`: Elasticsearch ignores the bits after the prefix. Either \
            the prefix length is wrong and the block matches more than intended, or the address misleads the reader.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    #"event.dataset:azure.activitylogs and source.ip:«"10.1.2.3/8"»"#,
                    "source.ip:(10.0.0.0/8 or «192.168.1.0/16»)",
                    #"event.dataset:azure.activitylogs and not source.ip:«"2001:db8::1/32"»"#,
                ],
                good: [
                    #"event.dataset:azure.activitylogs and source.ip:"10.0.0.0/8""#,
                    #"source.ip:"10.1.2.3/32""#,
                    #"source.ip:"10.1.2.3""#,
                    #"source.ip:"2001:db8::/32""#,
                    #"message:"10.1.2.3/8""#,
                    #"source.ip >= "10.1.2.3""#,
                ],
                on: .query),
            Example(
                in: """
                    language = "lucene"
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    #"«source.ip:"10.1.2.3/8"»"#
                ],
                good: [
                    #"source.ip:"10.0.0.0/8""#
                ],
                on: .lucene),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    index = ["logs-endpoint.events.network-*"]
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    #"network where «cidrMatch(source.ip, "10.1.2.3/8")»"#
                ],
                good: [
                    #"network where cidrMatch(source.ip, "10.0.0.0/8")"#
                ],
                on: .eql),
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
            .help("write `\(whole)`, or correct the prefix length")
            if let edit = view.edit(literal, at: test.span, to: whole) {
                result = result.fix(Fix("write `\(whole)`", .unsafe, edit))
            }
            findings.add(result)
        }
    }
}
