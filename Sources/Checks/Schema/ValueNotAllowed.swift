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
        summary: "value is not among those that ECS allows for the field, or differs in case",
        rationale: """
            ECS has a closed list of values for a few fields, such as `event.category`, `event.type` and `event.outcome`. A \
            test for another value matches nothing in data that follow ECS, and its negation excludes nothing.

            For fields such as `host.os.type` ECS lists the usual values and allows others. There only a value is reported \
            that differs from a usual one in case alone, because keywords are compared case-sensitively.
            """,
        examples: [
            Example(
                in: "query = \"event.dataset:azure.activitylogs and event.outcome:«»\"",
                bad: ["succes", "ok", "Success", "(success or «failed»)", "«SUC*»", "(«Success» or failure)"],
                good: ["success", "suc*", "*", "(success or Success)"]),
            Example(
                in: "query = \"event.dataset:azure.activitylogs and host.os.type:«»\"",
                bad: ["Win*", "Windows"], good: ["windows", "aix", "(Windows or windows)", "a*"]),
            Example(
                in: "query = 'process where event.type == \"start\" and event.outcome «»'",
                bad: "== «\"Success\"»", good: ["== \"success\"", ": \"Success\"", "!= null"], on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fields = view.query?.fields else { return }
        var known: [String: Lists] = [:]
        let tests = view.placedTests.filter { test in
            let lists =
                known[test.field]
                ?? Lists(closed: fields.allowedValues(of: test.field), usual: fields.usualValues(of: test.field))
            known[test.field] = lists
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
            // A query that tests the right case, too, has the other one on purpose.
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
        // A word that resembles none of the list is probably a source's own, not a typo.
        let result = finding(
            view, at: view.place(test.span), "ECS has no value `\(shown)` for `\(test.field)`",
            label: sameButCase != nil ? "differs in case" : "not in ECS's list of values",
            severity: near == nil ? .info : .warning)
        guard case .equals(let literal) = test.test.comparison, let word = near else {
            return result.help(
                sameButCase == nil
                    ? "ECS allows \(WordList.alternatives(lists.closed, limit: 25))"
                    : "the value in ECS is `\(sameButCase ?? "")`")
        }
        return result.help("did you mean `\(word)`?")
            .fix(view.edit(literal, at: test.span, to: word).map { Fix("write `\(word)`", .unsafe, $0) })
    }
}

extension WildcardPattern {
    fileprivate func takes(_ word: String) -> Bool { covers(WildcardPattern(word, ignoresCase: ignoresCase)) }
}
