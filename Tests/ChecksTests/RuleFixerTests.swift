import Checks
import Diagnostics
import Rules
import SourceText
import Testing

/// The fixer with checks of the test's own: what it does with fixes does not depend on what they repair.
@Suite struct RuleFixerTests {
    private func file(_ text: String) -> LoadedFile { LoadedFile(SourceFile(path: "a.toml", text: text)) }

    private func finding(_ id: String, _ range: ByteRange, _ applicability: Applicability, _ edits: [Edit])
        -> Diagnostic
    {
        Diagnostic(id, category: "text", .warning, id, at: Label(Location(SourceID(0), range)))
            .fix(Fix("fix", applicability, edits))
    }

    /// Every place of `text`, replaced.
    private func replacing(
        _ text: String, by other: String, _ applicability: Applicability = .safe
    ) -> (LoadedFile) -> RuleFixer.Outcome {
        { file in
            let bytes = file.source.bytes
            let wanted = Array(text.utf8)
            let findings = bytes.indices.filter { bytes[$0...].starts(with: wanted) }.map { start in
                let range = ByteRange(start, start + wanted.count)
                return self.finding("x", range, applicability, [Edit(range, other)])
            }
            return RuleFixer.Outcome(findings: findings, ruleCount: 1)
        }
    }

    private func text(_ fixed: RuleFixer.Fixed) -> String { String(decoding: fixed.source.bytes, as: UTF8.self) }

    /// What a fix brings about is for a person to judge: only its safe repair follows in the same run.
    @Test func noFixThatMayChangeTheMeaningFollowsFromAnother() {
        let check: @Sendable (Applicability) -> (LoadedFile) -> RuleFixer.Outcome = { second in
            { file in
                let first = self.replacing("1", by: "2", .unsafe)(file)
                if !first.findings.isEmpty { return first }
                let place = ByteRange(4, 5)
                let isTwo = file.source.bytes[4] == UInt8(ascii: "2")
                let findings = isTwo ? [self.finding("y", place, second, [Edit(place, "3")])] : []
                return RuleFixer.Outcome(findings: findings, ruleCount: 1)
            }
        }
        let guess = RuleFixer.fix(file("a = 1\n"), .unsafe, check: check(.unsafe))
        #expect(text(guess) == "a = 2\n")
        #expect(guess.outcome.findings.map(\.id) == ["y"])
        #expect(text(RuleFixer.fix(file("a = 1\n"), .unsafe, check: check(.safe))) == "a = 3\n")
    }

    @Test func fixesGoOnUntilNothingChanges() {
        let fixed = RuleFixer.fix(file("a = \"xxxx\"\n"), .safe, check: replacing("xx", by: "x"))
        #expect(text(fixed) == "a = \"x\"\n")
        #expect(fixed.outcome.findings.isEmpty)
        #expect(fixed.applied.count == 3)
        #expect(fixed.broken == nil)
        let again = RuleFixer.fix(fixed.file, .safe, check: replacing("xx", by: "x"))
        #expect(again.applied.isEmpty)
    }

    @Test func fixesThatNeverEndAreStopped() {
        let fixed = RuleFixer.fix(file("a = \"x\"\n"), .safe, check: replacing("x", by: "xx"))
        #expect(fixed.source.bytes.count <= 8 + 1 << RuleFixer.rounds)
        #expect(!fixed.outcome.findings.isEmpty)
    }

    @Test func ofOverlappingFixesTheFirstWins() {
        let fixed = RuleFixer.fix(file("a = \"aba\"\n"), .safe, check: replacing("aba", by: "c"))
        #expect(text(fixed) == "a = \"c\"\n")
        let twice: (LoadedFile) -> RuleFixer.Outcome = { file in
            guard file.source.bytes.count == 6 else { return .init(findings: [], ruleCount: 1) }
            let range = ByteRange(4, 5)
            return .init(
                findings: [
                    self.finding("one", range, .safe, [Edit(range, "10")]),
                    self.finding("two", range, .safe, [Edit(ByteRange(at: 4), "7")]),
                ], ruleCount: 1)
        }
        #expect(text(RuleFixer.fix(file("a = 1\n"), .safe, check: twice)) == "a = 10\n")
    }

    @Test func applicabilityIsKept() {
        for (applicability, least, changes) in [
            (Applicability.safe, Applicability.safe, true), (.unsafe, .safe, false), (.unsafe, .unsafe, true),
            (.displayOnly, .unsafe, false), (.displayOnly, .displayOnly, false),
        ] {
            let fixed = RuleFixer.fix(file("a = \"x\"\n"), least, check: replacing("x", by: "y", applicability))
            #expect((text(fixed) == "a = \"y\"\n") == changes)
        }
    }

    @Test func aFixThatBreaksTheFileIsTakenBack() {
        let fixed = RuleFixer.fix(file("a = \"x\"\n"), .safe, check: replacing("\"x\"", by: "\"x"))
        #expect(text(fixed) == "a = \"x\"\n")
        #expect(fixed.applied.isEmpty)
        #expect(fixed.broken?.id == "x")
        let outside = RuleFixer.fix(file("a = 1\n"), .safe) { _ in
            .init(findings: [self.finding("out", ByteRange(at: 0), .safe, [Edit(ByteRange(90, 91), "")])], ruleCount: 1)
        }
        #expect(outside.broken?.id == "out")
    }
}
