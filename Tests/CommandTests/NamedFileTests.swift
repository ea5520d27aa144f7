import Foundation
import TestSupport
import Testing

/// Files and options as they are named on the command line: twice, in vain, or by bytes that are no text.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct NamedFileTests {
    private static let rule = """
        [metadata]
        creation_date = "2026/01/05"
        maturity = "production"
        updated_date = "2026/01/05"

        [rule]
        author = ["Example"]
        description = "Finds what the name says."
        from = "now-9m"
        index = ["logs-azure.activitylogs-*"]
        language = "kuery"
        name = "Key Vault Changed"
        query = "event.dataset:azure.activitylogs"
        risk_score = 21
        rule_id = "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b"
        severity = "low"
        type = "query"

        """

    @Test func aFileIsOneHoweverItIsNamed() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule)
        let path = folder.url.appending(path: "rules/a.toml").path
        for names in [
            ["rules/a.toml", "./rules/a.toml", path], ["rules", "./rules", "rules/a.toml"], ["rules/a.toml", "rules"],
        ] {
            let lint = try TenetBinary.run(["lint"] + names, in: folder.url)
            #expect(lint.status == 0, "\(lint.output)")
            #expect(lint.errors.contains("checked 1 file, no findings"), "\(lint.errors)")
            #expect(!lint.errors.contains("no rule files"), "\(lint.errors)")
            let convert = try TenetBinary.run(["convert", "--to", "kibana"] + names, in: folder.url)
            #expect(convert.output.split(separator: "\n").count == 1, "\(convert.output)")
        }
    }

    @Test func aNameThatIsNoTextIsAnError() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule)
        let name =
            folder.url.appending(path: "rules").path.utf8CString.dropLast() + [0x2F, -1] + Array(".toml".utf8CString)
        let file = Array(name).withUnsafeBufferPointer { fopen($0.baseAddress, "w") }
        // Some file systems have no such names.
        guard let file else { return }
        fclose(file)
        for command in [["lint"], ["convert", "--to", "kibana"], ["compile", "-o", "out.tenet"]] {
            let run = try TenetBinary.run(command + ["rules"], in: folder.url)
            #expect(run.status == 2 && run.errors.contains("its name is not UTF-8"), "\(command): \(run.errors)")
        }
    }

    @Test(arguments: ["", ",", " "])
    func aSelectionOfNothingIsAnError(_ names: String) throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule)
        let run = try TenetBinary.run(["lint", "--select", names, "a.toml"], in: folder.url)
        #expect(run.status == 3 && run.errors.contains("names no check"), "\(run.errors)")
    }

    @Test func twoOutputsAreTwoFiles() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule)
        for arguments in [
            ["convert", "--to", "kibana", "-o", "x.json", "--loss-report", "./x.json"],
            ["lint", "-o", "x.json", "--baseline", "x.json", "--write-baseline"],
        ] {
            let run = try TenetBinary.run(arguments + ["a.toml"], in: folder.url)
            #expect(run.status == 3 && run.errors.contains("name the same file"), "\(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "x.json").path))
        }
    }

    @Test(arguments: ["rule", "expr", "program"])
    func whatIsNoRuleIsNotInspected(_ stage: String) throws {
        let folder = try ScratchFolder()
        try folder.write("x.yaml", "- a\n")
        let run = try TenetBinary.run(["inspect", "--stage", stage, "x.yaml"], in: folder.url)
        #expect(run.status == 2 && run.errors.contains("error[not-a-rule]"), "\(run.errors)")
    }

    /// The value of the file is what is wrong, though the rule that would be written lacks the key.
    @Test func aNameOfAnotherTypeIsReportedAsLintDoes() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule.replacing("name = \"Key Vault Changed\"", with: "name = 7"))
        let run = try TenetBinary.run(["convert", "--to", "kibana", "a.toml"], in: folder.url)
        #expect(run.errors.contains("error[wrong-type]") && !run.errors.contains("missing-key"), "\(run.errors)")
        #expect(run.errors.contains("not written: `5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b`"), "\(run.errors)")
    }

    @Test func whatIsNoExportLeavesNoBundle() throws {
        let folder = try ScratchFolder()
        try folder.write("x.ndjson", "{\"id\": \"1\", \"type\": \"alert\", \"attributes\": {\"name\": \"A\"}}\n")
        let run = try TenetBinary.run(["convert", "--to", "toml", "-o", "rules", "x.ndjson"], in: folder.url)
        #expect(run.status == 1, "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "rules/_bundle.toml").path))
    }

    @Test(arguments: [
        (#"{"a": {"version": 1}, "a": {"version": 2}}"#, ":1:23: the rule `a` is in the lock twice"),
        ("{\n  \"a\": 1\n}", ":2:8: the entry `a` of the lock is not an object"),
        ("{\"a\": {\"version\":\n 0}}", ":2:2: the version of `a` is not a whole number from 1 to 9007199254740991"),
    ])
    func aFaultOfALockHasItsPlace(_ text: String, _ message: String) throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule)
        try folder.write("lock.json", text)
        for command in ["update", "check"] {
            let run = try TenetBinary.run(["lock", command, "--version-lock", "lock.json", "a.toml"], in: folder.url)
            #expect(run.status == 2 && run.errors.contains("lock.json" + message), "\(run.errors)")
        }
    }
}
