import Foundation
import TestSupport
import Testing

/// Where commands write, what they keep, and what they say of paths that name nothing.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct OutputFileTests {
    private static func object(_ id: String, _ query: String = "host.name:x") -> String {
        #"{"name":"Burst \#(id)","rule_id":"\#(id)","type":"query","query":"\#(query)","language":"kuery","#
            + #""description":"d","risk_score":47,"severity":"medium","index":["logs-*"]}"# + "\n"
    }

    private func exists(_ path: String, in folder: ScratchFolder) -> Bool {
        FileManager.default.fileExists(atPath: folder.url.appending(path: path).path)
    }

    // MARK: new

    @Test func aNewFolderHoldsTheNewRule() throws {
        let folder = try ScratchFolder()
        for (output, path) in [("sub", "sub/my_rule.toml"), ("a/b", "a/b/my_rule.toml"), ("x.yaml", "x.yaml")] {
            let run = try TenetBinary.run(["new", "--name", "My Rule", "--no-test", "-o", output], in: folder.url)
            #expect(run.status == 0 && exists(path, in: folder), "\(output): \(run.errors)")
        }
        #expect(try folder.read("x.yaml").hasPrefix("metadata:"))
    }

    @Test func aNameThatNoCommandReadsIsRefused() throws {
        let folder = try ScratchFolder()
        for output in ["rule.txt", "rule.test.toml", "tenet.toml"] {
            let run = try TenetBinary.run(["new", "--name", "My Rule", "-o", output], in: folder.url)
            #expect(run.status == 3 && !exists(output, in: folder), "\(output): \(run.errors)")
            #expect(run.errors.contains("no command reads \(output) as a rule file"), "\(run.errors)")
        }
        let yaml = try TenetBinary.run(["new", "--name", "My Rule", "--yaml", "-o", "rule.toml"], in: folder.url)
        #expect(yaml.status == 3 && yaml.errors.contains("`--yaml` writes no .toml file"), "\(yaml.errors)")
    }

    // MARK: paths

    @Test func aBrokenLinkIsNamedWithItsTarget() throws {
        let folder = try ScratchFolder()
        let link = folder.url.appending(path: "rule.toml").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "gone.toml")
        for arguments in [["lint"], ["convert", "--to", "kibana"], ["match", "--rules"], ["config"]] {
            let run = try TenetBinary.run(arguments + ["rule.toml"], in: folder.url)
            #expect(run.status == 2, "\(arguments)")
            #expect(
                run.errors.contains(
                    "error: cannot read rule.toml: the link points to gone.toml, which does not exist\n"),
                "\(run.errors)")
        }
    }

    @Test func settingsOfAMissingPathAreNotShown() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", "")
        let run = try TenetBinary.run(["config", "rulse"], in: folder.url)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("did you mean rules?"), "\(run.errors)")
        #expect(try TenetBinary.run(["config", "rules"], in: folder.url).status == 0)
    }

    // MARK: convert

    @Test func aForeignFileIsNotOverwritten() throws {
        let folder = try ScratchFolder()
        try folder.write("a.json", Self.object("a"))
        for foreign in ["[tool]\nname = \"x\"\n", "[rule]\nrule_id = \"b\"\nname = \"b\"\n", "broken ="] {
            try folder.write("out.toml", foreign)
            let run = try TenetBinary.run(["convert", "--to", "toml", "-o", "out.toml", "a.json"], in: folder.url)
            #expect(run.status == 2 && run.errors.contains("out.toml holds something besides"), "\(run.errors)")
            #expect(try folder.read("out.toml") == foreign)
        }
        let run = try TenetBinary.run(
            ["convert", "--to", "toml", "-o", "out.toml", "--overwrite", "a.json"], in: folder.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try folder.read("out.toml").contains("Burst a"))
    }

    @Test func theFileOfTheSameRuleIsUpdated() throws {
        let folder = try ScratchFolder()
        try folder.write("a.json", Self.object("a"))
        try folder.write("out.toml", "")
        let arguments = ["convert", "--to", "toml", "-o", "out.toml", "a.json"]
        #expect(try TenetBinary.run(arguments, in: folder.url).status == 0)
        let text = try folder.read("out.toml")
        try folder.write("out.toml", "# ours\n" + text)
        let same = try TenetBinary.run(arguments, in: folder.url)
        #expect(same.status == 0 && same.errors.contains("out.toml is unchanged"), "\(same.errors)")
        try folder.write("a.json", Self.object("a", "host.name:y"))
        #expect(try TenetBinary.run(arguments, in: folder.url).status == 0)
        let updated = try folder.read("out.toml")
        #expect(updated.hasPrefix("# ours\n") && updated.contains("host.name:y"), "\(updated)")
    }

    /// An export that was cut in the middle of a line: all formats write the rules of the other lines.
    @Test func whatIsLeftOfACutExportIsWritten() throws {
        let folder = try ScratchFolder()
        try folder.write("cut.ndjson", Self.object("a") + Self.object("b") + Self.object("c").prefix(60))
        for (format, output) in [("ndjson", "x.ndjson"), ("toml", "toml"), ("yaml", "yaml"), ("asset", "assets")] {
            let run = try TenetBinary.run(["convert", "--to", format, "-o", output, "cut.ndjson"], in: folder.url)
            #expect(run.status == 1 && run.errors.contains("wrote 2 rules to"), "\(format): \(run.errors)")
            #expect(run.errors.contains("error[json-syntax]"), "\(format): \(run.errors)")
        }
    }

    // MARK: docs

    @Test func aForeignPageIsNotOverwritten() throws {
        let folder = try ScratchFolder()
        let rule = Shared.repository.appending(path: "rules/azure/azure-key-vault-modified.toml")
        try folder.write("rule.toml", try Data(contentsOf: rule))
        for more in [[], ["--format", "prebuilt", "--release", "8.4.1"]] {
            let arguments = ["docs", "-o", "pages", "rule.toml"] + more
            let first = try TenetBinary.run(arguments, in: folder.url)
            #expect(first.status == 0, "\(first.errors)")
            #expect(try TenetBinary.run(arguments, in: folder.url).status == 0)
        }
        let page = "pages/azure-key-vault-modified.md"
        #expect(exists(page, in: folder))
        try folder.write(page, "# Azure Key Vault Modified\n\nOur own words.\n")
        let run = try TenetBinary.run(["docs", "-o", "pages", "rule.toml"], in: folder.url)
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.errors.contains("\(page) is not a page of the same rule and is not overwritten"), "\(run.errors)")
        #expect(try folder.read(page).contains("Our own words."))
        #expect(try TenetBinary.run(["docs", "-o", "pages", "--overwrite", "rule.toml"], in: folder.url).status == 0)
        #expect(try folder.read(page).contains("Our own words.") == false)
    }

    // MARK: inspect

    @Test func aProgramThatThereIsNotSaysWhy() throws {
        let folder = try ScratchFolder()
        for name in ["filter-syntax.toml", "missing-query.toml"] {
            let file = Shared.repository.appending(path: "Tests/Golden/broken-files").appending(path: name).path
            let run = try TenetBinary.run(["inspect", "--stage", "program", file], in: folder.url)
            #expect(run.status == 2, "\(run.errors)")
            #expect(run.errors.contains(name == "filter-syntax.toml" ? "error[filter-syntax]" : "error[empty-query]"))
        }
        let help = try TenetBinary.run(["inspect", "--help"]).output
        #expect(help.contains("2 if a rule has no such stage"), "\(help)")
    }
}
