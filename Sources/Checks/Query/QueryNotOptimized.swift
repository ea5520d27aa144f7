import Diagnostics
import Queries
import Rules
import SourceText

/// A query that needs several tests for what one list of values can test.
enum QueryNotOptimized: RuleCheck {
    static let info = CheckInfo(
        id: "query-not-optimized", category: .query, severity: .error, fix: .sometimes(.safe),
        summary: "KQL query has a shorter form that Elastic's repository requires",
        rationale: """
            Elastic's repository rejects a KQL query that its own tool could write shorter: tests of one field joined by \
            the same word have to be one test with a list of values, `not` is before the field and not before its only \
            value, several excluded values are in one list, and nothing is negated twice or in needless parentheses. \
            Queries that test `powershell.file.script_block_text` are exempt.

            The meaning is the same either way, so only the profile `elastic` requires it.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "(event.outcome:success or «event.outcome:failure»)", "not user.name:ann and «not user.name:bob»",
                    "(event.action:(read or write) or «event.action:delete»)",
                    "(event.outcome:success or source.ip:10.0.0.1 or «event.outcome:failure»)",
                    "(event.action:read or «event.action:(write or delete)»)",
                    "(event.outcome:success\n  or «event.outcome:failure»)",
                    "user.roles:admin and «user.roles:reader»", "not user.name:(ann or bob) and «not user.name:eve»",
                    "(event.action:read or «not event.action:write»)", "(event.action:read or («event.action:write»))",
                ],
                good: [
                    "event.outcome:(success or failure)", "not user.name:(ann or bob)",
                    "(event.outcome:success or not source.ip:10.0.0.1)",
                    "(event.outcome:success and user.name:ann or event.outcome:failure)",
                    "source.port > 80 and source.port < 443",
                    "not (event.outcome:success and not (user.name:ann or user.id:1))",
                ]),
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»'",
                bad: "not user.name:ann and «not user.name:bob»", good: "not user.name:(ann or bob)"),
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»'",
                bad: "user.roles:admin and «user.roles:reader»", good: "user.roles:(admin and reader)"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.outcome:(«not success»)", "event.action:(«not (read or write)»)",
                ],
                good: [
                    "not event.outcome:success", "event.action:(read* and not readme)",
                    "user.roles:(admin or (reader and writer))",
                ]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: ["«not (not event.outcome:success)»", "event.action:(«not (not read)» or write)"],
                good: "event.outcome:success"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "event.action:(read* and not readme and «not reader»)",
                good: "event.action:(read* and not (readme or reader))"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "«(event.outcome:success and source.ip:10.0.0.1)»", "event.action:(read or «(write or delete)»)",
                    "(event.outcome:success or «(source.ip:10.0.0.1 or user.name:ann)»)",
                ],
                good: "event.outcome:success and source.ip:10.0.0.1"),
            Example(
                in: """
                    index = ["logs-windows.powershell*"]
                    query = '''
                    event.category:process and («»)
                    '''

                    [metadata]
                    integration = ["windows"]
                    """,
                good: #"powershell.file.script_block_text:"vault" or powershell.file.script_block_text:"secret""#),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql, let root = kql.query.tree.kql?.root,
            !view.rule.queryNames("powershell.file.script_block_text")
        else { return }
        var shape = KQLShape(bytes: kql.bytes)
        shape.visit(root)
        for departure in shape.departures where !findings.isFull {
            let (message, help) = words(departure, kql)
            var result = finding(view, at: kql.range(departure.span), message, label: label(departure.kind))
            if let other = departure.other {
                result = result.label(view.location(kql.range(other)), "first tested here")
            }
            if let merge = departure.merge, let edit = kql.edit(merge.span, merge.text) {
                result = result.fix(Fix("write one list of values", .safe, edit))
            }
            findings.add(result.help(help))
        }
    }

    // MARK: messages

    private static func words(_ departure: KQLShape.Departure, _ kql: QueryView) -> (message: String, help: String) {
        switch departure.kind {
        case .sameField(let one):
            (
                "`\(one.name)` is tested more than once here",
                "write one test with a list: `\(one.isNegated ? "not " : "")\(one.name):(… \(one.word.rawValue) …)`"
            )
        case .doubleNegation: ("a negation is negated", "remove both")
        case .innerNegation: ("`not` is before the only value of the field", "write `not` before the field")
        case .severalNegations: ("several values of a list are negated one by one", "write `not (… or …)` once")
        case .nesting: ("parentheses around parts that are joined by the same word", "remove the parentheses")
        }
    }

    private static func label(_ kind: KQLShape.Departure.Kind) -> String {
        switch kind {
        case .sameField: "again here"
        case .doubleNegation, .innerNegation: "this `not`"
        case .severalNegations: "the second one"
        case .nesting: "the parentheses have no effect"
        }
    }
}

extension Rule {
    fileprivate func queryNames(_ field: String) -> Bool {
        elastic.query.map { ByteSearch.first(field, in: $0.text) != nil } ?? false
    }
}
