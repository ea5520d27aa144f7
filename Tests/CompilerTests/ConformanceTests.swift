import Compiler
import Diagnostics
import Documents
import Foundation
import Machine
import Queries
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

/// The cases of `Tests/Conformance/kql`: what a query finds, by the reference evaluator, by the compiled program, and
/// once more after the printer.
@Suite struct ConformanceTests {
    private struct Case {
        var name: String
        var query: String
        var fields: [String: String]?
        /// Lines of JSON, each with an `_id`.
        var events: [String]
        var expect: [String]
    }

    private static func cases() throws -> [Case] {
        let folder = Shared.repository.appending(path: "Tests/Conformance/kql")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "toml" }.sorted { $0.path < $1.path }.flatMap { file in
            let source = SourceFile(path: file.lastPathComponent, text: try String(contentsOf: file, encoding: .utf8))
            let read = DocumentReader.read(source)
            #expect(read.findings.isEmpty, "\(file.lastPathComponent): \(read.findings.map(\.message))")
            let root = try #require(read.documents.first?.root)
            let fields = root["fields"]?.table.map { table in
                Dictionary(uniqueKeysWithValues: table.entries.map { ($0.key, $0.value.string ?? "") })
            }
            let events = root["events"]?.string?.split(separator: "\n").map(String.init) ?? []
            return try #require(root["case"]?.array).map { item in
                Case(
                    name: "\(file.lastPathComponent): \(item["name"]?.string ?? "?")",
                    query: try #require(item["query"]?.string), fields: fields, events: events,
                    expect: try #require(item["expect"]?.array).compactMap(\.string))
            }
        }
    }

    @Test func everyCaseFindsWhatItSays() throws {
        let cases = try Self.cases()
        #expect(cases.count > 100)
        for item in cases {
            let tree = KQL.parse(item.query)
            #expect(tree.issues.isEmpty, "\(item.name)")
            let found = try Self.found(tree, item)
            #expect(found.reference == item.expect, "\(item.name): reference evaluator")
            #expect(found.program == item.expect, "\(item.name): program")
            guard let root = tree.root else { continue }
            let printed = KQL.print(root)
            let again = KQL.parse(printed)
            #expect(again.root?.withoutRanges == root.withoutRanges, "\(item.name): \(printed)")
        }
    }

    private static func found(_ tree: KQLQuery, _ item: Case) throws -> (reference: [String], program: [String]) {
        let lowered =
            if let fields = item.fields { KQL.lower(tree, fields: FieldMapping(fields)) } else {
                KQL.lower(tree, fields: NoFields())
            }
        let evaluator = ReferenceEvaluator(lowered.expr)
        #expect(evaluator.refusal == nil, "\(item.name)")
        let program = try Program(decoding: RuleCompiler.compile(query: lowered.expr).encoded())
        var matcher = Matcher(program)
        var buffer = EventBuffer()
        var reference: [String] = []
        var compiled: [String] = []
        for event in item.events {
            let read = try #require(ReferenceEvent(json: event), "\(item.name): \(event)")
            let id = try #require(JSONReader.value(event)?["_id"]?.string)
            if evaluator.matches(read) { reference.append(id) }
            buffer.removeAll()
            buffer.append(Array(event.utf8))
            #expect(matcher.match(buffer, 0..<event.utf8.count) == nil)
            if !matcher.matches.isEmpty { compiled.append(id) }
        }
        return (reference, compiled)
    }
}
