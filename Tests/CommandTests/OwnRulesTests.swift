import Foundation
import TestSupport
import Testing

/// The rules of this repository, as a user runs them.
struct OwnRulesTests {
    private let rules = Shared.repository.appending(path: "rules").path
    private let keyVault = Shared.repository.appending(path: "rules/azure/azure-key-vault-modified.toml").path
    private let twin = Shared.repository.appending(path: "Tests/Fixtures/azure-key-vault-modified.yaml").path

    @Test func ourRulesAndTheTwinHaveNoFinding() throws {
        for path in [rules, twin] {
            let run = try TenetBinary.run(["lint", "--output-format", "concise", path])
            #expect(run.status == 0)
            #expect(run.output == "", "\(run.output)")
        }
    }

    /// In one run the twin has the id of the rule that it is a twin of; the name follows from it.
    @Test func theTwinIsADuplicateOfItsRule() throws {
        let run = try TenetBinary.run(["lint", "--output-format", "concise", keyVault, twin])
        #expect(run.status == 1)
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.output.contains("error[duplicate-rule-id]"), "\(run.output)")
    }

    @Test func ourRulesPassTheirTests() throws {
        let run = try TenetBinary.run(["test", rules])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test func theYAMLTwinGivesTheSameJSON() throws {
        let toml = try TenetBinary.run(["convert", "--to", "kibana", keyVault])
        let yaml = try TenetBinary.run(["convert", "--to", "kibana", twin])
        #expect(toml.status == 0 && yaml.status == 0)
        #expect(toml.output == yaml.output)
        #expect(toml.output.contains("5a1f6f0e-6d0c-4f55-9c3e-0b7a4be1d8a6"))
    }

    @Test func theYAMLTwinGivesTheSameProgram() throws {
        let scratch = try ScratchFolder()
        for (name, rule) in [("toml", keyVault), ("yaml", twin)] {
            let run = try TenetBinary.run(["compile", "-o", name, rule], in: scratch.url)
            #expect(run.status == 0, "\(run.errors)")
        }
        let toml = try Data(contentsOf: scratch.url.appending(path: "toml"))
        #expect(!toml.isEmpty)
        #expect(toml == (try Data(contentsOf: scratch.url.appending(path: "yaml"))))
    }

    @Test(arguments: [["--format", "markdown"], ["--format", "prebuilt", "--release", "8.4.1"]])
    func theYAMLTwinGivesTheSamePage(_ format: [String]) throws {
        let scratch = try ScratchFolder()
        for (name, rule) in [("toml", keyVault), ("yaml", twin)] {
            let run = try TenetBinary.run(["docs"] + format + ["-o", name, rule], in: scratch.url)
            #expect(run.status == 0, "\(run.errors)")
        }
        let toml = scratch.url.appending(path: "toml")
        let pages = try FileManager.default.contentsOfDirectory(atPath: toml.path)
        #expect(pages.count == 1)
        for page in pages {
            // Our Markdown page names the test cases beside the TOML rule, which the twin has not.
            let ours = try scratch.read("toml/\(page)")
            let theirs = try scratch.read("yaml/\(page)")
            #expect(ours.count > 1_000)
            #expect(withoutTests(ours) == withoutTests(theirs))
        }
    }

    private func withoutTests(_ page: String) -> String {
        var isInside = false
        return page.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.hasPrefix("## ") { isInside = line == "## Test cases" }
            return !isInside
        }.joined(separator: "\n").trimmingCharacters(in: .newlines)
    }
}
