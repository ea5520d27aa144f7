import Foundation
import TestSupport
import Testing

/// `tenet lock`, as people call it.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct LockCommandTests {
    private static func rule(
        _ id: String, name: String? = nil, stack: String? = nil, maturity: String = "production", more: String = ""
    ) -> String {
        """
        [metadata]
        maturity = "\(maturity)"
        \(stack.map { "min_stack_version = \"\($0)\"" } ?? "")
        \(more)
        [rule]
        name = "\(name ?? "Rule \(id)")"
        rule_id = "\(id)"
        type = "query"
        language = "kuery"
        query = "event.code:1"
        """
    }

    private static func run(_ arguments: [String], _ folder: ScratchFolder) throws -> TenetBinary.Outcome {
        try TenetBinary.run(["lock"] + arguments + ["--version-lock", "lock.json", "rules"], in: folder.url)
    }

    @Test func aNewLockHasTheFirstVersions() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/b.toml", Self.rule("b", stack: "9.4.0"))
        try folder.write("rules/a.toml", Self.rule("a", name: "Größe"))
        try folder.write("rules/c.toml", Self.rule("c", maturity: "development"))
        let run = try Self.run(["update"], folder)
        #expect(run.status == 0)
        #expect(run.output == "rules/a.toml: a - -> 1 (new)\nrules/b.toml: b - -> 1 (new)\n", "\(run.errors)")
        let text = try folder.read("lock.json")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.contains("\"sha256\": \"") ? "    \"sha256\": \"…\"," : String($0)
        }
        #expect(
            lines.joined(separator: "\n") == #"""
                {
                  "a": {
                    "rule_name": "Gr\u00f6\u00dfe",
                    "sha256": "…",
                    "type": "query",
                    "version": 1
                  },
                  "b": {
                    "min_stack_version": "9.4",
                    "rule_name": "Rule b",
                    "sha256": "…",
                    "type": "query",
                    "version": 1
                  }
                }
                """#)
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "deprecated_rules.json").path))
        // Nothing changed: nothing is written.
        let again = try Self.run(["update"], folder)
        #expect(again.status == 0 && again.output.isEmpty)
        #expect(try folder.read("lock.json") == text)
        #expect(try Self.run(["check"], folder).status == 0)
    }

    @Test func onlyTheEntryOfAChangedRuleChanges() throws {
        let folder = try ScratchFolder()
        for id in ["a", "c"] { try folder.write("rules/\(id).toml", Self.rule(id)) }
        _ = try Self.run(["update"], folder)
        // Another layout and members of others stay as they are.
        let own =
            try folder.read("lock.json").replacing("{\n  \"a\": {", with: "{\n\n  \"a\": {\n    \"z\": \"é\",") + "\n"
        try folder.write("lock.json", own)
        #expect(try Self.run(["update"], folder).output.isEmpty)
        #expect(try folder.read("lock.json") == own)
        try folder.write("rules/c.toml", Self.rule("c", name: "Renamed"))
        try folder.write("rules/b.toml", Self.rule("b"))
        let check = try Self.run(["check"], folder)
        #expect(check.status == 1)
        #expect(check.output == "rules/b.toml: b - -> 1 (new)\nrules/c.toml: c 1 -> 2 (content)\n")
        let diff = try Self.run(["update", "--diff"], folder)
        #expect(diff.status == 1 && diff.output.contains("+    \"version\": 2"))
        #expect(diff.output.split(separator: "\n").count { $0.hasPrefix("-") && !$0.hasPrefix("---") } == 3)
        #expect(try folder.read("lock.json") == own)
        #expect(try Self.run(["update"], folder).status == 0)
        let text = try folder.read("lock.json")
        #expect(text.hasPrefix("{\n\n  \"a\": {\n    \"z\": \"é\",") && text.hasSuffix("}\n}\n"))
        let keys = ["\"a\"", "\"b\"", "\"c\""].compactMap { text.range(of: $0)?.lowerBound }
        #expect(keys.count == 3 && keys == keys.sorted())
        #expect(try Self.run(["check"], folder).status == 0)
    }

    @Test func aNewerStackLeavesRoomToTheOlderOnes() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("a"))
        _ = try Self.run(["update"], folder)
        try folder.write("rules/a.toml", Self.rule("a", name: "New", stack: "9.4.0"))
        #expect(try Self.run(["update"], folder).output == "rules/a.toml: a 1 -> 101 (fork for 9.4)\n")
        let forked = try folder.read("lock.json")
        #expect(forked.contains("\"previous\": {\n      \"8.19\": {\n        \"max_allowable_version\": 100,\n"))
        // The older stack's rule counts on by itself, until its room is used up.
        try folder.write("rules/a.toml", Self.rule("a", name: "Old"))
        #expect(try Self.run(["update"], folder).output == "rules/a.toml: a 1 -> 2 (content for 8.19)\n")
        let lock = try folder.read("lock.json")
        #expect(lock.contains("\"version\": 101") && lock.contains("\"version\": 2\n"))
        try folder.write("lock.json", lock.replacing("\"version\": 2\n", with: "\"version\": 100\n"))
        try folder.write("rules/a.toml", Self.rule("a", name: "Older"))
        let full = try Self.run(["update"], folder)
        #expect(full.status == 1 && full.output.isEmpty && full.errors.contains("no version is left"), "\(full.errors)")
        try folder.write("rules/a.toml", Self.rule("a", name: "Older", stack: "9.2.0"))
        #expect(try Self.run(["update"], folder).errors.contains("no version of this rule for stack 9.2"))
    }

    private static let threat = """

        [[rule.threat]]
        framework = "MITRE ATT&CK"
        tactic = {id = "TA0005", name = "Defense Evasion", reference = "https://attack.mitre.org/tactics/TA0005/"}

        """

    @Test func newerStacksHaveAVersionOfTheirOwnWhereTheRuleDiffers() throws {
        let folder = try ScratchFolder()
        let needed = "\ndescription = \"One.\"\nrisk_score = 47\nseverity = \"medium\"\n"
        try folder.write("rules/a.toml", Self.rule("a") + needed + Self.threat)
        #expect(try Self.run(["update"], folder).output == "rules/a.toml: a - -> 1 (new, version 2 for 9.5)\n")
        #expect(try folder.read("lock.json").contains("\"transforms\": [\n          \"mitre_attack_v19\",\n"))
        let convert = ["convert", "--to", "kibana", "--version-lock", "lock.json", "rules"]
        #expect(try TenetBinary.run(convert, in: folder.url).output.contains("\"version\":2}"))
        #expect(
            try TenetBinary.run(convert + ["--stack", "9.4"], in: folder.url).output.contains("\"version\":1}"))
        try folder.write("rules/a.toml", Self.rule("a", name: "Other") + Self.threat)
        #expect(try Self.run(["update"], folder).output == "rules/a.toml: a 1 -> 2 (content, version 3 for 9.5)\n")
        // No number is given twice on one stack: 3 was out.
        try folder.write("rules/a.toml", Self.rule("a", name: "Other"))
        #expect(try Self.run(["update"], folder).output == "rules/a.toml: a 2 -> 4 (content, the same for 9.5)\n")
        #expect(try !folder.read("lock.json").contains("stack_emit"))
        #expect(try Self.run(["check"], folder).status == 0)
    }

    @Test func deprecatedRulesAreListedOnce() throws {
        let folder = try ScratchFolder()
        let more = "deprecation_date = \"2026/01/02\"\ndeprecated_reason = \"Loud.\"\n"
        try folder.write("rules/a.toml", Self.rule("a", maturity: "deprecated", more: more))
        #expect(try Self.run(["update"], folder).output == "rules/a.toml: a (deprecated)\n")
        let list = try folder.read("deprecated_rules.json")
        #expect(
            list == #"""
                {
                  "a": {
                    "deprecated_reason": "Loud.",
                    "deprecation_date": "2026/01/02",
                    "rule_name": "Rule a",
                    "stack_version": "9.6"
                  }
                }
                """#)
        #expect(try Self.run(["update"], folder).output.isEmpty)
        #expect(try folder.read("deprecated_rules.json") == list)
    }

    @Test func whatCannotBeLockedIsTold() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("a"))
        try folder.write("rules/b.toml", Self.rule("a"))
        try folder.write("rules/c.toml", Self.rule("c") + "\nversion = 3\n")
        let run = try Self.run(["update"], folder)
        #expect(run.status == 1 && run.output == "rules/a.toml: a - -> 1 (new)\n")
        #expect(run.errors.contains("rules/b.toml:") && run.errors.contains("rules/c.toml:"))
        #expect(try TenetBinary.run(["lock", "update", "rules"], in: folder.url).status == 3)
        try folder.write("lock.json", "[]")
        #expect(try Self.run(["update"], folder).status == 2)
        #expect(try folder.read("lock.json") == "[]")
    }

    @Test func aRuleOfESQLIsLeftUnlessItIsNamed() throws {
        let folder = try ScratchFolder()
        let text = Self.rule("a").replacing("\"query\"\nlanguage = \"kuery\"", with: "\"esql\"\nlanguage = \"esql\"")
        try folder.write("rules/a.toml", text)
        _ = try Self.run(["update"], folder)
        let lock = try folder.read("lock.json")
        try folder.write("rules/a.toml", text.replacing("event.code:1", with: "from x"))
        let left = try Self.run(["update"], folder)
        #expect(left.status == 0 && left.output.isEmpty && left.errors.contains("1 ES|QL rule could not be compared"))
        #expect(try folder.read("lock.json") == lock)
        #expect(try Self.run(["update", "--bump", "a"], folder).output == "rules/a.toml: a 1 -> 2 (content)\n")
    }
}
