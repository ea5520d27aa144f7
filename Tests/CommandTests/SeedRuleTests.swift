import Foundation
import TestSupport
import Testing

/// The published Key Vault rule: no error, its API object, its page.
@Suite(.enabled(if: Shared.file("seed/keyvault_102.toml") != nil, "no seed: ../shared is not here"))
struct SeedRuleTests {
    private func seed(_ name: String) throws -> URL { try #require(Shared.file("seed/\(name)")) }

    private func object(_ data: Data) throws -> NSDictionary {
        let members = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return members.filter { $0.key != "version" } as NSDictionary
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
        let expected = try object(Data(contentsOf: try seed("keyvault_102.api.json")))
        #expect(try object(run.outputBytes) == expected)
    }

    /// From stack 9.5 on the build also appends the tags of the rule's tactics (elastic-build, part 8), as on 225 rules of
    /// the oracle whose threat did not change.
    @Test func theNewestStackChangesRelatedIntegrationsAndAddsTheTacticTag() throws {
        let run = try TenetBinary.run(["convert", "--to", "kibana", try seed("keyvault_102.toml").path])
        let ours = try object(run.outputBytes)
        let published = try object(Data(contentsOf: try seed("keyvault_102.api.json")))
        let keys = Set(ours.allKeys.compactMap { $0 as? String } + published.allKeys.compactMap { $0 as? String })
        let different = keys.filter { key in
            (ours[key] as AnyObject?)?.isEqual(published[key] as AnyObject?) != true
        }
        #expect(different == ["related_integrations", "tags"])
        let tags = try #require(published["tags"] as? [String])
        #expect(ours["tags"] as? [String] == tags + ["Tactic: Credential Access"])
        let rows = try #require(ours["related_integrations"] as? [[String: String]])
        #expect(rows.count == 1 && rows[0]["package"] == "azure" && rows[0]["integration"] == "activitylogs")
        #expect(rows[0]["version"]?.hasPrefix(">=") == true)
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
