import Foundation
import TestSupport
import Testing

/// Inputs and outputs that go wrong: a clear message and the documented exit status.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct RobustnessTests {
    private static let rule = """
        [metadata]
        creation_date = "2026/01/01"

        [rule]
        name = "Example"

        """

    private func lint(
        _ folder: ScratchFolder, _ arguments: [String], input: String = ""
    ) throws -> TenetBinary.Outcome {
        try TenetBinary.run(["lint"] + arguments, input: input, in: folder.url)
    }

    @Test func aMissingFileIsTwoWithTheNearestName() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/azure.toml", Self.rule)
        let outcome = try lint(folder, ["rules/azrue.toml"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == "error: cannot read rules/azrue.toml: no such file — did you mean rules/azure.toml?\n")
        let none = try lint(folder, ["nothing"])
        #expect(none.status == 2)
        #expect(none.errors == "error: cannot read nothing: no such file\n")
    }

    @Test func aFolderWithoutRulesIsAWarning() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/readme.md", "")
        for arguments in [["rules"], []] {
            let outcome = try lint(folder, arguments)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "warning: no rule files under rules/ (looked for .toml .yml .yaml)\n")
        }
    }

    @Test func withoutPathsAndWithoutRulesItSaysWhereItLooked() throws {
        let outcome = try lint(try ScratchFolder(), [])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: cannot read rules: no such file\n"))
        #expect(outcome.errors.contains("tenet init"))
    }

    @Test func unreadableTextIsTwoAndTheOthersAreStillChecked() throws {
        let folder = try ScratchFolder()
        try folder.write("a-binary.toml", Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 0, 0, 0xFF]))
        try folder.write("b-broken.toml", Data("name = \"".utf8) + Data([0xC3, 0x28]) + Data("\"\n".utf8))
        try folder.write("c-wide.toml", Data([0xFF, 0xFE, 0x61, 0]))
        try folder.write("d-syntax.toml", "a =\n")
        let outcome = try lint(folder, [".", "--output-format", "concise"])
        #expect(outcome.status == 2)
        #expect(outcome.output.contains("d-syntax.toml:1:"))
        for words in [
            "a-binary.toml: a binary file, NUL byte at offset 4",
            "b-broken.toml: not UTF-8 text, byte 0xC3 at offset 8", "c-wide.toml: UTF-16 text; save it as UTF-8",
        ] {
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
    }

    @Test func anEmptyFileHasOneFinding() throws {
        let folder = try ScratchFolder()
        for (name, text) in [("empty.toml", ""), ("empty.yaml", ""), ("comment.toml", "# nothing\n")] {
            try folder.write(name, text)
            let outcome = try lint(folder, [name, "--output-format", "json"])
            #expect(outcome.status == 1, "\(name)")
            #expect(outcome.output.contains("\"errors\":1"), "\(name): \(outcome.output)")
        }
    }

    @Test func lineEndsAndByteOrderMarksChangeNothing() throws {
        let folder = try ScratchFolder()
        let crlf = Self.rule.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        var outputs: Set<String> = []
        for text in [Self.rule, crlf, "\u{FEFF}" + Self.rule, "\u{FEFF}" + crlf] {
            try folder.write("a.toml", text)
            // That the mark is there is a finding of its own.
            let outcome = try lint(folder, ["a.toml", "--output-format", "concise", "--ignore", "byte-order-mark"])
            #expect(outcome.status == 1)
            outputs.insert(outcome.output)
        }
        #expect(outputs.count == 1, "\(outputs)")
    }

    @Test func aRuleOverTheLimitIsTwoAndNamesIt() throws {
        let folder = try ScratchFolder()
        try folder.write("big.toml", "note = '''\n" + String(repeating: "text\n", count: 1 << 20) + "'''\n")
        let outcome = try lint(folder, ["big.toml"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errors
                == "error: cannot read big.toml: it is larger than the limit of 4 MiB (4,194,304 bytes)\n")
        try folder.write("fits.toml", "note = '''\n" + String(repeating: "text\n", count: 800_000) + "'''\n")
        #expect(try lint(folder, ["fits.toml"]).status == 1)
    }

    @Test func aFileWithoutPermissionIsTwo() throws {
        let folder = try ScratchFolder()
        let file = try folder.write("secret.toml", Self.rule)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        // The superuser may read everything: then there is nothing to see.
        if FileManager.default.isReadableFile(atPath: file.path) { return }
        let outcome = try lint(folder, ["secret.toml"])
        #expect(outcome.status == 2)
        #expect(outcome.errors == "error: cannot read secret.toml: permission denied\n")
    }

    @Test func otherKindsOfFileAreTwo() throws {
        let folder = try ScratchFolder()
        try folder.write("rule.txt", Self.rule)
        let outcome = try lint(folder, ["rule.txt"])
        #expect(outcome.status == 2)
        #expect(
            outcome.errors
                == "error: cannot read rule.txt: not a rule file; names end in .toml, .yml, .yaml, .json or .ndjson\n")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "only Linux has /dev/full"))
    func aFullDiskIsTwo() throws {
        let url = try #require(TenetBinary.url)
        let folder = try ScratchFolder()
        try folder.write("a.toml", "a =\n")
        let outcome = try lint(folder, ["a.toml", "-o", "/dev/full"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("error: cannot write /dev/full: no space left on device\n"))
        for arguments in ["lint a.toml", "--version", "inspect --stage tree a.toml"] {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "\"$0\" \(arguments) >/dev/full 2>err", url.path]
            process.currentDirectoryURL = folder.url
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 2, "\(arguments)")
            #expect(
                try folder.read("err").contains("error: cannot write to standard output: no space left on device\n"))
        }
    }

    @Test func outputThatCannotBeWrittenIsTwoAndLeavesNothing() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", "a =\n")
        let outcome = try lint(folder, ["a.toml", "-o", "none/report.json"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("error: cannot write none/report.json: no such file or directory\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.toml"])
    }

    @Test func deepAndLongInputsEnd() throws {
        let folder = try ScratchFolder()
        let deep = 100_000
        try folder.write("deep.toml", "a = " + String(repeating: "[", count: deep))
        try folder.write("deep.yaml", "a: " + String(repeating: "[", count: deep))
        try folder.write("keys.toml", String(repeating: "a.", count: deep) + "b = 1\n")
        try folder.write("line.toml", "a = \"" + String(repeating: "x", count: 3 << 20) + "\n")
        let outcome = try lint(folder, [".", "--output-format", "json"])
        #expect(outcome.status == 1 || outcome.status == 2, "\(outcome.status) \(outcome.errors)")
    }
}
