import Foundation
import TestSupport
import Testing

/// `tenet match` over every file of real cloud events, against a look of its own over the same files.
///
/// `Expected/cloud-events.tsv` was made by a few lines of Python that read the events and know nothing of our code.
@Suite(.enabled(if: Shared.file("events/cloud") != nil, "no events: ../shared is not here"))
struct CloudEventsTests {
    /// One expected row: the ids of the events of a file that a rule finds.
    private struct Row: Hashable {
        var file: String
        var rule: String
        var ids: [String]
    }

    private static let widened = "operation_name:*"

    private func expected() throws -> Set<Row> {
        let url = Shared.repository.appending(path: "Tests/CommandTests/Expected/cloud-events.tsv")
        let text = try String(contentsOf: url, encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Set(
            lines.map { line in
                let parts = line.split(separator: "\t").map(String.init)
                return Row(file: parts[0], rule: parts[1], ids: parts[3].split(separator: " ").map(String.init))
            })
    }

    private func files() throws -> [(name: String, url: URL)] {
        let root = try #require(Shared.file("events/cloud"))
        let found = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects ?? []
        return found.compactMap { $0 as? URL }.filter { $0.pathExtension == "ndjson" }.map { url in
            (String(url.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1)), url)
        }.sorted { $0.0 < $1.0 }
    }

    private func alertIDs(_ rule: String, _ events: URL) throws -> [String] {
        let run = try TenetBinary.run(["match", "--rules", rule, events.path])
        #expect(run.status == 0, "\(run.errors)")
        return try run.output.split(separator: "\n").map { line in
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let members = try #require(object["events"] as? [[String: Any]])
            return try #require(members.first?["id"] as? String)
        }
    }

    @Test func rulesFindWhatAnIndependentLookFinds() throws {
        let folder = Shared.repository.appending(path: "rules/azure")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { ($0.hasSuffix(".toml") || $0.hasSuffix(".yaml")) && !$0.contains(".test.") }
        #expect(names.count == 6)
        let scratch = try ScratchFolder()
        var rules = names.map { (name: String($0.prefix { $0 != "." }), path: folder.appending(path: $0).path) }
        let keyVault = folder.appending(path: "azure-key-vault-modified.toml")
        let text = try String(contentsOf: keyVault, encoding: .utf8)
        let query = try #require(text.range(of: #"query = '''\n[^']*'''"#, options: .regularExpression))
        let wide = text.replacingCharacters(in: query, with: "query = 'azure.activitylogs.operation_name:*'")
        rules.append((Self.widened, try scratch.write("widened.toml", wide).path))

        var found: Set<Row> = []
        let files = try files()
        #expect(files.count >= 21)
        for file in files {
            for rule in rules {
                let ids = try alertIDs(rule.path, file.url)
                if !ids.isEmpty { found.insert(Row(file: file.name, rule: rule.name, ids: ids)) }
            }
        }
        #expect(found == (try expected()))
    }
}
