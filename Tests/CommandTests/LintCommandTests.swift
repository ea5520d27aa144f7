import Foundation
import TestSupport
import Testing

/// `tenet lint` as programs and people call it.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct LintCommandTests {
    /// A rule file with a finding that has a safe fix: a tag that occurs twice.
    private static func rule(tags: String) -> String {
        """
        [metadata]
        creation_date = "2026/01/01"
        integration = ["azure"]
        maturity = "production"
        updated_date = "2026/01/02"

        [rule]
        author = ["Tenet"]
        # Kept: comments belong to their author.
        description = "Someone changed a vault."
        from = "now-25m"
        index = ["logs-azure*"]
        language = "kuery"
        license = "Apache-2.0"
        name = "Vault Changed"
        query = "event.dataset:azure.activitylogs"
        risk_score = 47
        rule_id = "0f3a2c57-7b1d-4a53-9c8e-6d0b5e0f7a11"
        severity = "medium"
        tags = \(tags)
        type = "query"

        """
    }

    private static let clean = rule(tags: "[\"Cloud\", \"Azure\"]")
    private static let faulty = rule(tags: "[\"Cloud\", \"Azure\", \"Cloud\"]")

    @Test func aCleanRuleSaysSoOnStandardErrorOnly() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.clean)
        let outcome = try TenetBinary.run(["lint"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.isEmpty, "\(outcome.output)")
        #expect(outcome.errors.hasPrefix("checked 1 file, no findings · "))
        let quiet = try TenetBinary.run(["lint", "--quiet"], in: folder.url)
        #expect(quiet.errors.isEmpty)
    }

    /// Named by its file Kibana's JSON is linted; below a folder it is passed over.
    @Test func exportsAreLintedWhereTheyAreNamed() throws {
        let folder = try ScratchFolder()
        let line = """
            {"rule_id": "0f3a2c57-7b1d-4a53-9c8e-6d0b5e0f7a11", "name": "A", "description": "D", "type": "query", \
            "severity": "low", "risk_score": 101, "query": "event.code:1", "index": ["logs-azure*"], "from": "now-25m"}
            """
        try folder.write("rules/a.toml", Self.clean)
        try folder.write("rules/export.ndjson", line + "\n")
        let below = try TenetBinary.run(["lint", "rules"], in: folder.url)
        #expect(below.status == 0 && below.errors.hasPrefix("checked 1 file"), "\(below.errors)")
        let named = try TenetBinary.run(
            ["lint", "--output-format", "concise", "rules/export.ndjson"], in: folder.url)
        #expect(named.status == 1)
        #expect(named.output.hasPrefix("rules/export.ndjson:1:"), "\(named.output)")
        #expect(named.output.contains("error[risk-score-range]"), "\(named.output)")
        let piped = try TenetBinary.run(
            ["lint", "--stdin-filename", "x.ndjson", "-"], input: "{\"a\": 1}\n", in: folder.url)
        #expect(piped.status == 1 && piped.output.contains("not a Kibana export"), "\(piped.output)")
    }

    @Test func formatsNameThePlaceOfAFault() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", "[rule]\nname = \n")
        for (format, words) in [
            ("full", " --> a.toml:2:"), ("concise", "a.toml:2:"), ("json", "\"path\":\"a.toml\""),
        ] {
            let outcome = try TenetBinary.run(
                ["lint", "--output-format", format, "--select", "toml-syntax", "a.toml"], in: folder.url)
            #expect(outcome.status == 1)
            #expect(outcome.output.contains(words), "\(outcome.output)")
            #expect(outcome.output.contains("toml-syntax"))
            #expect(outcome.errors.hasPrefix("1 error in 1 file"), "\(outcome.errors)")
            let file = try TenetBinary.run(
                ["lint", "--output-format", format, "--select", "toml-syntax", "a.toml", "-o", "out.txt"],
                in: folder.url)
            #expect(file.output.isEmpty)
            #expect(try folder.read("out.txt") == outcome.output)
        }
    }

    @Test func theResultIsTheSameForAnyNumberOfJobs() throws {
        let folder = try ScratchFolder()
        for index in 0..<60 {
            try folder.write("\(index).toml", index.isMultiple(of: 3) ? "a =\nb = ]\n" : Self.faulty)
        }
        let outputs = try Set(
            ["1", "2", "5"].map { jobs in
                try TenetBinary.run(["lint", ".", "--jobs", jobs, "--output-format", "json"], in: folder.url).output
            })
        #expect(outputs.count == 1)
    }

    @Test func failLevelDecidesTheStatus() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.faulty)
        for (level, status) in [("error", Int32(0)), ("warning", 1), ("info", 1), ("never", 0)] {
            let outcome = try TenetBinary.run(["lint", "a.toml", "--fail-level", level], in: folder.url)
            #expect(outcome.status == status, "\(level): \(outcome.output)")
        }
        #expect(
            try TenetBinary.run(
                ["lint", "a.toml", "--fail-level", "warning", "--ignore", "metadata,text,structure"], in: folder.url
            ).status == 0)
    }

    @Test func fixRepairsTheFileAndKeepsTheRest() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.faulty)
        let difference = try TenetBinary.run(["lint", "--diff", "a.toml"], in: folder.url)
        #expect(difference.status == 1)
        #expect(difference.output.hasPrefix("--- a/a.toml\n+++ b/a.toml\n@@ "), "\(difference.output)")
        #expect(
            difference.output.contains("\n-tags = [\"Cloud\", \"Azure\", \"Cloud\"]\n+tags = [\"Cloud\", \"Azure\"]\n"))
        #expect(difference.errors.contains("would fix 1 finding in 1 file"))
        #expect(try folder.read("a.toml") == Self.faulty)
        let fixed = try TenetBinary.run(["lint", "--fix", "a.toml"], in: folder.url)
        #expect(fixed.status == 0, "\(fixed.output)")
        #expect(fixed.errors.contains("fixed 1 finding in 1 file\n"), "\(fixed.errors)")
        #expect(try folder.read("a.toml") == Self.clean)
        let again = try TenetBinary.run(["lint", "--diff", "a.toml"], in: folder.url)
        #expect(again.status == 0)
        #expect(again.output.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.toml"])
    }

    @Test func standardInputIsCheckedAndFixed() throws {
        let name = ["--stdin-filename", "rules/x.toml"]
        let checked = try TenetBinary.run(["lint", "-", "--output-format", "concise"] + name, input: Self.faulty)
        #expect(checked.output.hasPrefix("rules/x.toml:20:"), "\(checked.output)")
        let fixed = try TenetBinary.run(["lint", "-", "--fix"] + name, input: Self.faulty)
        #expect(fixed.status == 0)
        #expect(fixed.output == Self.clean)
        let unchanged = try TenetBinary.run(["lint", "-", "--fix"] + name, input: Self.clean)
        #expect(unchanged.output == Self.clean)
        let broken = try TenetBinary.run(["lint", "-", "--fix"], input: "a =\n")
        #expect(broken.status == 1)
        #expect(broken.output == "a =\n")
        #expect(broken.errors.contains("error[toml-syntax]"))
        let yaml = try TenetBinary.run(
            ["lint", "-", "--stdin-filename", "x.yaml", "--output-format", "concise"], input: "a: [\n")
        #expect(yaml.output.contains("yaml-syntax"), "\(yaml.output)")
    }

    @Test func statisticsCountByCheck() throws {
        let folder = try ScratchFolder()
        for index in 0..<3 { try folder.write("\(index).toml", "a =\n") }
        let outcome = try TenetBinary.run(
            ["lint", "--statistics", "--select", "toml-syntax", "."], in: folder.url)
        #expect(outcome.output.hasPrefix(" 3  toml-syntax"), "\(outcome.output)")
    }
}
