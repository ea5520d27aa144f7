import Checks
import Diagnostics
import SourceText
import TestSupport
import Testing

/// Kibana's own JSON as input of the checks.
@Suite struct KibanaLintTests {
    private static let members = """
        "name": "A", "description": "D", "type": "query", "severity": "low", "risk_score": 21, "query": "event.code:1", \
        "index": ["logs-*"], "from": "now-9m"
        """

    private func lint(_ text: String, _ path: String = "export.ndjson", profile: Profile = .recommended)
        -> [String]
    {
        let source = SourceFile(path: path, text: text)
        return CheckRunner.lintAlone(source, CheckContext(profile: profile)).findings.map { finding in
            let place = source.position(at: finding.location.range.start)
            return "\(place.line):\(place.column) \(finding.severity) \(finding.id)"
        }
    }

    @Test func findingsStandInTheirLine() {
        let text = """
            {"rule_id": "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", \(Self.members)}
            {"rule_id": "1d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", "max_signals": 0, \(Self.members.replacing("\"A\"", with: "\"B\""))}
            """
        #expect(lint(text) == ["2:68 error max-signals-range"])
    }

    @Test func whatKibanaTakesIsNoError() {
        let text =
            #"{"rule_id": "x", "querry": "a", "timeline_id": "t", \#(Self.members.replacing("\"D\"", with: "\" \""))}"#
        #expect(
            lint(text, "rule.json").sorted()
                == [
                    "1:18 warning unknown-key", "1:33 error timeline-incomplete", "1:81 warning empty-value",
                    "1:13 info rule-id-not-uuid",
                ].sorted())
    }

    @Test func whatKibanaRefusesIs() {
        let line = #"{\#(Self.members.replacing("21", with: "101"))}"#
        #expect(lint(line) == ["1:1 error missing-key", "1:85 error risk-score-range"])
        // The API makes an id itself.
        #expect(lint(line, "rule.json") == ["1:85 error risk-score-range"])
        let asset =
            #"{"type": "security-rule", "attributes": {"rule_id": "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", \#(Self.members)}}"#
        #expect(lint(asset, "asset.json") == ["1:27 error missing-key"])
    }

    @Test func aFileThatIsNoExportIsNamed() {
        #expect(lint(#"{"@timestamp": "2026-01-01T00:00:00Z", "event": {"code": 1}}"#) == ["1:1 error not-a-rule"])
        #expect(lint("") == ["1:1 error not-a-rule"])
        #expect(lint("{\"a\": 1}", "x.json") == ["1:1 error not-a-rule"])
        #expect(lint("[]", "x.json") == ["1:1 error not-a-rule"])
        #expect(lint("{\n\"a\": 1", "x.json") == ["2:7 error json-syntax"])
    }

    @Test func oneRuleInTwoExportsIsNoDuplicate() {
        let line = "{\"rule_id\": \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\", \(Self.members)}\n"
        let identities = (0..<2).flatMap { number in
            CheckRunner.lint(SourceFile(id: SourceID(number), path: "\(number).ndjson", text: line)).identities
        }
        #expect(RuleSet.findings(identities).isEmpty)
        #expect(lint(line + line) == ["2:13 error duplicate-rule-id"])
    }

    @Test func aHuntIsToldApart() {
        let hunt = "[hunt]\nname = \"x\"\nauthor = \"Example Authors\"\n"
        #expect(lint(hunt, "hunt.toml") == ["1:1 warning not-a-rule"])
    }

    /// Fixes are made for rule files; in JSON only those stay after which it is JSON on as many lines.
    @Test func fixesKeepJSON() {
        let line = "{\"rule_id\": \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\", \"max_signal\": 5, \(Self.members)}\n"
        let source = SourceFile(path: "export.ndjson", text: line)
        let fixes = CheckRunner.lint(source).findings.compactMap(\.fix)
        #expect(fixes.map { $0.edits.map(\.replacement) } == [["\"max_signals\""]])
    }
}

/// What other commands make of Kibana's own JSON.
@Suite struct KibanaInputRuleTests {
    @Test func aKeyThatStandsTwiceIsTold() {
        let text = #"{"name": "A", "type": "eql", "meta": {"a": [{"b": 1, "b": 2}]}, "name": "B"}"#
        let findings = CheckRunner.lint(SourceFile(path: "x.json", text: text)).findings
        let twice = findings.filter { $0.id == "duplicate-key" }
        #expect(twice.map(\.severity) == [.warning, .warning])
        #expect(twice.map { $0.message.prefix(6) } == ["`b` is", "`name`"])
    }
}
