import Foundation
import TestSupport
import Testing

/// `tenet convert` towards Kibana, as people call it.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct ConvertCommandTests {
    private static func rule(_ id: String, more: String = "", metadata: String = "") -> String {
        """
        [metadata]
        maturity = "production"
        \(metadata)
        [rule]
        name = "Rule \(id)"
        rule_id = "\(id)"
        description = "One."
        risk_score = 47
        severity = "medium"
        type = "query"
        language = "kuery"
        query = "event.code:1"
        \(more)
        """
    }

    private static func folder(_ files: [String: String]) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        for (path, text) in files { try folder.write(path, text) }
        return folder
    }

    private static func names(_ folder: ScratchFolder, _ path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: path).path)) ?? []).sorted()
    }

    // MARK: assets

    @Test func assetsAreFilesCalledByIdAndVersion() throws {
        let folder = try Self.folder([
            "rules/a.toml": Self.rule("a"), "rules/b.toml": Self.rule("b"),
            "lock.json":
                #"{"a":{"version":4,"rule_name":"Rule a","sha256":"0","type":"query"}}"#,
        ])
        let run = try TenetBinary.run(
            ["convert", "--to", "asset", "--version-lock", "lock.json", "-o", "out", "rules"], in: folder.url)
        #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
        // The content is another than what was locked.
        #expect(Self.names(folder, "out") == ["a_5.json", "b_1.json"])
        let text = try folder.read("out/a_5.json")
        #expect(
            text.hasPrefix(
                "{\n    \"attributes\": {\n        \"description\": \"One.\",\n        \"language\": \"kuery\",\n"))
        #expect(text.hasSuffix("    \"id\": \"a_5\",\n    \"type\": \"security-rule\"\n}"))
        let one = try TenetBinary.run(
            ["convert", "--to", "asset", "--version-lock", "lock.json", "rules/a.toml"], in: folder.url)
        #expect(one.output == text)
        let two = try TenetBinary.run(["convert", "--to", "asset", "rules"], in: folder.url)
        #expect(two.output.split(separator: "\n").count == 2)
        #expect(two.output.hasPrefix("{\"attributes\":{"))
        let file = try TenetBinary.run(
            ["convert", "--to", "asset", "-o", "one.json", "rules/b.toml"], in: folder.url)
        #expect(file.status == 0)
        #expect(try folder.read("one.json") == (try folder.read("out/b_1.json")))
        let many = try TenetBinary.run(["convert", "--to", "asset", "-o", "many.json", "rules"], in: folder.url)
        #expect(many.status == 3 && many.errors.contains("2"))
    }

    @Test func twoAssetsOfOneNameAreNotWrittenOverEachOther() throws {
        let folder = try Self.folder(["rules/a.toml": Self.rule("x"), "rules/b.toml": Self.rule("x")])
        let run = try TenetBinary.run(["convert", "--to", "asset", "-o", "out", "rules"], in: folder.url)
        #expect(run.status == 1)
        #expect(run.errors.contains("rules/b.toml:") && run.errors.contains("rules/a.toml"))
        #expect(Self.names(folder, "out") == ["x_1.json"])
    }

    // MARK: stacks

    @Test func aRuleForANewerStackIsLeftOutAndNamed() throws {
        let folder = try Self.folder([
            "rules/a.toml": Self.rule("a"),
            "rules/b.toml": Self.rule("b", metadata: "min_stack_version = \"9.4.0\""),
        ])
        let run = try TenetBinary.run(["convert", "--to", "kibana", "--stack", "9.3", "rules"], in: folder.url)
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").count == 1 && run.output.contains("\"rule_id\":\"a\""))
        #expect(run.errors.contains("rules/b.toml:3:") && run.errors.contains("9.4"), "\(run.errors)")
        #expect(
            try TenetBinary.run(["convert", "--to", "kibana", "--stack", "9.4", "rules"], in: folder.url).errors == "")
        // Nothing is left of what was asked for.
        let alone = try TenetBinary.run(
            ["convert", "--to", "ndjson", "--stack", "9.3", "rules/b.toml"], in: folder.url)
        #expect(alone.status == 1)
    }

    @Test func whatAnOlderStackWouldMatchOtherwiseIsRefused() throws {
        let threshold = "[rule.threshold]\nfield = [\"a\", \"b\", \"c\", \"d\"]\nvalue = 1\n"
        let folder = try Self.folder([
            "a.toml": Self.rule("a", more: threshold).replacing("\"query\"\nlanguage", with: "\"threshold\"\nlanguage")
        ])
        let run = try TenetBinary.run(["convert", "--to", "kibana", "--stack", "9.1", "a.toml"], in: folder.url)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.errors.contains("a.toml:14:") && run.errors.contains("9.2"), "\(run.errors)")
        #expect(
            try TenetBinary.run(["convert", "--to", "kibana", "--stack", "9.2", "a.toml"], in: folder.url).status == 0)
    }

    // MARK: import files

    private static let export = """
        {"rule_id":"a","name":"A","description":"d","risk_score":1,"severity":"low","type":"query","query":"event.code:1","exceptions_list":[{"id":"i","list_id":"L","type":"detection","namespace_type":"single"}]}
        {"rule_id":"b","name":"B","description":"d","risk_score":1,"severity":"low","type":"query","query":"event.code:2","actions":[{"id":"C","action_type_id":".email","params":{}}]}
        {"rule_id":"c","name":"C","description":"d","risk_score":1,"severity":"low","type":"query","query":"event.code:3","exceptions_list":[{"id":"i","list_id":"L","type":"detection","namespace_type":"single"}]}
        {"list_id":"L","name":"list","type":"detection"}
        {"list_id":"L","item_id":"1","name":"item","type":"simple","entries":[]}
        {"id":"C","type":"action","attributes":{"actionTypeId":".email"}}
        {"exported_count":6,"exported_rules_count":3}

        """

    @Test func importFilesAreSplitBelowTheLimits() throws {
        let folder = try Self.folder(["e.ndjson": Self.export])
        let whole = try TenetBinary.run(
            ["convert", "--to", "ndjson", "-o", "whole.ndjson", "e.ndjson"], in: folder.url)
        #expect(whole.status == 0)
        let lines = try folder.read("whole.ndjson").split(separator: "\n")
        #expect(lines.count == 7 && lines[6].contains("\"exported_count\":6"))
        let apart = try TenetBinary.run(
            ["convert", "--to", "ndjson", "--max-rules", "2", "-o", "out.ndjson", "e.ndjson"], in: folder.url)
        #expect(apart.status == 0 && apart.errors.contains("out.ndjson, out-2.ndjson"), "\(apart.errors)")
        let first = try folder.read("out.ndjson")
        let second = try folder.read("out-2.ndjson")
        #expect(first.split(separator: "\n").count == 6 && first.contains("\"exported_count\":5"))
        #expect(second.split(separator: "\n").count == 4 && second.contains("\"exported_count\":3"))
        #expect(second.contains("\"item_id\":\"1\"") && !second.contains("actionTypeId"))
        let stream = try TenetBinary.run(
            ["convert", "--to", "ndjson", "--max-rules", "2", "e.ndjson"], in: folder.url)
        #expect(stream.status == 0 && stream.output == first + second)
        #expect(stream.errors.contains("warning") && stream.errors.contains("-o FILE.ndjson"))
        let small = try TenetBinary.run(
            ["convert", "--to", "ndjson", "--max-bytes", "50", "e.ndjson"], in: folder.url)
        #expect(small.errors.contains("bytes"))
        #expect(try TenetBinary.run(["convert", "--to", "ndjson", "--max-rules", "0", "e.ndjson"]).status == 3)
    }

    @Test func anImportFileOfAnotherEndingIsWarnedOf() throws {
        let folder = try Self.folder(["a.toml": Self.rule("a")])
        let run = try TenetBinary.run(["convert", "--to", "ndjson", "-o", "x.json", "a.toml"], in: folder.url)
        #expect(run.status == 0 && run.errors.contains(".ndjson"))
    }

    // MARK: losses

    @Test(arguments: ["kibana", "ndjson", "asset"])
    func everyTargetTellsWhatItCannotCarry(_ target: String) throws {
        let folder = try Self.folder(["a.toml": Self.rule("a", more: "\"größe\" = 1\nnmae = [1,\n 2]\n")])
        let run = try TenetBinary.run(
            ["convert", "--to", target, "--loss-report", "losses.jsonl", "a.toml"], in: folder.url)
        #expect(run.status == 0 && run.errors.isEmpty)
        let lines = try folder.read("losses.jsonl").split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        let pattern =
            #""pointer":"/rule/nmae","range":{"start":{"offset":208,"line":14,"column":8},"end":{"offset":215,"line":15,"column":4}},"value":"[1,\n 2]","reason":""#
        #expect(lines.contains { $0.hasPrefix("{\"path\":\"a.toml\"," + pattern) }, "\(lines)")
        // What every rule loses is a line with a count.
        #expect(lines.last?.contains(#""count":1"#) == true && lines.last?.contains(#""keys":["maturity"]"#) == true)
        let all = try TenetBinary.run(
            ["convert", "--to", target, "--loss-report", "-", "--verbose", "a.toml"], in: folder.url)
        #expect(all.errors.contains("/metadata/maturity"))
        let told = try TenetBinary.run(["convert", "--to", target, "a.toml"], in: folder.url)
        #expect(told.errors.contains("2 values could not be kept"))
    }

    @Test func objectsThatAreNoRulesAreLossesWhereOnlyRulesGo() throws {
        let folder = try Self.folder(["e.ndjson": Self.export])
        for target in ["kibana", "asset"] {
            let run = try TenetBinary.run(
                ["convert", "--to", target, "--loss-report", "-", "e.ndjson"], in: folder.url)
            #expect(run.errors.split(separator: "\n").count { $0.contains("it is not a rule") } == 3, "\(run.errors)")
        }
        let file = try TenetBinary.run(["convert", "--to", "ndjson", "--loss-report", "-", "e.ndjson"], in: folder.url)
        #expect(file.errors.isEmpty)
    }
}

/// Rules that Kibana would refuse, as `tenet convert` meets them.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct RefusedRuleTests {
    private static func rule(_ id: String, _ more: String = "") -> String {
        """
        [metadata]
        creation_date = "2026/01/05"
        updated_date = "2026/01/05"

        [rule]
        author = ["A"]
        description = "One."
        index = ["logs-*"]
        language = "kuery"
        name = "Rule \(id)"
        risk_score = 47
        rule_id = "\(id)"
        severity = "medium"
        type = "query"
        query = "event.code:1"
        \(more)

        """
    }

    private static let reference =
        "[[rule.exceptions_list]]\nid = \"x\"\nlist_id = \"l\"\ntype = \"detection\"\nnamespace_type = \"singel\"\n"

    @Test(arguments: ["kibana", "ndjson", "asset"])
    func areNamedAndLeftOut(_ target: String) throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("a"))
        try folder.write("rules/b.toml", Self.rule("b", "interval = \"5 min\""))
        try folder.write("rules/c.toml", Self.rule("c", Self.reference))
        let run = try TenetBinary.run(["convert", "--to", target, "rules"], in: folder.url)
        #expect(run.status == 1 && run.output.contains("\"a\"") && !run.output.contains("\"b\""), "\(run.errors)")
        #expect(run.errors.contains("rules/b.toml:16:") && run.errors.contains("interval"))
        #expect(run.errors.contains("rules/c.toml:20:") && run.errors.contains("namespace_type"))
        #expect(run.errors.contains("2 rules that Kibana refuses are not written: `Rule b`, `Rule c`"))
        // Lint says the same of them.
        let lint = try TenetBinary.run(["lint", "--output-format", "concise", "rules"], in: folder.url)
        #expect(lint.output.contains("rules/b.toml:16:") && lint.output.contains("rules/c.toml:20:"))
    }

    @Test func areStillRuleFiles() throws {
        let folder = try ScratchFolder()
        try folder.write("b.toml", Self.rule("b", "interval = \"5 min\""))
        let run = try TenetBinary.run(["convert", "--to", "yaml", "b.toml"], in: folder.url)
        #expect(run.status == 0 && run.output.contains("5 min"))
    }

    /// What is lost on the way to Kibana is not refused: the number in quotes is written as a number.
    @Test func areOnlyThoseWhoseShippedFormIsRefused() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("a").replacing("risk_score = 47", with: "risk_score = \"47\""))
        let run = try TenetBinary.run(["convert", "--to", "kibana", "a.toml"], in: folder.url)
        #expect(run.status == 0 && run.output.contains("\"risk_score\":47"), "\(run.errors)")
    }

    @Test func nothingIsSaidToBeWrittenThatWasNot() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("a"))
        try folder.write("file", "")
        for arguments in [
            ["convert", "--to", "kibana", "-o", "file/x.json", "a.toml"],
            ["convert", "--to", "ndjson", "-o", "file/x.ndjson", "a.toml"],
            ["convert", "--to", "asset", "-o", "file/x", "a.toml"],
            ["convert", "--to", "yaml", "-o", "file/x", "a.toml"],
            ["convert", "--to", "kuery", "-o", "file/x", "a.toml"],
            ["compile", "-o", "file/x.tenet", "a.toml"],
            ["docs", "-o", "file/x", "a.toml"],
        ] {
            let run = try TenetBinary.run(arguments, in: folder.url)
            #expect(run.status == 2 && run.errors.contains("cannot write file"), "\(arguments): \(run.errors)")
            for word in ["wrote 1", "compiled 1", "converted 1"] {
                #expect(!run.errors.contains(word), "\(arguments): \(run.errors)")
            }
        }
    }
}
