import Diagnostics
import Queries
import Rules
import SourceText

/// A query that says in several tests what one list of values says.
enum QueryNotOptimized: RuleCheck {
    static let info = CheckInfo(
        id: "query-not-optimized", category: .query, severity: .error, fix: .sometimes(.safe),
        summary: "the KQL query has a shorter form that Elastic's repository requires",
        rationale: """
            Elastic's repository refuses a KQL query that its own tool could write shorter: tests of one field joined by \
            the same word have to be one test with a list of values, `not` goes before the field and not before its \
            only value, several excluded values are in one list, and nothing is negated or put into \
            parentheses twice. Queries that name `powershell.file.script_block_text` are exempt.

            The meaning is the same either way, so only the profile `elastic` requires it.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and (event.outcome:success or «event.outcome:failure»)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:(success or failure)
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:(«not success»)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.outcome:success
                    '''
                    """),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, let root = kql.query.tree.kql?.root,
            !view.rule.queryNames("powershell.file.script_block_text")
        else { return }
        var shape = KQLShape(bytes: kql.bytes)
        shape.visit(root)
        for fault in shape.faults where !findings.isFull {
            let (message, help) = words(fault, kql)
            var result = finding(view, at: kql.range(fault.span), message, label: label(fault.kind))
            if let other = fault.other { result = result.label(view.location(kql.range(other)), "first tested here") }
            if let merge = fault.merge, let edit = kql.edit(merge.span, merge.text) {
                result = result.fix(Fix("write one list of values", .safe, edit))
            }
            findings.add(result.help(help))
        }
    }

    // MARK: messages

    private static func words(_ fault: KQLShape.Fault, _ kql: QueryView) -> (message: String, help: String) {
        switch fault.kind {
        case .sameField(let name):
            ("`\(name)` is tested more than once here", "write one test with a list: `\(name):(… or …)`")
        case .doubleNegation: ("a negation is negated", "leave both out")
        case .innerNegation: ("`not` is before the only value of the field", "write `not` before the field")
        case .severalNegations: ("several values of a list are negated one by one", "write `not (… or …)` once")
        case .nesting: ("parentheses around parts that are joined by the same word", "leave the parentheses out")
        }
    }

    private static func label(_ kind: KQLShape.Fault.Kind) -> String {
        switch kind {
        case .sameField: "again here"
        case .doubleNegation, .innerNegation: "this `not`"
        case .severalNegations: "the second one"
        case .nesting: "these add nothing"
        }
    }
}

extension Rule {
    fileprivate func queryNames(_ field: String) -> Bool {
        elastic.query.map { ByteSearch.first(field, in: $0.text) != nil } ?? false
    }
}
