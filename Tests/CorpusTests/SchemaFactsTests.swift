import Documents
import Foundation
import Queries
import Rules
import Schemas
import SourceText
import TestSupport
import Testing
import Workspace

/// Field types and package versions of the published rules, against what detection-rules ships for stack 9.6.
///
/// Skipped without `../shared`. The data sets of EQL queries are found by a scan for literals.
@Suite(.enabled(if: Shared.file("oracle/elastic/api.ndjson.gz") != nil))
struct SchemaFactsTests {
    /// A published rule with what its query names.
    private struct Row: Sendable {
        var path: String
        var selection: FieldSelection
        var required: [RequiredField]
        var related: [JSONValue]
    }

    /// Read once for all tests; empty where the file is damaged, which `countsAreThoseOfTheFile` tells.
    private static let rows: [Row] = {
        guard let url = Shared.file("oracle/elastic/api.ndjson.gz"),
            let bytes = try? InputFile.read(url.path, limit: 256 << 20)
        else { return [] }
        var rows: [Row] = []
        try? SchemaRows.forEach(in: bytes, of: "api.ndjson", as: .lines) { value throws(ImportError) in
            guard value["deprecated"] == .bool(false), let api = value["api"], let path = value["path"]?.string,
                let language = value["language"]?.string, language == "kuery" || language == "eql",
                let query = api["query"]?.string
            else { return }
            var selection = FieldSelection()
            selection.indexPatterns = api["index"]?.list.compactMap(\.string) ?? []
            selection.integrations = integrations(path)
            if language == "kuery" {
                let facts = KQL.facts(KQL.parse(query))
                selection.datasets = facts.datasets.map(\.name)
                selection.modules = facts.modules.map(\.name)
            } else {
                selection.datasets = literals(of: ["event.dataset", "data_stream.dataset"], in: query)
                selection.modules = literals(of: ["event.module"], in: query)
            }
            let required = api["required_fields"]?.list.compactMap { field in
                RequiredField(
                    name: field["name"]?.string ?? "", type: field["type"]?.string ?? "",
                    isECS: field["ecs"] == .bool(true))
            }
            rows.append(
                Row(
                    path: path, selection: selection, required: required ?? [],
                    related: api["related_integrations"]?.list ?? []))
        }
        return rows
    }()

    private static func integrations(_ path: String) -> [String] {
        guard let url = Shared.file("corpus/elastic/\(path)"), let data = try? Data(contentsOf: url) else { return [] }
        let file = SourceFile(id: SourceID(0), path: path, bytes: Array(data))
        let node = DocumentReader.read(file).documents.first?.root["metadata", "integration"]
        return node?.array?.compactMap(\.string) ?? [node?.string].compactMap { $0 }
    }

    /// The quoted words after `field ==` and `field in (`.
    private static func literals(of fields: [String], in query: String) -> [String] {
        var literals: [String] = []
        for field in fields {
            for part in query.components(separatedBy: field).dropFirst() {
                let rest = part.drop { $0.isWhitespace }
                if rest.hasPrefix("==") {
                    if let word = quoted(rest).first { literals.append(word) }
                } else if rest.hasPrefix("in") {
                    literals += quoted(rest.prefix { $0 != ")" })
                }
            }
        }
        return literals
    }

    private static func quoted(_ text: Substring) -> [String] {
        text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }

    @Test func countsAreThoseOfTheFile() {
        #expect(Self.rows.count == 1072)
        #expect(Self.rows.reduce(0) { $0 + $1.required.count } > 6_200)
        #expect(Self.rows.reduce(0) { $0 + $1.related.count } > 2_000)
    }

    @Test func requiredFieldsAreThoseThatShip() {
        var wrong: [String] = []
        for row in Self.rows {
            let ours = FieldCatalog.builtIn.requiredFields(row.required.map(\.name), selection: row.selection)
            for (ours, theirs) in zip(ours, row.required) where ours != theirs {
                wrong.append("\(row.path): \(theirs) but \(ours)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test func relatedVersionsAreThoseThatShip() {
        var wrong: [String] = []
        for row in Self.rows {
            for related in row.related {
                guard let package = related["package"]?.string, let version = related["version"]?.string else {
                    continue
                }
                let stream = related["integration"]?.string
                let ours = IntegrationManifest.builtIn.related(package: package, dataStream: stream, stack: .newest)
                if ours?.version != version || stream != nil && ours?.isPolicyTemplate != true {
                    wrong.append("\(row.path): \(related.text) but \(String(describing: ours))")
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    /// The measure of `data/README.md`: nothing remains unknown.
    @Test func everyFieldOfTheRulesIsKnown() {
        var unknown: [String] = []
        for row in Self.rows {
            let scope = FieldScope(row.selection)
            // EQL's back-quotes are kept in the shipped names.
            for name in row.required.map({ $0.name.filter { $0 != "`" } }) {
                let isPattern = name.contains("*")
                let isKnown =
                    isPattern ? !scope.fields(matching: name, limit: 1).isEmpty : !scope.types(of: name).isEmpty
                if !isKnown { unknown.append("\(row.path): \(name)") }
            }
        }
        #expect(unknown.isEmpty, "\(unknown.joined(separator: "\n"))")
    }

    /// The published rules name no data set that their indices cannot hold.
    @Test func everyDataSetOfTheRulesCanLieInTheirIndices() {
        for row in Self.rows {
            let scope = FieldScope(row.selection)
            for dataset in row.selection.datasets {
                #expect(scope.canHold(dataset: dataset), "\(row.path): \(dataset) in \(row.selection.indexPatterns)")
            }
        }
    }
}

extension JSONValue {
    fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }
    fileprivate var list: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}
