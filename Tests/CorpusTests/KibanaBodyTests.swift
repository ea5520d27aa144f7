import Checks
import Diagnostics
import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing
import Workspace

/// What rule files become is what Kibana's API takes, by its schema as Python's package `jsonschema` reads it. Skipped
/// with a message where the schema, Python or the package is not there.
@Suite(
    .enabled(
        if: PythonSchema("kibana/rule-create.strict.schema.json") != nil,
        "no shared schemas here, or no Python with the package jsonschema"))
struct KibanaBodyTests {
    private func schema() throws -> PythonSchema {
        try #require(PythonSchema("kibana/rule-create.strict.schema.json"))
    }

    private func body(_ document: Document, stack: StackVersion = .newest) -> JSONValue {
        let rule = ElasticRuleReader.read(document)
        return KibanaRule.json(rule, query: rule.parsedQuery(stack: stack), stack: stack)
    }

    /// Deprecated rules are no longer created: one of them has a form that the API never took.
    @Test(.enabled(if: Shared.file("corpus/elastic/rules") != nil, "no shared corpus here"))
    func activeRulesBecomeGoodBodies() throws {
        let folder = try #require(Shared.file("corpus/elastic"))
        let paths = ["rules", "rules_building_block"].flatMap { part in
            let below =
                FileManager.default.enumerator(atPath: folder.appending(path: part).path)?.allObjects as? [String]
            return (below ?? []).filter { $0.hasSuffix(".toml") }.map { "\(part)/\($0)" }
        }.sorted()
        var names: [String] = []
        var bodies: [JSONValue] = []
        for path in paths {
            let bytes = Array(try Data(contentsOf: folder.appending(path: path)))
            let document = try #require(RuleSource.documents(bytes, path: path).first)
            guard !ElasticRuleReader.read(document).isDeprecated else { continue }
            names.append(path)
            bodies.append(body(document))
        }
        #expect(names.count > 1_200)
        for (name, faults) in zip(names, try schema().faults(of: bodies)) { #expect(faults.isEmpty, "\(name)") }
    }

    @Test func completeRulesAreGood() throws {
        var bodies: [JSONValue] = []
        for type in CompleteRule.types {
            let rule = try #require(CompleteRule.body(type), "\(type)")
            let source = SourceFile(path: "rule.toml", text: CompleteRule.toml(rule))
            let errors = CheckRunner.lint(source).findings.filter { $0.severity == .error }
            #expect(errors.isEmpty, "\(type): \(errors.map { "\($0.id): \($0.message)" })")
            bodies += [rule, body(RuleSource.toml(CompleteRule.toml(rule)))]
        }
        for (index, faults) in try schema().faults(of: bodies).enumerated() {
            #expect(faults.isEmpty, "\(CompleteRule.types[index / 2]) \(index % 2)")
        }
    }

    /// The schema refuses the fault, what the file is converted to has it still, and `lint` says an error at the key. The
    /// stack is one whose ATT&CK version is that of the file: for others `threat` is written anew.
    @Test func whatTheSchemaRefusesIsAnErrorAtItsKey() throws {
        #expect(SchemaFault.all.count > 60)
        #expect(Set(SchemaFault.all.map(\.name)).count == SchemaFault.all.count, "a row stands twice")
        var values: [JSONValue] = []
        for fault in SchemaFault.all {
            let rule = fault.applied(to: try #require(CompleteRule.body(fault.type)))
            values += [rule, body(RuleSource.toml(CompleteRule.toml(rule)), stack: StackVersion(9, 4))]
        }
        let answers = try schema().faults(of: values)
        for (index, fault) in SchemaFault.all.enumerated() {
            #expect(!answers[index * 2].isEmpty, "\(fault.name): the schema takes it")
            let isLost = answers[index * 2 + 1].isEmpty
            #expect(isLost == (fault.lost != nil), "\(fault.name): \(fault.lost ?? "lost by the converter")")
            let text = CompleteRule.toml(values[index * 2])
            let missed = told(fault, text)
            #expect(missed == nil, "\(fault.name): \(missed ?? "")")
            // The converter omits what Kibana would refuse, and nothing else.
            let loaded = LoadedFile(SourceFile(path: "rule.toml", text: text))
            let result = RuleConverter(KibanaConversion(.kibana, stack: StackVersion(9, 4))).convert(
                LoadedRules(files: [loaded]))
            // Kibana drops keys that it does not know, so such a rule is written; the strict schema here refuses them.
            let errors = CheckRunner.lint(loaded.source).findings.filter { $0.severity == .error }
            let hasOnlyUnknownKeys = !errors.isEmpty && errors.allSatisfy { $0.id == "unknown-key" }
            if !isLost, !hasOnlyUnknownKeys {
                #expect(result.ruleCount == 0 && !result.faults.isEmpty, "\(fault.name): it is written")
            }
            if result.ruleCount == 0 { #expect(!isLost, "\(fault.name): \(result.faults.map(\.message))") }
        }
    }

    /// nil where an error is at the key: else the errors that there are.
    private func told(_ fault: SchemaFault, _ text: String) -> String? {
        let source = SourceFile(path: "rule.toml", text: text)
        let findings = CheckRunner.lint(source).findings
        let errors = findings.filter { $0.severity == .error }
        guard let rule = RuleSource.toml(text).root["rule"] else { return "no rule" }
        let path = CompleteRule.filePath(SchemaFault.path(fault.toldAt ?? fault.place), in: fault.type)
        let place = Self.place(path[...], in: rule)
        let isTold = errors.contains { finding in
            guard place.range.contains(finding.location.range) else { return false }
            return place.missing.map { finding.message.contains($0) } ?? true
        }
        return isTold ? nil : findings.map { "\($0.severity) \($0.id): \($0.message)" }.joined(separator: "; ")
    }

    /// The bytes of a key with its value; where it is not there, those of what it is missing in, and its name.
    private static func place(_ path: ArraySlice<String>, in node: Node) -> (range: ByteRange, missing: String?) {
        var node = node
        var range = node.range
        for step in path {
            if let items = node.array, let index = Int(step), items.indices.contains(index) {
                node = items[index]
                range = node.range
            } else if let entry = node.table?[step] {
                node = entry.value
                range = entry.range
            } else {
                return (range, step)
            }
        }
        return (range, nil)
    }
}
