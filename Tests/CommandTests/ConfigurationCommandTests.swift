import Foundation
import TestSupport
import Testing

/// `tenet.toml`, the environment and flags, as commands use and show them.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct ConfigurationCommandTests {
    private static let configuration = """
        paths = ["detections"]
        exclude = ["drafts/"]
        ignore = ["missing-key"]
        fail-level = "info"
        stack = "8.19"

        [severity]
        unknown-key = "warning"

        [per-file]
        "legacy/" = { ignore = ["unknown-key"] }

        """

    private func folder() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        try folder.write("tenet.toml", Self.configuration)
        for path in ["a.toml", "drafts/b.toml", "legacy/c.toml"] {
            try folder.write("detections/" + path, "[rule]\nnmae = \"a\"\n")
        }
        return folder
    }

    private func lint(_ arguments: String..., in folder: URL, environment: [String: String] = [:]) throws
        -> TenetBinary.Outcome
    {
        try TenetBinary.run(
            ["lint", "--output-format", "concise", "--select", "unknown-key"] + arguments, in: folder,
            environment: environment)
    }

    @Test func lintFollowsTheNearestFile() throws {
        let folder = try folder()
        let outcome = try lint(in: folder.url)
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("detections/a.toml:2:1: warning[unknown-key] "), "\(outcome.output)")
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(outcome.errors.hasPrefix("1 warning in 1 of 2 files"), "\(outcome.errors)")
        // From below, the default paths are still those beside the file.
        let below = try lint(in: folder.url.appending(path: "detections/drafts"))
        #expect(
            below.output.hasPrefix("../a.toml:2:1: ") || below.output.hasPrefix("../../detections/a.toml:2:1: "),
            "\(below.output)")
        // What is named is looked at, and finds its settings upward.
        let named = try lint(folder.url.path + "/detections/drafts/b.toml", in: URL(filePath: "/"))
        #expect(named.status == 1 && named.output.contains("warning[unknown-key]"), "\(named.output)")
        let standardInput = try TenetBinary.run(
            ["lint", "-", "--stdin-filename", "detections/legacy/x.toml", "--select", "unknown-key"],
            input: "[rule]\nnmae = 1\n", in: folder.url)
        #expect(standardInput.status == 0, "\(standardInput.output)")
    }

    @Test func flagsAndEnvironmentOverrideTheFile() throws {
        let folder = try folder()
        #expect(try lint("--fail-level", "error", in: folder.url).status == 0)
        #expect(try lint(in: folder.url, environment: ["TENET_FAIL_LEVEL": "error"]).status == 0)
        #expect(
            try lint("--fail-level", "info", in: folder.url, environment: ["TENET_FAIL_LEVEL": "error"]).status == 1)
        let all = try lint("--exclude", "a.toml,*/legacy", in: folder.url)
        #expect(all.output.hasPrefix("detections/drafts/b.toml:2:1: "), "\(all.output)")
        try folder.write("other.toml", "paths = [\"detections/legacy\"]\n")
        for environment in [["TENET_CONFIG": "other.toml"], [:]] {
            let flags = environment.isEmpty ? ["--config", "other.toml"] : []
            let outcome = try TenetBinary.run(["lint"] + flags, in: folder.url, environment: environment)
            #expect(outcome.output.contains("error[unknown-key]"), "\(outcome.output)")
            #expect(outcome.output.contains("detections/legacy/c.toml:2:1"))
        }
    }

    @Test func aWrongFileStopsEverything() throws {
        let folder = try folder()
        try folder.write("tenet.toml", "paths = [\"detections\"]\nfail-levle = \"info\"\n")
        for command in ["lint", "config", "compile", "test"] {
            let outcome = try TenetBinary.run([command] + (command == "compile" ? ["-o", "x"] : []), in: folder.url)
            #expect(outcome.status == 3, "\(command)")
            #expect(
                outcome.errors
                    == "error: tenet.toml:2:1: unknown setting `fail-levle`\n  = help: did you mean `fail-level`?\n")
            #expect(outcome.output.isEmpty)
        }
        let missing = try TenetBinary.run(["lint", "--config", "none.toml"], in: folder.url)
        #expect(missing.status == 3 && missing.errors.hasPrefix("error: cannot read none.toml: no such file"))
    }

    @Test func configShowsWhereEachSettingComesFrom() throws {
        let folder = try folder()
        let outcome = try TenetBinary.run(
            ["config", "--exclude", "x"], in: folder.url, environment: ["TENET_STACK": "9.0"])
        let lines = outcome.output.split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true)
        }
        func line(_ name: String) -> [String] { lines.first { $0.first == name[...] }?.map(String.init) ?? [] }
        #expect(line("paths") == ["paths", "detections", "tenet.toml:1"])
        #expect(line("exclude") == ["exclude", "x", "--exclude"])
        #expect(line("ignore") == ["ignore", "missing-key", "tenet.toml:3"])
        #expect(line("stack") == ["stack", "9.0", "TENET_STACK"])
        #expect(line("profile") == ["profile", "recommended", "default"])
        #expect(line("severity.unknown-key") == ["severity.unknown-key", "warning", "tenet.toml:8"])
        #expect(
            lines.last?.map(String.init) == ["ignore", "unknown-key", "tenet.toml:11", "(per-file", "\"legacy/\")"])
        let json = try TenetBinary.run(["config", "--output-format", "json"], in: folder.url)
        let object = try JSONSerialization.jsonObject(with: json.outputBytes) as? [String: Any]
        #expect(object?["version"] as? Int == 1)
        #expect(object?["file"] as? String == "tenet.toml")
        let settings = object?["settings"] as? [[String: Any]] ?? []
        let stack = settings.first { $0["name"] as? String == "stack" }
        #expect(stack?["value"] as? String == "8.19")
        #expect((stack?["origin"] as? [String: Any])?["line"] as? Int == 5)
    }

    @Test func configOfAFileShowsWhatHoldsForIt() throws {
        let folder = try folder()
        try folder.write(
            "tenet.toml",
            Self.configuration + """
                "*.toml" = { profile = "strict", severity = { unknown-key = "info", wrong-type = "info" } }
                "other/" = { ignore = ["wrong-type"] }

                """)
        func lines(_ arguments: [String], _ environment: [String: String] = [:]) throws -> [String] {
            let outcome = try TenetBinary.run(["config"] + arguments, in: folder.url, environment: environment)
            return outcome.output.split(separator: "\n").map {
                $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
            }
        }
        let legacy = try lines(["detections/legacy/c.toml"])
        #expect(
            legacy.filter { $0.hasPrefix("ignore ") } == [
                "ignore missing-key tenet.toml:3", "ignore unknown-key tenet.toml:11 (per-file \"legacy/\")",
            ])
        #expect(legacy.contains("profile strict tenet.toml:12 (per-file \"*.toml\")"))
        #expect(
            legacy.filter { $0.hasPrefix("severity.") } == [
                "severity.unknown-key info tenet.toml:12 (per-file \"*.toml\")",
                "severity.wrong-type info tenet.toml:12 (per-file \"*.toml\")",
            ])
        let other = try lines(["detections/a.toml"], ["TENET_PROFILE": "elastic"])
        #expect(other.filter { $0.hasPrefix("ignore ") } == ["ignore missing-key tenet.toml:3"])
        #expect(other.contains("profile elastic TENET_PROFILE"))
        let everything = try lines(["detections"])
        #expect(everything.contains("profile recommended default"))
        #expect(everything.filter { $0.contains("(per-file ") }.count == 5)
    }

    @Test func searchAndInspectReadTheFieldsOfTheConfiguration() throws {
        let folder = try ScratchFolder()
        try folder.write("tenet.toml", "fields = [\"own.json\"]\nstack = \"9.0\"\n")
        try folder.write("own.json", #"{"mappings":{"properties":{"my":{"properties":{"addr":{"type":"ip"}}}}}}"#)
        try folder.write("plain.toml", "")
        try folder.write("events.ndjson", #"{"my.addr":"10.1.2.3"}"# + "\n")
        let search = ["search", "--language", "kql", "my.addr: \"10.0.0.0/8\"", "events.ndjson", "--output", "count"]
        #expect(try TenetBinary.run(search, in: folder.url).output == "1\n")
        #expect(try TenetBinary.run(search + ["--config", "plain.toml"], in: folder.url).output == "0\n")
        #expect(try TenetBinary.run(search + ["--no-catalog"], in: folder.url).output == "0\n")
        try folder.write(
            "rule.toml", "[rule]\nindex = [\"a\"]\nlanguage = \"kuery\"\nquery = \"my.addr: x\"\ntype = \"query\"\n")
        let inspect = ["inspect", "--stage", "expr", "rule.toml"]
        #expect(try TenetBinary.run(inspect, in: folder.url).output.hasPrefix("test my.addr [ip]"))
        let plain = try TenetBinary.run(inspect + ["--config", "plain.toml"], in: folder.url)
        #expect(plain.output.hasPrefix("test my.addr [unknown]"))
        let wrong = try TenetBinary.run(inspect + ["--config", "none.toml"], in: folder.url)
        #expect(wrong.status == 3)
    }
}
