import Diagnostics
import Documents
import ExampleSupport
import SourceText
import TestSupport
import Testing

@testable import Checks

/// What comments suppressed, and what is said of comments that set nothing aside.
@Suite struct SuppressionTests {
    private func lint(_ text: String, _ path: String = "a.toml") -> CheckRunner.Outcome {
        CheckRunner.lintAlone(SourceFile(path: path, text: text))
    }

    /// Ids of the findings about suppressions and of `wanted`, in order.
    private func ids(_ outcome: CheckRunner.Outcome, _ wanted: String...) -> [String] {
        outcome.findings.filter { $0.category == "suppression" || wanted.contains($0.id) }.map(\.id)
    }

    /// Every finding that a comment could mean is suppressed, and the comment is none too many.
    private func expectSuppressed(
        _ text: String, _ id: String, count: Int = 1, path: String = "a.toml",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let outcome = lint(text, path)
        let found = outcome.findings.filter { $0.id == id || $0.category == "suppression" }
        #expect(found.isEmpty, "\(found.map { "\($0.id): \($0.message)" })", sourceLocation: sourceLocation)
        #expect(
            outcome.suppressed.map(\.finding.id) == Array(repeating: id, count: count), sourceLocation: sourceLocation)
        #expect(outcome.suppressed.allSatisfy { $0.reason == "on purpose" }, sourceLocation: sourceLocation)
    }

    @Test func aCommentBehindAValueMeansItsLine() {
        expectSuppressed("[rule]\nrisk_score = \"47\" # tenet: ignore[wrong-type] on purpose\n", "wrong-type")
        expectSuppressed(
            "rule:\n  risk_score: \"47\" # tenet: ignore[wrong-type] on purpose\n", "wrong-type", path: "a.yaml")
        // With CRLF, other words before it, no spaces, and what people put before a reason.
        expectSuppressed("[rule]\r\nrisk_score = \"47\" # tenet: ignore[wrong-type] on purpose\r\n", "wrong-type")
        expectSuppressed("[rule]\nrisk_score = \"47\" # a text #tenet:ignore[wrong-type]: on purpose\n", "wrong-type")
        let other = lint("[rule]\nname = 1\nrisk_score = \"47\" # tenet: ignore[wrong-type] on purpose\n")
        #expect(ids(other, "wrong-type") == ["wrong-type"])
    }

    @Test func aCommentBehindAValueOfSeveralLinesMeansAllOfIt() {
        let list = "tags = [\n  1,\n  2,\n] # tenet: ignore[wrong-type] on purpose\n"
        expectSuppressed("[rule]\n" + list, "wrong-type", count: 2)
        let query =
            "type = \"query\"\nlanguage = \"kuery\"\nquery = '''\na:1 AND\nb:2\n''' # tenet: ignore[keyword-case] on purpose\n"
        expectSuppressed("[rule]\n" + query, "keyword-case")
        let yaml =
            "rule:\n  type: query\n  language: kuery\n  query: | # tenet: ignore[keyword-case] on purpose\n    a:1\n    AND b:2\n"
        expectSuppressed(yaml, "keyword-case", path: "a.yaml")
        // The last line of a table ends the table, too: the comment means the line all the same.
        let table = lint("[rule]\nname = 1\nrisk_score = \"47\" # tenet: ignore[wrong-type] on purpose\n[metadata]\n")
        #expect(ids(table, "wrong-type") == ["wrong-type"])
    }

    @Test func aCommentAboveAKeyMeansTheWholeKey() {
        expectSuppressed(
            "# tenet: ignore[wrong-type] on purpose\n# and why\n\n[rule]\nrisk_score = \"47\"\nname = 1\n",
            "wrong-type", count: 2)
        expectSuppressed("\u{FEFF}# tenet: ignore[wrong-type] on purpose\n[rule]\nrisk_score = \"47\"\n", "wrong-type")
        expectSuppressed("[rule]\n# tenet: ignore[wrong-type] on purpose\nrisk_score = \"47\"\n", "wrong-type")
        expectSuppressed("[rule]\ntags = [\n  # tenet: ignore[wrong-type] on purpose\n  1,\n]\n", "wrong-type")
        expectSuppressed(
            "rule:\n  # tenet: ignore[wrong-type] on purpose\n  tags:\n  - 1: 2\n  - [3]\n", "wrong-type", count: 2,
            path: "a.yaml")
        expectSuppressed(
            "rule:\n  tags:\n  - a\n  # tenet: ignore[wrong-type] on purpose\n  - [3]\n", "wrong-type", path: "a.yaml")
        // One element of an array of tables, not those after it.
        let threat = "[[rule.threat]]\nframework = 1\n"
        let outcome = lint("# tenet: ignore[wrong-type] on purpose\n" + threat + threat)
        #expect(ids(outcome, "wrong-type") == ["wrong-type"])
        #expect(outcome.suppressed.count == 1)
    }

    @Test func aCommentForTheFileMeansAllDocuments() {
        expectSuppressed(
            "[rule]\nname = 1\nrisk_score = \"47\"\n# tenet: ignore-file[wrong-type] on purpose\n", "wrong-type",
            count: 2)
        let two = "rule:\n  name: [1]\n---\n# tenet: ignore-file[wrong-type] on purpose\nrule:\n  name: [1]\n"
        expectSuppressed(two, "wrong-type", count: 2, path: "a.yaml")
        // A comment between two documents belongs to the key below it.
        let between = "rule:\n  name: a\n---\n# tenet: ignore[wrong-type] on purpose\nrule:\n  name: [1]\n"
        expectSuppressed(between, "wrong-type", path: "a.yaml")
    }

    @Test func checksBetweenRulesAreSetAsideAndNeverUnused() {
        let rule = "rule:\n  rule_id: 5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b\n"
        let marked =
            "rule:\n  # tenet: ignore[duplicate-rule-id] on purpose\n  rule_id: 5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b\n"
        expectSuppressed(rule + "---\n" + marked, "duplicate-rule-id", path: "a.yaml")
        #expect(ids(lint(marked, "a.yaml")) == [])
    }

    @Test(arguments: [
        ("# tenet: ignore", "the suppression names no check"), ("# tenet: ignore[]", "the suppression names no check"),
        ("# tenet: ignore-file[ , ]", "the suppression names no check"),
        ("# tenet: ignore wrong-type", "the checks to suppress are not in brackets"),
        ("# tenet: ignore[wrong-type on purpose", "the bracket is never closed"),
        ("# tenet ignore[wrong-type] on purpose", "no colon after `tenet`"),
        ("# tenet: ignroe[wrong-type] on purpose", "unknown word `ignroe` after `tenet:`"),
        ("# tenet:", "no word follows `tenet:`"),
        ("# tenet: ignore[query] on purpose", "unknown check `query` in a suppression"),
        ("# tenet: ignore[wrong-typ] on purpose", "unknown check `wrong-typ` in a suppression"),
    ])
    func whatIsNotUnderstoodIsToldAndSuppressesNothing(_ comment: String, _ message: String) {
        for text in ["[rule]\nrisk_score = \"47\" \(comment)\n", "[rule]\n\(comment)\nrisk_score = \"47\"\n"] {
            let outcome = lint(text)
            let found = outcome.findings.filter { $0.category == "suppression" }
            #expect(found.map(\.message) == [message], "\(text)")
            #expect(outcome.findings.contains { $0.id == "wrong-type" })
        }
    }

    @Test func aSuppressionWithoutReasonIsToldAndWorks() {
        let outcome = lint("[rule]\nrisk_score = \"47\" # tenet: ignore[wrong-type]\n")
        #expect(ids(outcome, "wrong-type") == ["malformed-suppression"])
        #expect(outcome.suppressed.map(\.finding.id) == ["wrong-type"])
    }

    @Test func aCommentAboveNothingIsTold() {
        for text in [
            "[rule]\nname = \"a\"\n# tenet: ignore[wrong-type] on purpose\n",
            "[rule]\ntags = [\n  \"a\",\n  # tenet: ignore[wrong-type] on purpose\n]\nname = 1\n",
        ] {
            #expect(
                lint(text).findings.filter { $0.category == "suppression" }.map(\.message) == [
                    "no key follows the suppression"
                ])
        }
    }

    @Test func sentencesAboutTenetAreNoSuppressions() {
        for comment in [
            "# tenet is a linter", "# tenets: none", "# see https://tenet: ignore", "# the tenet: ignore[x]",
        ] {
            #expect(ids(lint("[rule]\nname = \"a\" \(comment)\n")) == [], "\(comment)")
        }
    }

    @Test func onlyChecksThatLookedAtTheFileAreUnused() {
        // Of another profile, of a broken file, of a deprecated rule.
        let comment = "# tenet: ignore-file[wrong-type] on purpose\n"
        #expect(ids(lint(comment + "[rule]\nname = \"a\"\n")) == ["unused-suppression"])
        #expect(ids(lint(comment + "[rule]\nname = \n")) == [])
        #expect(
            ids(
                lint(
                    "# tenet: ignore-file[missing-key] on purpose\n[metadata]\nmaturity = \"deprecated\"\n[rule]\nname = \"a\"\n"
                )) == [])
        let other = CheckRegistry.all.first { $0.info.profile > .recommended }?.info.id
        if let other { #expect(ids(lint("# tenet: ignore-file[\(other)] on purpose\n[rule]\nname = \"a\"\n")) == []) }
    }

    @Test func whatIsSaidOfSuppressionsCanBeSuppressed() {
        let text =
            "# tenet: ignore-file[unused-suppression] on purpose\n[rule]\nname = \"a\" # tenet: ignore[wrong-type] a template fills it\n"
        #expect(ids(lint(text)) == [])
    }

    @Test(arguments: [
        ("name = \"a\" # tenet: ignore[wrong-type] on purpose\n", "name = \"a\"\n"),
        ("  # tenet: ignore[wrong-type] on purpose\nname = \"a\"\n", "name = \"a\"\n"),
        ("name = \"a\" # words # tenet: ignore[wrong-type] on purpose\n", "name = \"a\" # words\n"),
        (
            "name = 1 # tenet: ignore[empty-value,wrong-type] on purpose\n",
            "name = 1 # tenet: ignore[wrong-type] on purpose\n"
        ),
        (
            "name = 1 # tenet: ignore[wrong-type, wrong-type] on purpose\n",
            "name = 1 # tenet: ignore[wrong-type] on purpose\n"
        ),
    ])
    func theFixTakesOutWhatIsUnused(_ before: String, _ after: String) {
        let source = SourceFile(path: "a.toml", text: "[rule]\n" + before)
        let fix = CheckRunner.lint(source).findings.first { $0.id == "unused-suppression" }?.fix
        #expect(fix?.applicability == .safe)
        guard let fix else { return }
        #expect(FixedText.apply(fix, to: source).bytes == Array(("[rule]\n" + after).utf8))
    }

    /// Many comments over many findings take no more than their sum.
    @Test func floodsOfCommentsTakeLinearTime() {
        func run(_ count: Int) -> (time: Duration, result: Int) {
            let line = "1, # tenet: ignore[wrong-type] on purpose\n# tenet: ignore[wrong-type] on purpose\n"
            let text = "[rule]\ntags = [\n" + String(repeating: line, count: count) + "]\n"
            return ProcessorTime.of { lint(text).suppressed.count }
        }
        let (one, two) = (run(10_000), run(20_000))
        #expect(two.result == 5_000)
        #expect(ProcessorTime.isLinear(one.time, two.time), "\(one.time), then \(two.time)")
    }
}
