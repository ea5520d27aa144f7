import Documents
import Foundation
import SourceText
import TestSupport
import Testing

/// The published Key Vault rule: no error, its API object, its page.
@Suite(.enabled(if: Shared.file("seed/keyvault_102.toml") != nil, "no seed: ../shared is not here"))
struct SeedRuleTests {
    private func seed(_ name: String) throws -> URL { try #require(Shared.file("seed/\(name)")) }

    /// The members of a JSON object by name, `version` aside.
    private func members(_ data: Data) throws -> [String: JSONValue] {
        let node = try #require(JSONReader.value(Array(data)))
        guard case .object(let members) = JSONValue(node).sorted else { return [:] }
        let pairs = members.filter { $0.name != "version" }.map { ($0.name, $0.value) }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test func lintShowsNoError() throws {
        let run = try TenetBinary.run(["lint", "--output-format", "concise", try seed("keyvault_102.toml").path])
        #expect(run.status == 0)
        #expect(!run.output.contains(": error["))
    }

    @Test func kibanaObjectForStack819EqualsThePublishedOne() throws {
        let rule = try seed("keyvault_102.toml").path
        let run = try TenetBinary.run(["convert", "--to", "kibana", "--stack", "8.19", rule])
        #expect(run.status == 0)
        let expected = try members(Data(contentsOf: try seed("keyvault_102.api.json")))
        #expect(expected.count > 15)
        #expect(try members(run.outputBytes) == expected)
    }

    /// From stack 9.5 on the build also appends the tags of the rule's tactics (elastic-build, part 8), as on 225 rules of
    /// the oracle whose threat did not change.
    @Test func theNewestStackChangesRelatedIntegrationsAndAddsTheTacticTag() throws {
        let run = try TenetBinary.run(
            ["convert", "--profile", "elastic", "--to", "kibana", try seed("keyvault_102.toml").path])
        let ours = try members(run.outputBytes)
        let published = try members(Data(contentsOf: try seed("keyvault_102.api.json")))
        let different = Set(ours.keys).union(published.keys).filter { ours[$0] != published[$0] }
        #expect(different == ["related_integrations", "tags"])
        guard case .array(let tags)? = published["tags"] else { throw CocoaError(.coderReadCorrupt) }
        #expect(ours["tags"] == .array(tags + [.string("Tactic: Credential Access")]))
        guard case .array(let rows)? = ours["related_integrations"], rows.count == 1 else {
            throw CocoaError(.coderReadCorrupt)
        }
        #expect(rows[0]["package"] == .string("azure") && rows[0]["integration"] == .string("activitylogs"))
        guard case .string(let version)? = rows[0]["version"] else { throw CocoaError(.coderReadCorrupt) }
        #expect(version.hasPrefix(">="))
    }

    @Test func thePrebuiltPageEqualsThePublishedOneButForAnchors() throws {
        let name = "prebuilt-rule-8-4-1-azure-key-vault-modified.md"
        let scratch = try ScratchFolder()
        try scratch.write("lock.json", #"{"792dd7a6-7e00-4a0a-8a9a-a7c24720b5ec":{"version":102}}"#)
        let run = try TenetBinary.run(
            [
                "docs", "--format", "prebuilt", "--release", "8.4.1", "--version-lock", "lock.json", "-o", "pages",
                try seed("keyvault_102.toml").path,
            ], in: scratch.url)
        #expect(run.status == 0, "\(run.errors)")
        let published = String(decoding: try Data(contentsOf: try seed(name)), as: UTF8.self)
        #expect(masked(try scratch.read("pages/\(name)")) == masked(published))
    }

    /// Anchors carry a number that runs through a whole book, which a page alone cannot know.
    private func masked(_ page: String) -> String {
        page.replacingOccurrences(
            of: #"\[_(investigation_guide|rule_query)_\d+\]"#, with: "[_$1_N]", options: .regularExpression)
    }
}
