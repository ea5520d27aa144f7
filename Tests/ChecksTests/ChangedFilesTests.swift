import Checks
import Diagnostics
import SourceText
import Testing

/// Checks that compare a file with what it was.
@Suite struct ChangedFilesTests {
    private static let path = "rules/_deprecated/a.toml"

    private func ids(
        _ text: String, _ change: ChangedFiles.Change?, path: String = path, select: Set<String>
    ) -> [String] {
        var context = CheckContext(profile: .elastic)
        context.changes = ChangedFiles(change.map { [path: $0] } ?? [:])
        return CheckRunner.lint(SourceFile(path: path, text: text), context).findings.map(\.id).filter(select.contains)
    }

    private func rule(_ maturity: String, _ name: String = "A", id: String = "a", updated: String = "2026/02/01")
        -> String
    {
        "[metadata]\nmaturity = \"\(maturity)\"\nupdated_date = \"\(updated)\"\n[rule]\nrule_id = \"\(id)\"\nname = \"\(name)\"\n"
    }

    /// Moving a rule to its last resting place is not a change of a deprecated rule.
    @Test func onlyAChangeInPlaceModifiesADeprecatedRule() {
        let now = rule("deprecated", "Deprecated - A")
        let before = Array(rule("deprecated").utf8)
        let select: Set = ["deprecated-rule-modified"]
        #expect(ids(now, .modified(before: before), select: select) == ["deprecated-rule-modified"])
        #expect(ids(now, .moved(before: before), select: select).isEmpty)
        #expect(ids(now, .added, select: select).isEmpty)
        #expect(ids(now, nil, select: select).isEmpty)
        #expect(ids(now, .modified(before: Array(now.utf8)), select: select).isEmpty)
    }

    /// A reason is asked of rules that the change deprecates, also of those that it adds so.
    @Test func onlyNewlyDeprecatedRulesNeedAReason() {
        let now = rule("deprecated")
        let select: Set = ["deprecated-without-reason"]
        #expect(ids(now, .moved(before: Array(rule("production").utf8)), select: select).count == 1)
        #expect(ids(now, .added, select: select).count == 1)
        #expect(ids(now, .modified(before: Array(rule("deprecated", "B").utf8)), select: select).isEmpty)
        #expect(ids(now, nil, select: select).isEmpty)
    }

    @Test func datesCountOnlyForFilesThatStayed() {
        let now = rule("production", "B")
        let before = Array(rule("production").utf8)
        let select: Set = ["updated-date-not-bumped"]
        #expect(ids(now, .modified(before: before), select: select).count == 1)
        #expect(ids(now, .moved(before: before), select: select).isEmpty)
        #expect(ids(rule("production", "B", updated: "2026/02/02"), .modified(before: before), select: select).isEmpty)
    }

    /// Of several rules in a file each is compared with the one of its id.
    @Test func rulesOfOneFileAreMatchedByTheirIDs() {
        let document = { (id: String, type: String) in "---\nrule:\n  rule_id: \(id)\n  type: \(type)\n" }
        let before = document("a", "query") + document("b", "eql")
        let now = document("b", "eql") + document("a", "eql") + document("c", "eql")
        let found = ids(
            now, .modified(before: Array(before.utf8)), path: "rules/a.yaml",
            select: ["rule-type-changed", "rule-id-changed"])
        #expect(found == ["rule-type-changed"])
    }

    /// What was broken before, or is not a rule, tells nothing.
    @Test func brokenTextBeforeIsNoRule() {
        for before in ["", "\u{0}[[", "[rule", "- 1\n"] {
            let found = ids(
                rule("production"), .modified(before: Array(before.utf8)),
                select: ["rule-id-changed", "rule-type-changed", "updated-date-not-bumped", "creation-date-changed"])
            #expect(found.isEmpty, "\(before)")
        }
    }
}
