import Diagnostics
import Documents
import Elastic
import Foundation
import RulePages
import Rules
import Schemas
import SourceText
import TestSupport
import Testing
import Workspace

@Suite struct RuleOutputTests {
    private func loaded(_ files: [(path: String, text: String)]) -> LoadedRules {
        let loaded = files.enumerated().map { index, file in
            LoadedFile(SourceFile(id: SourceID(index), path: file.path, text: file.text))
        }
        return LoadedRules(files: loaded)
    }

    private let scratch: ScratchFolder
    private var folder: URL { scratch.url }

    init() throws { scratch = try ScratchFolder() }

    private let good = "[rule]\nname = \"Good\"\nrule_id = \"1\"\n"

    /// A rule that Kibana accepts.
    private func whole(_ id: String, _ name: String, more: String = "") -> String {
        """
        [rule]
        description = "d"
        language = "kuery"
        name = "\(name)"
        risk_score = 1
        rule_id = "\(id)"
        severity = "low"
        type = "query"
        query = "a:1"
        \(more)

        """
    }

    @Test func convertsWhatItCanAndTellsTheRest() {
        let more = "description: d, language: kuery, query: 'a:1', risk_score: 1, severity: low, type: query"
        let rules = loaded([
            ("a.toml", whole("1", "Good")), ("b.toml", "[rule\nname ="),
            ("c.yaml", "rule: {name: two, rule_id: two, \(more)}\n---\nother: 1\n"),
            ("d.toml", "[rule]\ntype = \"query\"\nlanguage = \"kuery\"\nquery = 'a:('\n"),
        ])
        let result = RuleConverter(KibanaConversion(.kibana, stack: .newest)).convert(rules)
        let lines = result.text.split(separator: "\n")
        #expect(lines.count == 2 && lines[0].contains("\"name\":\"Good\"") && lines[1].contains("\"name\":\"two\""))
        #expect(result.ruleCount == 2)
        #expect(Set(result.faults.map { $0.location.source.index }) == [1, 2, 3])
        let file = RuleConverter(KibanaConversion(.ndjson, stack: .newest)).convert(rules)
        #expect(file.text.hasPrefix(result.text) && file.text.split(separator: "\n").count == 3)
    }

    /// An export is as good as rule files; a broken line keeps none of the others back.
    @Test func convertsTheRulesOfAnExport() {
        let line = """
            {"rule_id": "a", "name": "A", "description": "d", "risk_score": 1, "severity": "low", "type": "query", "language": "kuery", "query": "event.code:1", \
            "actions": [{"action_type_id": ".email", "id": "c", "params": {}, "frequency": {"summary": true, \
            "notifyWhen": "onActiveAlert", "throttle": null}}]}
            """
        let text = line + "\n{\"broken\": \n" + line.replacing("\"a\"", with: "\"b\"") + "\n{\"exported_count\": 2}\n"
        let result = RuleConverter(KibanaConversion(.kibana, stack: .newest)).convert(loaded([("x.ndjson", text)]))
        #expect(result.ruleCount == 2)
        #expect(result.faults.map(\.id) == ["json-syntax"])
        #expect(result.text.split(separator: "\n").allSatisfy { $0.contains("\"throttle\":null") })
        let empty = RuleConverter(KibanaConversion(.kibana, stack: .newest)).convert(loaded([("x.json", "{\"a\": 1}")]))
        #expect(empty.ruleCount == 0 && empty.faults.map(\.id) == ["not-a-rule"])
    }

    @Test func writesAPageForEachRule() throws {
        let folder = folder.appending(path: "deep/out")
        let writer = RulePageWriter(RulePageMaker(format: .markdown, release: nil, lock: nil), folder: folder.path)
        let result = writer.write(loaded([("a.toml", good), ("b.toml", "[rule]\nname = \"../x/Y\"\n")]), jobs: 2)
        #expect(result.faults.isEmpty && result.errors.isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["good.md", "x-y.md"])
    }

    @Test func tellsRulesThatWouldShareAPage() throws {
        let writer = RulePageWriter(RulePageMaker(format: .prebuilt, release: "8.4.1", lock: nil), folder: folder.path)
        let files = [
            ("a.toml", good), ("b.toml", "[rule]\nname = \"GOOD!\"\n"), ("c.toml", "[rule]\nname = \"!\"\n"),
        ]
        let long = String(repeating: "x", count: 5000)
        let result = writer.write(loaded(files + [("d.toml", "[rule]\nname = \"\(long)\"\n")]), jobs: 1)
        #expect(result.paths == ["\(folder.path)/prebuilt-rule-8-4-1-good.md"])
        #expect(result.faults.map { $0.location.source.index } == [1, 2, 3])
        #expect(result.faults.first?.message.contains("a.toml") == true)
    }

    @Test func writesTheVersionOfTheLock() throws {
        let lock = JSONReader.value(#"{"1":{"version":42}}"#).flatMap { VersionLock($0) }
        let writer = RulePageWriter(RulePageMaker(format: .prebuilt, release: nil, lock: lock), folder: folder.path)
        let result = writer.write(loaded([("a.toml", good)]), jobs: 1)
        let text = try String(contentsOf: URL(filePath: #require(result.paths.first)), encoding: .utf8)
        #expect(text.contains("\n\n**Version**: 42\n\n"))
    }

    @Test func tellsAFolderThatCannotBeWritten() throws {
        let file = folder.appending(path: "file")
        try Data().write(to: file)
        let writer = RulePageWriter(RulePageMaker(format: .markdown, release: nil, lock: nil), folder: file.path)
        let result = writer.write(loaded([("a.toml", good)]), jobs: 1)
        #expect(result.paths.isEmpty && result.errors.count == 1)
    }

    @Test func showsTheTestCasesBesideARule() throws {
        let cases = """
            cases:
              - name: a | b
                events: [{a: 1}]
                expect: match
              - name: none
                events: [{a: 2}]
                expect: no match
            """
        try Data(good.utf8).write(to: folder.appending(path: "a.toml"))
        try Data(cases.utf8).write(to: folder.appending(path: "a.test.yaml"))
        let rules = RuleLoader.load([folder.path])
        let out = folder.appending(path: "out")
        let result = RulePageWriter(RulePageMaker(format: .markdown, release: nil, lock: nil), folder: out.path).write(
            rules, jobs: 1)
        let text = try String(contentsOf: URL(filePath: #require(result.paths.first)), encoding: .utf8)
        #expect(text.hasSuffix("| Case | Expected |\n| --- | --- |\n| a \\| b | match |\n| none | no match |\n"))
    }

    /// What is in a broken text may be anything: a query made of it is not typed.
    @Test func readsNoQueryFromABrokenFile() {
        let text = "[rule]\ntype = \"query\"\nlanguage = \"kuery\"\nquery = 'a:1'\nbroken\n"
        let rules = loaded([("a.toml", text)]).rules
        #expect(rules.count == 1 && rules.allSatisfy { $0.query == nil && !$0.faults(for: .conversion).isEmpty })
    }
}

extension RuleConverter.Result {
    /// All outputs, one after the other.
    var text: String { outputs.map { String(decoding: $0.bytes, as: UTF8.self) }.joined() }
}
