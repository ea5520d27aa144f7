import Foundation
import TestSupport
import Testing

/// Suppressions as a run shows them.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct SuppressionCommandTests {
    private static func rule(_ name: String, id: String, reason: String = "a known pair") -> String {
        """
        [metadata]
        creation_date = "2026/01/01"
        integration = ["azure"]
        maturity = "production"
        updated_date = "2026/01/02"

        [rule]
        author = ["Tenet"]
        description = "Someone changed a vault."
        from = "now-25m"
        index = ["logs-azure*"]
        language = "kuery"
        license = "Apache-2.0"
        name = "\(name)" # tenet: ignore[duplicate-rule-name] \(reason)
        query = 'event.dataset:azure.activitylogs and azure.correlation_id:"\(id)"'
        risk_score = 47
        rule_id = "\(id)"
        severity = "medium"
        # tenet: ignore[duplicate-list-item] both are wanted
        tags = ["Cloud", "Azure", "Cloud"]
        type = "query"

        """
    }

    private static let ids = ["0f3a2c57-7b1d-4a53-9c8e-6d0b5e0f7a11", "1f3a2c57-7b1d-4a53-9c8e-6d0b5e0f7a12"]

    private func folder() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("Vault Changed", id: Self.ids[0]))
        try folder.write("b.toml", Self.rule("Vault Changed", id: Self.ids[1]))
        return folder
    }

    @Test func suppressedFindingsAreCountedAndNotTold() throws {
        let folder = try folder()
        let outcome = try TenetBinary.run(["lint", ".", "--fail-level", "info"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("checked 2 files, no findings, 3 suppressed · "), "\(outcome.errors)")
        let json = try TenetBinary.run(["lint", ".", "--output-format", "json"], in: folder.url)
        #expect(json.output.contains("\"findings\":[]"))
        #expect(json.output.contains("\"suppressed\":3"))
    }

    @Test func sarifListsThemWithTheirReason() throws {
        let folder = try folder()
        let outcome = try TenetBinary.run(["lint", ".", "--output-format", "sarif"], in: folder.url)
        let log = try JSONSerialization.jsonObject(with: outcome.outputBytes) as? [String: Any]
        let run = (log?["runs"] as? [[String: Any]])?.first
        let results = run?["results"] as? [[String: Any]] ?? []
        #expect(
            results.map { $0["ruleId"] as? String }
                == ["duplicate-list-item", "duplicate-rule-name", "duplicate-list-item"])
        for result in results {
            let suppression = (result["suppressions"] as? [[String: Any]])?.first
            #expect(suppression?["kind"] as? String == "inSource")
            let isOfName = result["ruleId"] as? String == "duplicate-rule-name"
            #expect(suppression?["justification"] as? String == (isOfName ? "a known pair" : "both are wanted"))
        }
    }

    @Test func fixKeepsSuppressionsAndRemovesUnusedOnes() throws {
        let folder = try ScratchFolder()
        let text = Self.rule("Vault Changed", id: Self.ids[0])
        try folder.write(
            "a.toml", text.replacing("risk_score = 47", with: "risk_score = 47 # tenet: ignore[wrong-type] no"))
        let outcome = try TenetBinary.run(["lint", "--fix", "a.toml"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.errors.contains("fixed a.toml: unused-suppression"), "\(outcome.errors)")
        #expect(try folder.read("a.toml") == text)
    }

    @Test func whatWasNotSelectedIsNotUnused() throws {
        let folder = try folder()
        for arguments in [["--select", "unused-suppression"], ["--ignore", "duplicate-list-item"]] {
            let outcome = try TenetBinary.run(["lint", ".", "--fail-level", "info"] + arguments, in: folder.url)
            #expect(outcome.status == 0, "\(outcome.output)")
        }
    }
}
