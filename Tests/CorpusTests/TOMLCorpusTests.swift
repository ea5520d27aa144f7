import Diagnostics
import Documents
import Foundation
import SourceText
import TestSupport
import Testing

/// toml-test's cases for TOML 1.0.0 and the rule files of others. Skipped with a message where they are not there.
@Suite struct TOMLCorpusTests {
    private static let tomlTest = Shared.file("corpus/toml-test")
    private static let rules = Shared.file("corpus/elastic")

    private static func load(_ url: URL) throws -> SourceFile {
        SourceFile(id: SourceID(0), path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
    }

    private static func cases(_ kind: String) throws -> [URL] {
        let folder = try #require(tomlTest)
        let list = try String(contentsOf: folder.appending(path: "files-toml-1.0.0"), encoding: .utf8)
        return list.split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix(kind + "/") && $0.hasSuffix(".toml") }
            .map { folder.appending(path: $0) }
    }

    @Test("every valid file gives the typed tree", .enabled(if: tomlTest != nil, "no toml-test beside the checkout"))
    func validFilesGiveTheTypedTree() throws {
        let cases = try Self.cases("valid")
        #expect(cases.count > 150)
        for url in cases {
            let source = try Self.load(url)
            let parsed = TOMLReader.read(source)
            let name = url.lastPathComponent
            #expect(parsed.findings.isEmpty, "\(name): \(parsed.findings.map(\.message))")
            let json = try Self.load(url.deletingPathExtension().appendingPathExtension("json"))
            let expected = try #require(JSONReader.read(json).documents.first?.root, "\(name)")
            let document = try #require(parsed.documents.first)
            let found = TOMLTagged.json(document)
            #expect(Self.normal(found) == Self.normal(Self.value(expected)), "\(name): \(found.text)")
            #expect(TOMLText.parse(source).syntax.printed() == source.bytes, "\(name)")
        }
    }

    @Test("every invalid file is refused", .enabled(if: tomlTest != nil, "no toml-test beside the checkout"))
    func invalidFilesAreRefused() throws {
        let cases = try Self.cases("invalid")
        #expect(cases.count > 400)
        for url in cases {
            let source = try Self.load(url)
            let findings = TOMLReader.read(source).findings
            #expect(!findings.isEmpty, "\(url.lastPathComponent) was taken")
            #expect(findings.allSatisfy { $0.location.range.end <= source.bytes.count }, "\(url.lastPathComponent)")
            #expect(TOMLText.parse(source).syntax.printed() == source.bytes, "\(url.lastPathComponent)")
        }
    }

    @Test("rule files have no fault and print back", .enabled(if: rules != nil, "no rule corpus beside the checkout"))
    func ruleFilesPrintBack() throws {
        let folder = try #require(Self.rules)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var count = 0
        for case let url as URL in files where url.pathExtension == "toml" {
            let source = try Self.load(url)
            let findings = TOMLReader.read(source).findings
            #expect(findings.isEmpty, "\(url.lastPathComponent): \(findings.map(\.message))")
            #expect(TOMLText.parse(source).syntax.printed() == source.bytes, "\(url.lastPathComponent)")
            count += 1
        }
        #expect(count > 1_000)
    }

    private static func value(_ node: Node) -> JSONValue {
        switch node.value {
        case .string(let scalar): .string(scalar.text)
        case .array(let items): .array(items.map(value))
        case .table(let table): .object(table.entries.map { JSONValue.Member($0.key, value($0.value)) })
        case .integer, .float, .boolean, .date, .null, .invalid: .null
        }
    }

    /// Floats as numbers; of dates, fractions to the millisecond and one spelling of the offset zero.
    private static func normal(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map(normal))
        case .object(let members):
            if members.count == 2, case .string(let type)? = value["type"], case .string(let text)? = value["value"] {
                return .array([.string(type), scalar(type, text)])
            }
            return JSONValue.object(members.map { JSONValue.Member($0.name, normal($0.value)) }).sorted
        case .null, .bool, .integer, .double, .string: return value
        }
    }

    private static func scalar(_ type: String, _ text: String) -> JSONValue {
        if type == "float" {
            if text.hasSuffix("nan") { return .string("nan") }
            return .double((Double(text) ?? .infinity) + 0)
        }
        guard type.hasPrefix("date") || type.hasPrefix("time") else { return .string(text) }
        var normal = text.uppercased().replacing(" ", with: "T")
        for zero in ["+00:00", "-00:00"] where normal.hasSuffix(zero) { normal = normal.dropLast(6) + "Z" }
        return .string(
            normal.replacing(/\.(\d+)/) { match in
                "." + String(match.1).padding(toLength: 3, withPad: "0", startingAt: 0).prefix(3)
            })
    }
}
