import Diagnostics
import Reports
import SourceText
import Testing

/// Test results as text and as JUnit XML.
@Suite struct TestReportTests {
    private static let broken = SourceFile(id: SourceID(1), path: "rules/b.test.yaml", text: "a\n\nb\n")
    private static let noCases = Diagnostic(
        "rule-test", category: "test", .error, "no cases", at: Label(Location(broken.id, ByteRange(at: 3))))

    private static let report = TestReport(files: [
        TestReport.File(
            path: "rules/a.test.yaml",
            cases: [
                TestReport.Case(name: "passes", line: 2, seconds: 0.0014, failure: nil),
                TestReport.Case(
                    name: "a <b> & \"c\"", line: 5, seconds: 0.25,
                    failure: TestReport.Failure(
                        expected: "1 alert, from event 2", got: "0 alerts",
                        events: [
                            TestReport.Event(
                                headline: "event 2 stops at the second of three clauses:",
                                clauses: [
                                    TestReport.Clause(holds: true, text: "a:1", value: "1"),
                                    TestReport.Clause(
                                        holds: false, text: "field:\"x\"", value: "value is \"y\u{202E}\""),
                                    TestReport.Clause(holds: nil, text: "c:*", value: "not reached"),
                                ], notes: ["`field` is a keyword"])
                        ], moreEvents: 3)),
            ]),
        TestReport.File(path: "rules/b.test.yaml", cases: [], errors: [noCases], sources: [broken]),
    ])

    @Test func textShowsTheFailingCases() {
        #expect(
            TestTextReport.text(Self.report, color: false) == """
                FAIL rules/a.test.yaml
                  case "a <b> & "c""   line 5
                    expected  1 alert, from event 2
                    got       0 alerts

                    event 2 stops at the second of three clauses:
                      ✓ a:1         1
                      ✗ field:"x"   value is "yU+202E"
                      · c:*         not reached
                    note: `field` is a keyword

                    and 3 more events


                """)
        #expect(
            TestTextReport.summary(Self.report, seconds: 0.04)
                == "2 cases in 2 files: 1 passed, 1 failed, 1 error in test files · 0.04 s")
    }

    @Test func junitCountsAgree() {
        let text = String(decoding: TestJUnit.text(Self.report), as: UTF8.self)
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="tenet test" tests="3" failures="1" errors="1" time="0.251">
                  <testsuite name="rules/a.test.yaml" tests="2" failures="1" errors="0" skipped="0" time="0.251">
                    <testcase name="passes" classname="rules.a" file="rules/a.test.yaml" line="2" time="0.001"/>
                    <testcase name="a &lt;b&gt; &amp; &quot;c&quot;" classname="rules.a" file="rules/a.test.yaml" line="5" \
                time="0.250"><failure type="expectation" message="expected 1 alert, from event 2, got 0 alerts">expected  \
                1 alert, from event 2
                got       0 alerts

                event 2 stops at the second of three clauses:
                  ✓ a:1         1
                  ✗ field:&quot;x&quot;   value is &quot;yU+202E&quot;
                  · c:*         not reached
                note: `field` is a keyword

                and 3 more events
                </failure></testcase>
                  </testsuite>
                  <testsuite name="rules/b.test.yaml" tests="1" failures="0" errors="1" skipped="0" time="0.000">
                    <testcase name="test file" classname="rules.b" file="rules/b.test.yaml" line="3" time="0.000">\
                <error type="unusable" message="no cases"/></testcase>
                  </testsuite>
                </testsuites>

                """)
    }
}
