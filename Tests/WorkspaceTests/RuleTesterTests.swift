import Diagnostics
import Foundation
import Reports
import SourceText
import TestSupport
import Testing
import Workspace

/// `tenet test`: reading test files, running them, saying which clause decided.
@Suite struct RuleTesterTests {
    private static let rule = #"""
        [rule]
        rule_id = "7b0b8b0e-2f0a-4a6e-9d0c-0a3a2b1c4d5e"
        name = "Vault written"
        type = "query"
        language = "kuery"
        index = ["logs-azure*"]
        query = '''
        event.dataset:azure.activitylogs and azure.activitylogs.operation_name:"VAULTS/WRITE" and
          event.outcome:(Success or success)
        '''
        """#

    private static let events = """
        {"_id":"a","event":{"dataset":"azure.activitylogs","outcome":"success"},"azure.activitylogs.operation_name":"VAULTS/WRITE"}

        {"_id":"b","event.dataset":"azure.activitylogs","azure":{"activitylogs":{"operation_name":["vaults/write"]}}}
        {"_id":"c","event.dataset":"other"}

        """

    /// A folder of files that is removed at the end.
    private func run(_ files: [String: String], _ paths: [String] = [""]) throws -> (run: RuleTestRun, folder: String) {
        try ScratchFolder.use { folder in
            for (name, text) in files {
                try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
            }
            let prefix = folder.path + "/"
            return (RuleTester.run(paths.map { $0.isEmpty ? folder.path : prefix + $0 }, .init(jobs: 2)), prefix)
        }
    }

    private func cases(_ tests: String) throws -> RuleTestRun {
        try run(["r.toml": Self.rule, "r.test.yaml": tests, "e.ndjson": Self.events]).run
    }

    @Test func casesPassAsTheyShould() throws {
        let run = try cases(
            """
            cases:
              - name: inline, dotted and nested
                events:
                  - {event.dataset: azure.activitylogs, azure: {activitylogs.operation_name: VAULTS/WRITE}, event: {outcome: Success}}
                expect: match
              - name: none of these
                events:
                  - event.dataset: other
                  - {}
                expect: no match
              - {name: by id and number, file: e.ndjson, expect: [a]}
              - {name: by number, file: e.ndjson, expect: [0]}
              - {name: only some, file: e.ndjson, ids: [b, 2], expect: no match}
              - {name: an empty list, file: e.ndjson, ids: [c], expect: []}
            """)
        #expect(run.findings.isEmpty)
        #expect(run.caseCount == 6)
        #expect(run.files.flatMap(\.cases).compactMap(\.failure).isEmpty)
        #expect(run.files[0].cases.map(\.line) == [2, 6, 11, 12, 13, 14])
    }

    @Test func aFailureShowsTheClauseThatDecided() throws {
        let run = try cases(
            """
            cases:
              - name: a written vault
                file: e.ndjson
                expect: [b]
            """)
        let failure = try #require(run.files.first?.cases.first?.failure)
        #expect(failure.expected == "1 alert, from event 1")
        #expect(failure.got == "1 alert, from event 0")
        #expect(
            failure.events.map(\.headline) == [
                "event 0 (a) meets all three clauses:", "event 1 (b) stops at the second of three clauses:",
            ])
        let clauses = failure.events[1].clauses
        #expect(clauses.map(\.state) == [.holds, .fails, .notReached])
        #expect(
            clauses.map(\.text) == [
                "event.dataset:azure.activitylogs", "azure.activitylogs.operation_name:\"VAULTS/WRITE\"",
                "event.outcome:(Success or success)",
            ])
        #expect(clauses.map(\.value) == ["\"azure.activitylogs\"", "value is \"vaults/write\"", "not reached"])
        #expect(
            failure.events[1].notes == [
                "`azure.activitylogs.operation_name` is a keyword: KQL compares it case-sensitively"
            ])
    }

    @Test func anEventOfAnotherIndexIsToldSo() throws {
        let run = try cases(
            """
            cases:
              - name: index
                events:
                  - {_index: logs-aws, event: {dataset: azure.activitylogs, outcome: success}, azure.activitylogs.operation_name: VAULTS/WRITE}
                expect: match
            """)
        let event = try #require(run.files[0].cases[0].failure?.events.first)
        #expect(event.clauses.map(\.state) == [.holds, .holds, .holds])
        #expect(event.notes == ["none of the rule's index patterns matches the index that the event names"])
    }

    @Test func alternativesAreToldApart() throws {
        let rule = Self.rule.replacingOccurrences(
            of: "event.dataset:azure.activitylogs and", with: "host.name:(x and y) or"
        )
        .replacingOccurrences(of: "\" and\n", with: "\" or\n")
        let run = try run([
            "r.toml": rule,
            "r.test.yaml": "cases:\n- {name: n, events: [{host.name: [x, z]}], expect: match}\n"
                + "- {name: m, events: [{event.outcome: success}], expect: no match}",
        ]).run
        let failures = run.files[0].cases.compactMap(\.failure)
        #expect(
            failures.map { $0.events[0].headline } == [
                "event 0 meets none of four alternatives:", "event 0 meets the fourth of four alternatives:",
            ])
        #expect(
            failures[0].events[0].clauses.map(\.value) == [
                "values are \"x\", \"z\"", "no value", "no value", "no value",
            ])
    }

    /// Faults of a test file, each with the marked text and the message.
    @Test func faultsAreFoundAtTheirPlace() throws {
        let faults: [(String, [(String, String)])] = [
            ("", [("", "the file is empty")]),
            ("- a\n", [("- a", "a test file is an array, not a mapping")]),
            ("rule: r.toml\n", [("rule", "`cases` is missing")]),
            ("cases: []\n", [("cases", "no cases")]),
            ("cases: x\n", [("x", "`cases` is a string, not a list of cases")]),
            ("caess: []\n", [("caess", "unknown key `caess` in a test file")]),
            ("cases:\n- name: x\n  evnts: []\n  expect: match\n", [("evnts", "unknown key `evnts` in a test case")]),
            ("cases:\n- events: []\n  expect: match\n", [("events", "test case without `name`")]),
            ("cases:\n- name: x\n  expect: match\n", [("name", "test case without events")]),
            ("cases:\n- name: x\n  events: []\n", [("name", "test case without `expect`")]),
            ("cases:\n- {name: x, events: [], expect: mtch}\n", [("mtch", "`expect` is `mtch`")]),
            ("cases:\n- {name: x, events: [], expect: true}\n", [("true", "`expect` is a boolean")]),
            ("cases:\n- {name: x, events: [1], expect: match}\n", [("1", "an event is an integer, not an object")]),
            (
                "cases:\n- {name: x, events: [], file: e.ndjson, expect: match}\n",
                [("file", "both `events` and `file` in one case")]
            ),
            ("cases:\n- {name: x, events: [], ids: [a], expect: match}\n", [("ids", "`ids` without `file`")]),
            ("cases:\n- {name: x, file: e.ndjson, expect: [z]}\n", [("z", "the case has no event `z`")]),
            ("cases:\n- {name: x, file: e.ndjson, expect: [3]}\n", [("3", "the case has no event 3")]),
            ("cases:\n- {name: x, file: e.ndjson, expect: [-1]}\n", [("-1", "an event is named by an integer")]),
            (
                "cases:\n- {name: x, events: [], expect: match}\n- {name: x, events: [], expect: match}\n",
                [("x", "two cases have the name \"x\"")]
            ),
            ("cases: [\n", [("[", "the list that starts here has no closing `]`")]),
        ]
        for (text, expected) in faults {
            let run = try cases(text)
            let source = try #require(run.sources.first)
            let found = run.findings.map { "[\(source.text($0.location.range))] \($0.message)" }
            #expect(found == expected.map { "[\($0.0)] \($0.1)" }, "\(text)")
            #expect(run.failureCount == 0)
        }
    }

    @Test func whatCannotBeReadIsToldAtItsPlace() throws {
        let tests = "cases:\n- {name: x, file: none.ndjson, expect: match}\n"
        let missing = try cases(tests)
        #expect(missing.findings.first?.message.contains("none.ndjson: no such file") == true)
        let broken = try run([
            "r.toml": Self.rule, "r.test.yaml": "cases:\n- {name: x, file: e, expect: match}\n", "e": "{}\n{\n",
        ]).run
        #expect(broken.findings.first?.message.hasPrefix("event 1 cannot be read: not valid JSON") == true)
        let (alone, folder) = try run(["r.test.yaml": tests])
        #expect(alone.findings.map(\.message) == ["no rule file beside \(folder)r.test.yaml"])
        let named = try run(["r.test.yaml": "rule: x.toml\n" + tests])
        #expect(named.run.findings.map(\.message) == ["cannot read \(named.folder)x.toml: no such file"])
    }

    @Test func aRuleThatCannotRunSaysWhy() throws {
        let changes = [
            ("Success or success)", "Success or success", "`(` is never closed"),
            ("type = \"query\"", "type = \"eql\"", "rules of type `eql` cannot have a query in `kuery`"),
            ("type = \"query\"", "type = \"threshold\"", "a rule of type `threshold` has no `threshold`"),
            (
                "type = \"query\"", "threshold.value = 3\nthreshold.field = []\ntype = \"threshold\"",
                "1 threshold rule cannot be run yet"
            ),
            ("query = '''", "query = \"\"\"", "multi-line string is never closed"),
            ("[rule]", "[rule", "expected `]` after the table name"),
        ]
        for (old, new, reason) in changes {
            let rule = Self.rule.replacingOccurrences(of: old, with: new)
            let run = try run(["r.toml": rule, "r.test.yaml": "cases:\n- {name: x, events: [], expect: match}\n"]).run
            #expect(run.findings.count == 1, "\(reason)")
            #expect(run.findings.first?.message.contains(reason) == true, "\(run.findings.first?.message ?? "")")
        }
    }

    @Test func pathsMeanFoldersTestsAndRules() throws {
        let tests = "cases:\n- {name: x, events: [{}], expect: no match}\n"
        let files = ["r.toml": Self.rule, "r.test.yaml": tests, "s.toml": Self.rule]
        #expect(try run(files, ["r.toml", "r.test.yaml", ""]).run.files.count == 1)
        let (untested, folder) = try run(files, ["s.toml", "none", "e.txt"])
        #expect(untested.untested == [folder + "s.toml"])
        #expect(untested.errors.count == 2)
        #expect(try run(["s.toml": Self.rule]).run.emptyFolders.count == 1)
        let toml = "[[cases]]\nname = \"x\"\nevents = [{}]\nexpect = \"no match\"\n"
        #expect(try run(["r.toml": Self.rule, "r.test.toml": toml]).run.caseCount == 1)
    }
}
