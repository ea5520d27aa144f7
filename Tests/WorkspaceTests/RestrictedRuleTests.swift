import Compiler
import Diagnostics
import Documents
import Foundation
import Machine
import Queries
import Rules
import SourceText
import TestSupport
import Testing

@testable import Workspace

/// The cases of `Tests/Conformance/rules`: what a rule finds with its filters and exceptions, by the reference evaluator
/// and by the compiled program, in whatever language the rule is written.
@Suite struct RestrictedRuleTests {
    private struct Case {
        var name: String
        var node: Node
        var events: [String]
        var expect: [String]
    }

    private static func cases(_ file: String) throws -> [Case] {
        let url = Shared.repository.appending(path: "Tests/Conformance/rules/\(file).toml")
        let source = SourceFile(path: file, text: try String(contentsOf: url, encoding: .utf8))
        let read = DocumentReader.read(source, as: .toml)
        #expect(read.findings.isEmpty)
        let root = try #require(read.documents.first?.root)
        let events = root["events"]?.string?.split(separator: "\n").map(String.init) ?? []
        return try #require(root["case"]?.array).map { item in
            Case(
                name: item["name"]?.string ?? "?", node: item, events: events,
                expect: try #require(item["expect"]?.array).compactMap(\.string))
        }
    }

    private static let rule = """
        "rule_id":"1","name":"n","type":"query","severity":"low","risk_score":1,"language":"kuery","index":["logs-*"],\
        "query":"event.kind:event"
        """

    @Test func filtersNarrowTheQuery() throws {
        for item in try Self.cases("filters") {
            let filters = item.node["filters"]?.string ?? ""
            let body = "{\(Self.rule),\"filters\":\(filters)}"
            try check(item, SourceFile(path: "rule.json", text: "{\"rule\":\(body)}"))
            try check(item, SourceFile(path: "rule.yaml", text: "rule: \(body)\n"))
            try check(item, SourceFile(path: "body.json", text: body))
            try check(item, SourceFile(path: "export.ndjson", text: body + "\n"))
            let node = try #require(JSONReader.value("{\"rule\":\(body)}"))
            guard case .table(let table) = WrittenValue(node) else {
                Issue.record("no table: \(item.name)")
                continue
            }
            try check(item, SourceFile(path: "rule.toml", text: TOMLWriter.text(table)))
        }
    }

    @Test func rulesInLuceneFindWhatQueryStringFinds() throws {
        for item in try Self.cases("lucene") {
            try check(item, Self.luceneRule("'''\(item.node["query"]?.string ?? "")'''"))
        }
    }

    @Test func ruleInLuceneWithABrokenExpressionIsNotRun() throws {
        let loaded = Self.loaded(Self.luceneRule("\"process.name:/a{/\""))
        #expect(loaded.rules.first?.query?.tree.issues.count == 1)
        #expect(RuleProgram.compile(loaded).program.ruleCount == 0)
    }

    /// `query` as TOML writes it.
    private static func luceneRule(_ query: String) -> SourceFile {
        SourceFile(
            path: "rule.toml",
            text: """
                [rule]
                rule_id = "1"
                name = "n"
                type = "query"
                severity = "low"
                risk_score = 1
                language = "lucene"
                index = ["logs-*"]
                query = \(query)
                """)
    }

    @Test func exceptionsOfTheSameFileAreHonoured() throws {
        for item in try Self.cases("exceptions") {
            let reference =
                #""exceptions_list":[{"id":"k","list_id":"known","type":"detection","namespace_type":"single"}]"#
            let items = (item.node["items"]?.string ?? "").split(separator: "\n").map { line in
                line.contains("namespace_type") ? String(line) : "{\"namespace_type\":\"single\"," + line.dropFirst()
            }
            let lines = ["{\(Self.rule),\(reference)}"] + items
            let source = SourceFile(path: "export.ndjson", text: lines.joined(separator: "\n") + "\n")
            let notices = try check(item, source)
            #expect(notices == Int(item.node["left_out"]?.integer ?? 0), "\(item.name)")
            // Whoever refers to no list is not spared.
            let bare = SourceFile(
                path: "export.ndjson", text: (["{\(Self.rule)}"] + items).joined(separator: "\n") + "\n")
            var everything = item
            everything.expect = ["a", "b", "c", "d", "e"]
            try check(everything, bare)
        }
    }

    @Test func ruleWithAFilterThatCannotBeRunIsNotRun() throws {
        let filters = [
            (#"{"query":{"script":{"script":"x"}}}"#, "filter-not-evaluable"),
            (#"{"query":{"trem":{"a":1}}}"#, "filter-syntax"), (#"{"meta":{}}"#, "filter-syntax"),
        ]
        for (filter, id) in filters {
            let text = "{\"rule\":{\(Self.rule),\"filters\":[\(filter)]}}"
            let program = RuleProgram.compile(Self.loaded(SourceFile(path: "rule.json", text: text)))
            #expect(program.program.ruleCount == 0)
            #expect(program.findings.map(\.id) == [id], "\(filter)")
        }
    }

    /// Combined filters within each other, deeper than files are read: the file is refused, and nothing traps.
    @Test func deepFiltersAreAnswered() {
        for depth in [5, 18, 200] {
            let opening = #"{"meta":{"type":"combined","relation":"OR","params":["#
            let filter =
                String(repeating: opening, count: depth) + #"{"query":{"match_all":{}}}"#
                + String(repeating: "]}}", count: depth)
            let text = "{\"rule\":{\(Self.rule),\"filters\":[\(filter)]}}"
            for path in ["rule.json", "rule.yaml"] {
                let compiled = RuleProgram.compile(Self.loaded(SourceFile(path: path, text: text)))
                #expect(compiled.program.ruleCount == (depth < 19 ? 1 : 0), "\(path) \(depth)")
            }
        }
    }

    private static func loaded(_ source: SourceFile) -> LoadedRules {
        LoadedRules(files: [LoadedFile(source)])
    }

    /// How many exceptions are omitted.
    @discardableResult
    private func check(_ item: Case, _ source: SourceFile) throws -> Int {
        let name = "\(item.name) (\(source.path))"
        let loaded = Self.loaded(source)
        let compiled = RuleProgram.compile(loaded)
        #expect(compiled.findings.isEmpty, "\(name): \(compiled.findings.map(\.message))")
        var matcher = Matcher(compiled.program)
        var buffer = EventBuffer()
        var found: [String] = []
        for (index, event) in item.events.enumerated() {
            buffer.removeAll()
            buffer.append(Array(event.utf8))
            #expect(matcher.match(buffer, 0..<event.utf8.count) == nil)
            if matcher.matches.contains(0) { found.append(["a", "b", "c", "d", "e"][index]) }
        }
        #expect(found == item.expect, "\(name): program")
        let rule = try #require(loaded.rules.first)
        guard case .event(let event) = try #require(rule.detection.detection) else {
            Issue.record("\(name): no event rule")
            return 0
        }
        let reference = ReferenceEvaluator(event.condition.expr)
        let expected = try item.events.enumerated().compactMap { index, event in
            reference.matches(try #require(ReferenceEvent(json: event))) ? ["a", "b", "c", "d", "e"][index] : nil
        }
        #expect(expected == item.expect, "\(name): reference evaluator")
        return compiled.notices.count
    }
}
