import Diagnostics
import SourceText
import Testing

@testable import Checks

/// The examples of every check are its documentation and its tests.
@Suite struct ExampleTests {
    @Test func badExamplesGiveTheirOneFinding() {
        forEachExample { check, example, rule, name in
            let findings = found(rule.bad, check, example)
            let ids = findings.map(\.id)
            #expect(ids == [check.info.id], "\(name): \(said(findings))")
            guard let finding = findings.first(where: { $0.id == check.info.id }) else { return }
            let place = finding.location.range
            let marked = rule.bad.marked
            #expect(
                place == marked,
                "\(name): at \(place) `\(rule.bad.source.text(place))`, marked \(String(describing: marked))")
        }
    }

    @Test func goodExamplesGiveNothing() {
        forEachExample { check, example, rule, name in
            let findings = found(rule.good, check, example)
            let isClean = findings.isEmpty
            #expect(isClean, "\(name): \(said(findings))")
        }
    }

    @Test func fixesRepairAndKeepComments() {
        forEachExample { check, example, rule, name in
            guard let finding = found(rule.bad, check, example).first(where: { $0.id == check.info.id }),
                let fix = finding.fix
            else { return }
            let fixed = FixedText.apply(fix, to: rule.bad.source)
            let after = CheckRunner.lintAlone(fixed, CheckContext(check.info, example)).findings
            let isRepaired = !after.contains { $0.id == check.info.id || $0.category == "syntax" }
            #expect(isRepaired, "\(name): \(said(after))")
            // A suppression is a comment, and the repair of it changes it.
            let isOfComments = check.info.category == .suppression
            #expect(
                isOfComments || FixedText.comments(fixed) == FixedText.comments(rule.bad.source),
                "\(name): a comment is lost")
            // What is repaired has nothing left to repair.
            let again = after.compactMap(\.fix).reduce(fixed) { FixedText.apply($1, to: $0) }
            #expect(again.bytes == fixed.bytes, "\(name): the fix does not settle")
        }
    }

    @Test func factsAreComplete() {
        var summaries: Set<String> = []
        for check in CheckRegistry.all {
            let info = check.info
            #expect(info.id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }, "\(info.id)")
            #expect(info.summary.utf8.count <= 110 && !info.summary.hasSuffix("."), "\(info.id): summary")
            #expect(info.rationale.utf8.count >= 80 && info.rationale.hasSuffix("."), "\(info.id): rationale")
            #expect(!info.examples.isEmpty, "\(info.id) has no example")
            #expect(summaries.insert(info.summary).inserted, "\(info.id): summary of another check")
        }
        #expect(CheckRegistry.all.count >= 40)
    }

    /// What a check says of its fixes and its severity is what its examples show.
    @Test func availabilityIsTrue() {
        var offered: [String: Set<Applicability>] = [:]
        forEachExample { check, example, rule, _ in
            for finding in found(rule.bad, check, example) where finding.id == check.info.id {
                if let fix = finding.fix { offered[check.info.id, default: []].insert(fix.applicability) }
            }
        }
        for check in CheckRegistry.all {
            let seen = offered[check.info.id] ?? []
            switch check.info.fix {
            case .none: #expect(seen.isEmpty, "\(check.info.id) offers a fix")
            case .sometimes(let best): #expect(seen.allSatisfy { $0 <= best }, "\(check.info.id)")
            case .always(let best): #expect(seen == [best], "\(check.info.id): \(seen)")
            }
        }
    }

    private func forEachExample(
        _ body: (any Check.Type, Example, (bad: ExampleRule, good: ExampleRule), String) -> Void
    ) {
        for check in CheckRegistry.all {
            for (index, example) in check.info.examples.enumerated() {
                let bad = ExampleRule(example.bad, of: example, path: example.badPath)
                let good = ExampleRule(example.good, of: example, path: example.goodPath)
                body(check, example, (bad, good), "\(check.info.id), example \(index + 1)")
            }
        }
    }

    /// What the example gives in the check's own profile: this check's findings, and those of every repository's checks.
    /// Others of the profile speak of what a short example leaves out.
    private func found(_ rule: ExampleRule, _ check: any Check.Type, _ example: Example) -> [Diagnostic] {
        CheckRunner.lintAlone(
            rule.source, CheckContext(check.info, example), beside: ExampleRule.other(of: example)
        ).findings.filter { finding in
            // That a language is not read is no fault of an example in it.
            if finding.id == "query-not-checked", check.info.id != finding.id { return false }
            return finding.id == check.info.id || CheckSuggestions.check(finding.id)?.info.profile == .recommended
        }
    }

    private func said(_ findings: [Diagnostic]) -> String {
        findings.map { "\($0.id) at \($0.location.range): \($0.message)" }.joined(separator: "; ")
    }
}
