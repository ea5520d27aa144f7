import Foundation
import TestSupport
import Testing

/// `tenet test` as a user runs it: exit statuses, streams, JUnit.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct TestCommandTests {
    private func folder(_ tests: String) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try folder.write(
            "rules/r.toml",
            """
            [rule]
            rule_id = "7b0b8b0e-2f0a-4a6e-9d0c-0a3a2b1c4d5e"
            name = "n"
            type = "query"
            language = "kuery"
            query = "event.action:started and host.name:a"
            """)
        try folder.write("rules/r.test.yaml", tests)
        return folder
    }

    @Test func passingCasesAreQuietAndZero() throws {
        let folder = try folder("cases:\n- {name: x, events: [{event.action: started, host.name: a}], expect: match}\n")
        let outcome = try TenetBinary.run(["test"], in: folder.url)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("1 case in 1 file: 1 passed · "))
        let quiet = try TenetBinary.run(["test", "--quiet", "rules/r.toml"], in: folder.url)
        #expect(quiet.status == 0 && quiet.errors.isEmpty)
    }

    @Test func aFailingCaseIsOneAndShowsTheClause() throws {
        let folder = try folder("cases:\n- {name: x, events: [{event.action: started, host.name: A}], expect: match}\n")
        let outcome = try TenetBinary.run(["test", "rules", "--junit", "out.xml"], in: folder.url)
        #expect(outcome.status == 1)
        #expect(
            outcome.output == """
                FAIL rules/r.test.yaml
                  case "x"   line 2
                    expected  1 alert, from event 0
                    got       0 alerts

                    event 0 stops at the second of two clauses:
                      ✓ event.action:started   "started"
                      ✗ host.name:a            value is "A"
                    note: `host.name` is a keyword: KQL compares it case-sensitively


                """)
        let xml = try String(contentsOf: folder.url.appending(path: "out.xml"), encoding: .utf8)
        #expect(xml.contains("tests=\"1\" failures=\"1\" errors=\"0\""))
    }

    @Test func whatCannotBeUsedIsTwo() throws {
        let folder = try folder("cases:\n- {name: x, file: none.ndjson, expect: match}\n")
        let outcome = try TenetBinary.run(["test"], in: folder.url)
        #expect(outcome.status == 2)
        #expect(outcome.output.contains("error[rule-test]: cannot read rules/none.ndjson: no such file"))
        #expect(try TenetBinary.run(["test", "nowhere"], in: folder.url).status == 2)
        #expect(try TenetBinary.run(["test", "--junit", "/dev/full"], in: folder.url).status == 2)
        #expect(try TenetBinary.run(["test", "--junit"], in: folder.url).status == 3)
    }
}
