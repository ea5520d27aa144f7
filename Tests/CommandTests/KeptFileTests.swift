import Foundation
import TestSupport
import Testing

/// Files that a run reads, or that belong to others, are not written over; and what was not done is not said to be.
@Suite(.enabled(if: TenetBinary.url != nil, "the binary is not built"))
struct KeptFileTests {
    private static let rule = """
        [metadata]
        creation_date = "2026/01/01"
        integration = ["azure"]
        maturity = "production"
        updated_date = "2026/01/01"

        [rule]
        author = ["A"]
        description = "D"
        index = ["logs-azure.activitylogs-*"]
        language = "kuery"
        license = "Elastic License v2"
        name = "N"
        risk_score = 47
        rule_id = "0c8d1f6b-95ab-4b3c-8a5d-7f2b7d3f4e19"
        severity = "medium"
        type = "query"
        query = "event.action:a"

        """

    private func folder() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try folder.write("rules/n.toml", Self.rule)
        return folder
    }

    /// Runs that would replace a file, and the file.
    @Test(arguments: [
        (["lint", "--write-baseline", "--baseline", "rules/n.toml", "rules"], "rules/n.toml"),
        (["test", "--junit", "rules/n.toml", "rules"], "rules/n.toml"),
        (["test", "--junit", "rules/n.test.yaml", "rules"], "rules/n.test.yaml"),
        (["test", "--junit", "rules/e.ndjson", "rules"], "rules/e.ndjson"),
        (["fields", "import", "f.json", "-o", "rules/n.toml"], "rules/n.toml"),
        (["fields", "import", "f.json", "-o", "f.json"], "f.json"),
        (["lint", "-o", "tenet.toml", "rules"], "tenet.toml"),
        (["convert", "--to", "kibana", "--loss-report", "tenet.toml", "rules"], "tenet.toml"),
        (["convert", "--to", "ndjson", "-o", "f.json", "rulez"], "f.json"),
        (["convert", "--to", "dsl", "-o", "f.json", "rulez"], "f.json"),
    ])
    func whatIsReadIsKept(_ arguments: [String], _ file: String) throws {
        let folder = try folder()
        try folder.write("tenet.toml", "paths = [\"rules\"]\n")
        try folder.write("f.json", "{\"properties\":{\"a\":{\"type\":\"keyword\"}}}\n")
        try folder.write("rules/e.ndjson", "{\"event.action\": \"a\"}\n")
        try folder.write("rules/n.test.yaml", "cases:\n  - name: x\n    file: e.ndjson\n    expect: match\n")
        let before = try folder.read(file)
        let outcome = try TenetBinary.run(arguments, in: folder.url)
        #expect(try folder.read(file) == before, "\(outcome.errors)")
        #expect(outcome.status != 0, "\(outcome.errors)")
    }

    /// Versions of a lock that cannot be counted on are errors of the lock.
    @Test(arguments: ["9223372036854775807", "-5", "0", "\"17\"", "1e30", "99999999999999999999"])
    func versionsOfALockAreWholeNumbersFromOne(_ version: String) throws {
        let folder = try folder()
        try folder.write(
            "lock.json",
            "{\"0c8d1f6b-95ab-4b3c-8a5d-7f2b7d3f4e19\": {\"version\": \(version), \"sha256\": \"x\", \"rule_name\": \"N\"}}\n"
        )
        for arguments in [
            ["convert", "--to", "kibana", "--version-lock", "lock.json", "rules"],
            ["lock", "update", "--version-lock", "lock.json", "rules"],
        ] {
            let before = try folder.read("lock.json")
            let outcome = try TenetBinary.run(arguments, in: folder.url)
            #expect(outcome.status == 2, "\(arguments): \(outcome.errors)")
            #expect(outcome.errors.contains("lock.json"), "\(outcome.errors)")
            #expect(try folder.read("lock.json") == before)
        }
    }

    @Test(arguments: ["{name: x, events: [], expect: match}", "{name: x, file: e.ndjson, expect: no match}"])
    func aCaseWithoutEventsTestsNothing(_ test: String) throws {
        let folder = try folder()
        try folder.write("rules/e.ndjson", "")
        try folder.write("rules/n.test.yaml", "cases:\n  - \(test)\n")
        let outcome = try TenetBinary.run(["test", "rules"], in: folder.url)
        #expect(outcome.status == 2, "\(outcome.output)\(outcome.errors)")
    }

    @Test func aRuleNamedTenetIsNoSettingsFile() throws {
        let folder = try folder()
        let outcome = try TenetBinary.run(["new", "--name", "Tenet", "--query", "a:1"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try folder.read("rules/tenet_rule.toml").contains("name = \"Tenet\""))
        #expect(try TenetBinary.run(["lint", "rules"], in: folder.url).status <= 1)
    }

    @Test func aPipeInAFolderIsPassedOver() throws {
        let folder = try folder()
        #expect(mkfifo(folder.url.appending(path: "rules/x.toml").path, 0o600) == 0)
        #expect(try TenetBinary.run(["format", "--check", "rules"], in: folder.url).status <= 1)
    }
}
