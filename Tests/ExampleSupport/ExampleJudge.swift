package import Checks
package import Diagnostics
import Documents
import SourceText

/// Holds the examples of a check against what the check finds in them.
package struct ExampleJudge {
    package let check: any Check.Type
    /// The settings of a run over an example.
    private let context: @Sendable (Example) -> CheckContext
    /// Whether the findings of every repository's checks count, too.
    private let othersCount: Bool

    /// In the check's own profile. There others speak of what a short example omits, but not those of every repository.
    package init(_ check: any Check.Type) {
        self.check = check
        let info = check.info
        context = { CheckContext(info, $0) }
        othersCount = true
    }

    /// With that check alone, which is much faster; checks of suppressions look at what the others find.
    package init(alone check: any Check.Type) {
        self.check = check
        let info = check.info
        // A fix must break neither the file nor the query, and that of an ATT&CK entry leaves keys that agree.
        var companions: [any Check.Type] = []
        for companion in CheckRegistry.all where companion.info.id != info.id {
            let other = companion.info
            let isOfEntry = info.category == .attack && other.category == .attack && other.profile == .recommended
            if other.id == "query-syntax" || other.category == .syntax || isOfEntry { companions.append(companion) }
        }
        let checks = [check] + companions
        let plan = CheckPlan(checks, info.profile)
        context = { example in
            var context = CheckContext(info, example)
            if info.category == .suppression { return context }
            let other = example.besides.flatMap { CheckSuggestions.check($0) }
            context.plan = other.map { CheckPlan(checks + [$0], info.profile) } ?? plan
            return context
        }
        othersCount = false
    }

    /// One text of an example.
    package struct Judged {
        package var example: Example
        package var rule: ExampleRule
        /// `unknown-field, example 2, bad 1`.
        package var name: String
        package var isBad: Bool
    }

    /// Every wrong and every right text, in the order of the examples.
    package var texts: [Judged] {
        check.info.examples.enumerated().flatMap { index, example in
            func judged(_ cases: [Example.Case], isBad: Bool) -> [Judged] {
                cases.enumerated().map { number, text in
                    Judged(
                        example: example, rule: ExampleRule(text, of: example),
                        name: "\(check.info.id), example \(index + 1), \(isBad ? "bad" : "good") \(number + 1)",
                        isBad: isBad)
                }
            }
            return judged(example.bad, isBad: true) + judged(example.good, isBad: false)
        }
    }

    /// What the run gives of the text: this check's findings, and where others count those of every repository's checks.
    package func findings(_ text: Judged) -> [Diagnostic] {
        CheckRunner.lintAlone(
            text.rule.source, context(text.example), beside: ExampleRule.other(of: text.example)
        ).findings.filter { finding in
            let isOwn = finding.id == check.info.id
            if finding.id == text.example.besides { return false }
            // That a language is not read is not a fault of an example in it.
            if !othersCount || finding.id == "query-not-checked" { return isOwn }
            return isOwn || CheckSuggestions.check(finding.id)?.info.profile == .recommended
        }
    }

    /// What is wrong with a text, in words; empty: it is as its example says.
    package func faults(_ text: Judged) -> [String] {
        let findings = findings(text)
        guard text.isBad else { return findings.isEmpty ? [] : ["\(text.name): \(said(findings))"] }
        guard findings.map(\.id) == [check.info.id] else {
            return ["\(text.name): not one finding of the check: \(said(findings))"]
        }
        let (finding, marked) = (findings[0], text.rule.marked)
        var faults: [String] = []
        if finding.location.range != marked {
            let place = finding.location.range
            faults.append(
                "\(text.name): at \(place) `\(text.rule.source.text(place))`, marked \(String(describing: marked))")
        }
        if let fix = finding.fix { faults += self.faults(of: fix, text) }
        return faults
    }

    /// What is wrong with a repair: it is to remove the finding, keep every comment, and leave nothing to repair.
    private func faults(of fix: Fix, _ text: Judged) -> [String] {
        let source = text.rule.source
        let fixed = FixedText.apply(fix, to: source)
        let after = CheckRunner.lintAlone(fixed, context(text.example)).findings
        var faults: [String] = []
        // No wrong text has a finding of another check that every repository runs, and a safe fix makes no error.
        let broken = after.filter { finding in
            if finding.id == check.info.id { return true }
            if finding.id == text.example.besides { return false }
            if finding.id == "query-syntax" || finding.category == "syntax" { return true }
            return fix.applicability == .safe && finding.severity == .error
                && CheckSuggestions.check(finding.id)?.info.profile == .recommended
        }
        if !broken.isEmpty {
            faults.append("\(text.name): the fix leaves \(said(broken))")
        }
        // A suppression is a comment, and the repair of it changes it.
        let isOfComments = check.info.category == .suppression
        if !isOfComments, FixedText.comments(fixed) != FixedText.comments(source) {
            faults.append("\(text.name): the fix loses a comment")
        }
        let again = after.filter { $0.id != text.example.besides }.compactMap(\.fix).reduce(fixed) {
            FixedText.apply($1, to: $0)
        }
        if again.bytes != fixed.bytes { faults.append("\(text.name): the fix does not settle") }
        return faults
    }

    private func said(_ findings: [Diagnostic]) -> String {
        findings.isEmpty
            ? "no finding"
            : findings.map { "\($0.id) at \($0.location.range): \($0.message)" }.joined(separator: "; ")
    }
}
