import Diagnostics
import Queries
import Rules
import Schemas
import SourceText
import Values

/// A value that a field with known values never has.
enum ValueNotAllowed: RuleCheck {
    static let info = CheckInfo(
        id: "value-not-allowed", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a value of the query is not among those that ECS has for the field, or differs in case",
        rationale: """
            A few ECS fields, such as `event.category`, `event.type` and `event.outcome`, have their values from a closed \
            list. A test for another value finds nothing in data that follow ECS, and its negation filters nothing.

            For fields such as `host.os.type` ECS names the usual values and allows others: there only a value is reported \
            that differs from a usual one in nothing but case, because a keyword is compared letter by letter.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:«succeeded»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:success
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and host.os.type:«Windows»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and host.os.type:windows
                    '''
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fields = view.query?.fields else { return }
        var known: [String: Lists] = [:]
        let tests = view.placedTests.filter { test in
            if known[test.field] == nil {
                known[test.field] = Lists(
                    closed: fields.allowedValues(of: test.field), usual: fields.usualValues(of: test.field))
            }
            guard let lists = known[test.field] else { return false }
            return !lists.words.isEmpty && test.pattern != nil
        }
        for test in tests where !findings.isFull {
            if case .equals(let literal) = test.test.comparison,
                known[test.field]?.words.contains(where: { $0.isSame(as: literal.text) }) == true
            {
                continue
            }
            guard let lists = known[test.field], let pattern = test.pattern,
                !lists.words.contains(where: { pattern.takes($0) })
            else { continue }
            let other = lists.words.first { pattern.folded.takes($0) }
            if other == nil, lists.closed.isEmpty { continue }
            // A query that asks for the right case, too, knows what its source writes.
            if let other, tests.contains(where: { $0.field == test.field && $0.pattern?.takes(other) == true }) {
                continue
            }
            findings.add(finding(test, lists, other, view))
        }
    }

    private struct Lists {
        var closed: [String]
        var usual: [String]
        var words: [String] { closed + usual }
    }

    private static func finding(
        _ test: PlacedTest, _ lists: Lists, _ sameButCase: String?, _ view: RuleView
    ) -> Diagnostic {
        let shown = view.shown(test.span)
        var near = sameButCase
        if near == nil, case .equals(let literal) = test.test.comparison {
            near = NearestName.clear(literal.text, among: lists.closed)
        }
        // A word that is like none of the list is rather a source's own than a typo.
        let result = finding(
            view, at: view.place(test.span), "ECS has no `\(shown)` for `\(test.field)`",
            label: sameButCase != nil ? "another case" : "not in ECS's list of values",
            severity: near == nil ? .info : .warning)
        guard case .equals(let literal) = test.test.comparison, let word = near else {
            return result.help(
                sameButCase == nil
                    ? "ECS allows \(WordList.alternatives(lists.closed, limit: 25))"
                    : "ECS writes it `\(sameButCase ?? "")`")
        }
        return result.help("did you mean `\(word)`?")
            .fix(view.edit(literal, at: test.span, to: word).map { Fix("write `\(word)`", .unsafe, $0) })
    }
}

extension WildcardPattern {
    fileprivate func takes(_ word: String) -> Bool { covers(WildcardPattern(word, ignoresCase: ignoresCase)) }
}
