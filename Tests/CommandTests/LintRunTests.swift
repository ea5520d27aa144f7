import Foundation
import TestSupport
import Testing

/// `tenet lint` with what it remembers and compares: baseline, revisions, watching.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct LintRunTests {
    private static func rule(_ key: String, name: String = "a") -> String {
        "[rule]\nname = \"\(name)\"\nrule_id = \"\(name)\"\n\(key) = 1\n"
    }

    private static let lint = [
        "lint", ".", "--output-format", "concise", "--select", "unknown-key,duplicate-rule-name",
    ]

    // MARK: baseline

    @Test func knownFindingsAreNotToldAgain() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("nmae"))
        let write = try TenetBinary.run(
            Self.lint + ["--baseline", "known.txt", "--write-baseline"], in: folder.url)
        #expect(write.status == 0, "\(write.errors)")
        #expect(write.output.isEmpty && write.errors == "wrote 1 known finding to known.txt\n", "\(write.errors)")
        try folder.write("rules/a.toml", "# moved\n" + Self.rule("nmae") + "nam = 1\n")
        let second = try TenetBinary.run(Self.lint + ["--baseline", "known.txt"], in: folder.url)
        #expect(second.status == 1)
        #expect(
            second.output.hasPrefix("rules/a.toml:6:1: ") && second.output.split(separator: "\n").count == 1,
            "\(second.output)")
        #expect(
            second.errors.contains("in 1 file") && second.errors.contains(", 1 in the baseline"), "\(second.errors)")
        // From elsewhere, by the configuration.
        try folder.write("tenet.toml", "baseline = \"known.txt\"\n")
        let below = try TenetBinary.run(Self.lint, in: folder.url.appending(path: "rules"))
        #expect(below.output.hasPrefix("a.toml:6:1: "), "\(below.output)")
        // What is repaired is reported.
        try folder.write("rules/a.toml", "[rule]\nname = \"a\"\n")
        let gone = try TenetBinary.run(Self.lint + ["--baseline", "known.txt"], in: folder.url)
        #expect(gone.status == 0)
        #expect(
            gone.errors.contains("1 finding of known.txt no longer there:\n  rules/a.toml: unknown-key\n"),
            "\(gone.errors)")
    }

    @Test func aBaselineThatCannotBeReadIsTold() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("nmae"))
        let missing = try TenetBinary.run(Self.lint + ["--baseline", "no.txt"], in: folder.url)
        #expect(missing.status == 2 && missing.errors.contains("--write-baseline"), "\(missing.errors)")
        try folder.write("no.txt", "x\n")
        let damaged = try TenetBinary.run(Self.lint + ["--baseline", "no.txt"], in: folder.url)
        #expect(damaged.status == 2 && damaged.errors.contains("line 1"), "\(damaged.errors)")
        #expect(try TenetBinary.run(Self.lint + ["--write-baseline"], in: folder.url).status == 3)
    }

    // MARK: changes

    @Test func onlyChangedFilesAreToldButAllAreCompared() throws {
        guard let git = try GitFolder() else { return }
        let folder = git.folder
        try folder.write("a.toml", Self.rule("nmae", name: "first"))
        try folder.write("b.toml", Self.rule("nmae", name: "second"))
        try git.commit()
        let since = Self.lint + ["--changed-since", "HEAD"]
        let nothing = try TenetBinary.run(since, in: folder.url)
        #expect(nothing.status == 0 && nothing.output.isEmpty, "\(nothing.output)")
        // The new rule takes the name of one that did not change; and it is before it.
        try folder.write("a0.toml", Self.rule("nmae", name: "second"))
        let outcome = try TenetBinary.run(since, in: folder.url)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 2, "\(outcome.output)")
        #expect(lines.first?.hasPrefix("a0.toml:4:1: ") == true && lines.first?.contains("unknown-key") == true)
        #expect(lines.last?.hasPrefix("b.toml:2:") == true && lines.last?.contains("duplicate-rule-name") == true)
        // Nothing of the others is repaired.
        let fixed = try TenetBinary.run(
            ["lint", ".", "--fix", "--unsafe-fixes", "--changed-since", "HEAD"], in: folder.url)
        #expect(fixed.status == 1)
        #expect(try folder.read("b.toml") == Self.rule("nmae", name: "second"))
    }

    @Test func aRunThatCannotBeComparedSaysWhy() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("nmae"))
        let outcome = try TenetBinary.run(Self.lint + ["--changed-since", "HEAD"], in: folder.url)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: the working directory is in no git repository\n"), "\(outcome.errors)")
        let without = try TenetBinary.run(
            Self.lint + ["--changed-since", "HEAD"], in: folder.url, environment: ["PATH": "/nowhere"])
        #expect(without.status == 2)
        #expect(without.errors.hasPrefix("error: git is not on the PATH\n"), "\(without.errors)")
    }

    // MARK: watching

    @Test func watchingFollowsEachChange() throws {
        let url = try #require(TenetBinary.url)
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("nmae"))
        try folder.write("b.toml", Self.rule("type", name: "b"))
        let process = Process()
        process.executableURL = url
        process.arguments = Self.lint + ["--watch"]
        process.currentDirectoryURL = folder.url
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        var output = ""
        // What the process writes is the event that is waited for; it ends with the process.
        func wait(for words: String) throws {
            while !output.contains(words) {
                let piece = pipe.fileHandleForReading.availableData
                try #require(!piece.isEmpty, "`\(words)` never came: \(output)")
                output += String(decoding: piece, as: UTF8.self)
            }
        }
        try wait(for: "watching 2 files")
        try folder.write("b.toml", Self.rule("tpye", name: "b"))
        try wait(for: "b.toml:4:1: ")
        // The name of a file that did not change: checks between rules see all of them.
        try folder.write("b.toml", Self.rule("type", name: "a"))
        try wait(for: "b.toml:2:8: ")
        try folder.write("c.toml", Self.rule("kind", name: "c"))
        try wait(for: "c.toml:4:1: ")
        try FileManager.default.removeItem(at: folder.url.appending(path: "b.toml"))
        try folder.write("tenet.toml", "fail-level = \"never\"\n[severity]\nunknown-key = \"info\"\n")
        try wait(for: "c.toml:4:1: info")
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 130)
        // No terminal, no screen to clear.
        #expect(!output.utf8.contains(0x1B))
    }
}
