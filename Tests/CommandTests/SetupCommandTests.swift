import Foundation
import TestSupport
import Testing

/// `tenet init`, `tenet new`, completions and the manual, as people call them.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct SetupCommandTests {
    private static func text(_ file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    private static func files(_ folder: URL) -> [String] {
        ((FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []).filter { path in
            !FileManager.default.fileExists(atPath: folder.appending(path: path).path + "/")
        }.sorted()
    }

    // MARK: - init

    @Test(arguments: ["github", "gitlab", "none"])
    func aNewFolderIsCleanFromTheStart(_ system: String) throws {
        let folder = try ScratchFolder()
        let outcome = try TenetBinary.run(["init", "--ci", system], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        for file in Self.files(folder.url) { #expect(outcome.errors.contains(file), "\(file)") }
        let pipelines = Self.files(folder.url).filter { $0.contains("workflows") || $0.contains("gitlab") }
        #expect(pipelines.count == (system == "none" ? 0 : 1))
        for command in [["lint", "--max-warnings", "0"], ["format", "--check"], ["test"]] {
            let run = try TenetBinary.run(command, in: folder.url)
            #expect(run.status == 0, "\(command): \(run.output) \(run.errors)")
        }
        let tests = try TenetBinary.run(["test"], in: folder.url).errors
        #expect(tests.hasPrefix("2 cases in 1 file: 2 passed"), "\(tests)")
    }

    @Test func whatIsThereIsKept() throws {
        let folder = try ScratchFolder()
        let own = try folder.write("tenet.toml", "profile = \"strict\"\n")
        let rule = try folder.write("rules/own.toml", "[rule]\nname = \"Own\"\n")
        let outcome = try TenetBinary.run(["init"], in: folder.url)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("kept     tenet.toml"), "\(outcome.errors)")
        #expect(outcome.errors.contains("found 1 rule file under rules/"), "\(outcome.errors)")
        #expect(try Self.text(own) == "profile = \"strict\"\n")
        #expect(try Self.text(rule) == "[rule]\nname = \"Own\"\n")
        #expect(Self.files(folder.url).filter { $0.hasPrefix("rules/") } == ["rules/own.toml"])
        let before = Self.files(folder.url)
        let again = try TenetBinary.run(["init"], in: folder.url)
        #expect(again.status == 0)
        #expect(Self.files(folder.url) == before)
        #expect(!again.errors.contains("wrote"))
    }

    @Test func aDryRunWritesNothing() throws {
        let folder = try ScratchFolder()
        let outcome = try TenetBinary.run(["init", "--dry-run", "sub"], in: folder.url)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("would write tenet.toml"))
        #expect(Self.files(folder.url).isEmpty)
    }

    private static let rule = """
        [rule]
        author = ["SOC"]
        description = "Shows one thing."
        from = "now-9m"
        index = ["logs-aws.cloudtrail-*"]
        language = "kuery"
        license = "MIT"
        name = "Own"
        risk_score = 47
        rule_id = "54048c26-74b9-5aa6-b805-50de15ec0fb6"
        severity = "medium"
        tags = ["Domain: Test"]
        type = "query"
        query = '''
        user.name:bob
        '''

        """

    @Test(arguments: [
        (["a.toml"], "[\".\"]"), (["content/rules/windows/a.toml", "content/rules/b.toml"], "[\"content/rules\"]"),
        (["detections/windows/a.toml"], "[\"detections\"]"), (["x/y/a.toml", "z/b.toml"], "[\"x/y\", \"z\"]"),
    ])
    func rulesAreFoundWhereverTheyAre(_ paths: [String], _ setting: String) throws {
        let folder = try ScratchFolder()
        for path in paths { try folder.write(path, Self.rule) }
        try folder.write("other/settings.yaml", "a: 1\n")
        let outcome = try TenetBinary.run(["init"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("found \(paths.count) rule file"), "\(outcome.errors)")
        #expect(try folder.read("tenet.toml").contains("paths = \(setting)\n"))
        #expect(Self.files(folder.url).filter { $0.hasSuffix("cleared.toml") } == [])
        #expect(try !TenetBinary.run(["lint"], in: folder.url).errors.contains("no rule files"))
    }

    /// The layout of a set of rules is its own affair; everything else of the pipeline runs.
    @Test(arguments: ["github", "gitlab"]) func aStepThatWouldFailIsAComment(_ system: String) throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule + "\n\n")
        let outcome = try TenetBinary.run(["init", "--ci", system], in: folder.url)
        #expect(outcome.errors.contains("`tenet format` would change 1 file"), "\(outcome.errors)")
        let file = system == "github" ? ".github/workflows/rules.yml" : ".gitlab-ci.yml"
        let steps = try folder.read(file).split(separator: "\n").filter { $0.contains("tenet ") }
        #expect(steps.filter { $0.contains("format --check") }.allSatisfy { $0.contains("#") })
        #expect(steps.contains { $0.contains("tenet lint") && !$0.contains("#") })
        #expect(steps.contains { $0.contains("Run `tenet format`") })
        let hooks = try folder.read(".pre-commit-config.yaml").split(separator: "\n")
        #expect(hooks.contains { $0.contains("entry: tenet lint") && !$0.contains("#") })
        #expect(hooks.contains { $0.contains("# ") && $0.contains("entry: tenet format") })
    }

    @Test func gitLabIsChosenWhereItIsUsed() throws {
        let folder = try ScratchFolder()
        try folder.write(".gitlab-ci.yml", "test:\n  script: [\"true\"]\n")
        let outcome = try TenetBinary.run(["init"], in: folder.url)
        #expect(outcome.errors.contains("include: {local: .gitlab/tenet.gitlab-ci.yml}"), "\(outcome.errors)")
        #expect(try folder.read(".gitlab/tenet.gitlab-ci.yml").contains("tenet lint --output-format gitlab"))
        #expect(!Self.files(folder.url).contains { $0.hasPrefix(".github") })
    }

    /// Every `# key = value` of the configuration can be uncommented as it is.
    @Test func sampleSettingsHold() throws {
        let folder = try ScratchFolder()
        #expect(try TenetBinary.run(["init"], in: folder.url).status == 0)
        let text = try folder.read("tenet.toml")
        let samples = text.split(separator: "\n").filter { $0.firstMatch(of: #/^# [a-z-]+ = /#) != nil }
        #expect(samples.count >= 3)
        for sample in samples {
            try folder.write("tenet.toml", text.replacing(sample, with: sample.dropFirst(2)))
            for command in ["config", "lint", "test"] {
                let run = try TenetBinary.run([command], in: folder.url)
                #expect(run.status == 0, "\(sample): \(run.errors)")
            }
        }
    }

    // MARK: - new

    @Test(arguments: [
        ("query", "user.name:(a or"), ("eql", "process where process.name = \"a\""), ("threshold", "a:(b or"),
    ])
    func aBrokenQueryIsNotWritten(_ type: String, _ query: String) throws {
        let folder = try ScratchFolder()
        for output in [["-o", "a.toml"], [], ["-o", "-"]] {
            let outcome = try TenetBinary.run(
                ["new", "--name", "A", "--type", type, "--query", query] + output, in: folder.url)
            #expect(outcome.status == 2, "\(outcome.errors)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains("error[query-syntax]"), "\(outcome.errors)")
            #expect(Self.files(folder.url).isEmpty)
        }
    }

    @Test func aRuleGoesToThoseOfItsIntegration() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/integrations/aws/a.toml", Self.rule)
        try folder.write("rules/cloud/b.toml", "[metadata]\nintegration = [\"okta\"]\n\n" + Self.rule)
        for (name, package, file) in [
            ("One", "aws", "rules/integrations/aws/one.toml"), ("Two", "okta", "rules/cloud/two.toml"),
            ("Three", "azure", "rules/azure/three.toml"),
        ] {
            let arguments = ["new", "--name", name, "--integration", package, "--query", "user.name:a"]
            let outcome = try TenetBinary.run(arguments, in: folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(Self.files(folder.url).contains(file), "\(outcome.errors)")
        }
    }

    /// The test beside a rule passes, whatever the query makes of its event.
    @Test(arguments: ["user.name:a", "not user.name:a", "process.name:*"])
    func theTestOfANewRulePasses(_ query: String) throws {
        let folder = try ScratchFolder()
        let outcome = try TenetBinary.run(["new", "--name", "A", "--query", query], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let tests = try TenetBinary.run(["test"], in: folder.url)
        #expect(tests.status == 0, "\(tests.output)")
        #expect(tests.errors.contains("1 passed"), "\(tests.errors)")
    }

    /// An EQL query on single events has a test, too; the states of a sequence are kept by no engine yet.
    @Test func aTestIsWrittenForWhatCanBeRun() throws {
        let folder = try ScratchFolder()
        let arguments = ["new", "--type", "eql", "--name"]
        let one = try TenetBinary.run(
            arguments + ["One", "--query", "process where process.name == \"x.exe\""], in: folder.url)
        #expect(one.status == 0 && one.errors.contains("one.test.yaml"), "\(one.errors)")
        let tests = try TenetBinary.run(["test"], in: folder.url)
        #expect(tests.errors.contains("1 passed"), "\(tests.output)\(tests.errors)")
        let two = try TenetBinary.run(
            arguments + ["Two", "--query", "sequence by host.id [process where true] [network where true]"],
            in: folder.url)
        #expect(two.errors.contains("no test is written: 1 EQL sequence rule cannot be run yet"), "\(two.errors)")
    }

    @Test(arguments: ["query", "eql", "esql", "threshold", "new_terms", "machine_learning", "threat_match"])
    func newRulesOfEveryTypeAreClean(_ type: String) throws {
        let folder = try ScratchFolder()
        for (number, more) in [[], ["--yaml"], ["--integration", "endpoint", "--yaml"], ["--integration", "aws"]]
            .enumerated()
        {
            let arguments = ["new", "--name", "Rule \(number)", "--type", type, "--technique", "T1055.012"] + more
            let outcome = try TenetBinary.run(arguments, in: folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let files = Self.files(folder.url)
        let rules = files.filter { !$0.contains(".test.") }
        #expect(rules.count == 4)
        // Rules of the other types cannot be run yet.
        let isRun = ["query", "eql"].contains(type)
        #expect(files.count == (isRun ? 8 : 4))
        if isRun { #expect(try TenetBinary.run(["test"], in: folder.url).errors.contains("8 passed")) }
        // One by one: all four look for the same events.
        for file in rules {
            let lint = try TenetBinary.run(["lint", "--max-warnings", "0", file], in: folder.url)
            #expect(lint.status == 0, "\(lint.output)")
        }
        let format = try TenetBinary.run(["format", "--check"], in: folder.url)
        #expect(format.status == 0, "\(format.output)")
    }

    @Test func aNewRuleHasItsAnswers() throws {
        let outcome = try TenetBinary.run([
            "new", "--name", "Vault \"A\" Read", "--severity", "high", "--tactic", "credential access", "--technique",
            "t1552.001", "--index", "logs-azure*", "--query", "event.outcome:success", "--author", "Us", "-o", "-",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for line in [
            "author = [\"Us\"]", "name = 'Vault \"A\" Read'", "risk_score = 73", "severity = \"high\"",
            "index = [\"logs-azure*\"]", "query = '''\nevent.outcome:success\n'''", "id = \"T1552.001\"",
            "id = \"T1552\"",
            "name = \"Credential Access\"",
        ] { #expect(outcome.output.contains(line), "\(line)\n\(outcome.output)") }
        let ids = outcome.output.matches(
            of: /rule_id = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"/)
        #expect(ids.count == 1, "\(outcome.output)")
    }

    @Test func aFileIsNeverOverwritten() throws {
        let folder = try ScratchFolder()
        let arguments = ["new", "--name", "A Rule", "--tactic", "impact"]
        #expect(try TenetBinary.run(arguments, in: folder.url).status == 0)
        #expect(Self.files(folder.url) == ["rules/impact_a_rule.test.yaml", "rules/impact_a_rule.toml"])
        let before = try Self.text(folder.url.appending(path: "rules/impact_a_rule.toml"))
        let again = try TenetBinary.run(arguments, in: folder.url)
        #expect(again.status == 3)
        #expect(again.errors.contains("exists already"))
        #expect(try Self.text(folder.url.appending(path: "rules/impact_a_rule.toml")) == before)
    }

    @Test(arguments: [
        ([], "a rule needs a name"), (["--name", " "], "a rule needs a name"),
        (["--name", "A", "--tactic", "credential acces"], "did you mean `Credential Access`?"),
        (["--name", "A", "--technique", "T9999"], "unknown technique `T9999`"),
        (["--name", "A", "--technique", "T1086"], "technique T1086 is revoked"),
        (["--name", "A", "--technique", "T1552", "--tactic", "impact"], "does not belong to Impact"),
        (["--name", "A", "--integration", "endpiont"], "did you mean `endpoint`?"),
        (["--name", "A\u{7}"], "control character"), (["--name", "A", "--type", "sigma"], "sigma"),
    ])
    func wrongAnswersAreToldWithTheWayOut(_ arguments: [String], _ words: String) throws {
        let outcome = try TenetBinary.run(["new", "-o", "-"] + arguments)
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    // MARK: - shells and the manual

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsNameTheCommands(_ shell: String) throws {
        let outcome = try TenetBinary.run(["completions", shell])
        #expect(outcome.status == 0)
        for word in ["lint", "format", "output-format", "new"] { #expect(outcome.output.contains(word)) }
    }

    @Test func theManualHasEveryCommandAndNoOtherMacros() throws {
        let manual = try TenetBinary.run(["manual"]).output
        for line in manual.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(line.firstMatch(of: /^\.(TH|SH|PP|TP|B|I|RI|br)\b/) != nil, "\(line)")
        }
        let help = try TenetBinary.run(["--help"]).output
        for line in help.split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("   ") {
            guard let name = line.split(separator: " ").first, !name.hasPrefix("-"), name.first?.isLowercase == true,
                name != "help"
            else { continue }
            #expect(manual.contains(".SH TENET \(name.uppercased())\n"), "\(name)")
        }
    }
}
