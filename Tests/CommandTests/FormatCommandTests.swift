import Foundation
import TestSupport
import Testing

/// `tenet format` as programs and people call it.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct FormatCommandTests {
    private static let messy = "[rule]\ntype = \"query\"\n# why\nname =   \"A\"\n\n\n"
    private static let clean = "[rule]\n# why\nname = \"A\"\ntype = \"query\"\n"

    private static func text(_ file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    @Test func filesAreRewrittenAndCounted() throws {
        let folder = try ScratchFolder()
        let messy = try folder.write("rules/a.toml", Self.messy)
        let clean = try folder.write("rules/b.toml", Self.clean)
        let first = try TenetBinary.run(["format"], in: folder.url)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.isEmpty)
        #expect(first.errors == "reformatted 1 file, 1 unchanged\n")
        #expect(try Self.text(messy) == Self.clean)
        #expect(try Self.text(clean) == Self.clean)
        let second = try TenetBinary.run(["format", "rules", "--jobs", "2"], in: folder.url)
        #expect(second.errors == "2 files unchanged\n")
        #expect(try TenetBinary.run(["format", "-q"], in: folder.url).errors.isEmpty)
    }

    @Test(arguments: ["--check", "--diff"])
    func aLookChangesNothingAndFailsWhereSomethingWouldChange(_ option: String) throws {
        let folder = try ScratchFolder()
        let messy = try folder.write("a.toml", Self.messy)
        try folder.write("b.toml", Self.clean)
        let outcome = try TenetBinary.run(["format", option, "a.toml", "b.toml"], in: folder.url)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("a.toml") && !outcome.output.contains("b.toml"), "\(outcome.output)")
        #expect(outcome.output.contains("+++ b/a.toml") == (option == "--diff"))
        #expect(outcome.errors == "would reformat 1 file, 1 unchanged\n")
        #expect(try Self.text(messy) == Self.messy)
        let fine = try TenetBinary.run(["format", option, "b.toml"], in: folder.url)
        #expect(fine.status == 0)
        #expect(fine.output.isEmpty)
    }

    @Test func standardInputGoesToStandardOutput() throws {
        let toml = try TenetBinary.run(["format", "-"], input: Self.messy)
        #expect(toml.status == 0)
        #expect(toml.output == Self.clean)
        let yaml = try TenetBinary.run(["format", "-", "--stdin-filename", "a.yml"], input: "rule:\n  a:   1\n")
        #expect(yaml.output == "rule:\n  a: 1\n")
        // Nothing but rules is touched.
        let other = try TenetBinary.run(["format", "-", "--stdin-filename", "a.yml"], input: "a:   1\n")
        #expect(other.output == "a:   1\n" && other.errors.contains("not-a-rule"), "\(other.errors)")
        let check = try TenetBinary.run(["format", "-", "--check"], input: Self.messy)
        #expect(check.status == 1)
        #expect(check.output == "stdin.toml\n")
    }

    @Test func aFileWithSyntaxErrorsIsLeftAloneAndTold() throws {
        let folder = try ScratchFolder()
        let broken = try folder.write("a.toml", "[rule]\nname = \n")
        try folder.write("b.toml", Self.messy)
        let outcome = try TenetBinary.run(["format", "a.toml", "b.toml"], in: folder.url)
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("error[toml-syntax]"), "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("reformatted 1 file, 1 with syntax errors left alone\n"))
        #expect(try Self.text(broken) == "[rule]\nname = \n")
        let input = try TenetBinary.run(["format", "-"], input: "name = \n")
        #expect(input.status == 1)
        #expect(input.output == "name = \n")
    }

    @Test func whatCannotBeReadOrIsWrongIsToldByTheStatus() throws {
        let folder = try ScratchFolder()
        #expect(try TenetBinary.run(["format", "none.toml"], in: folder.url).status == 2)
        #expect(try TenetBinary.run(["format", "-", "-"], in: folder.url).status == 3)
        try folder.write("a.txt", "a")
        #expect(try TenetBinary.run(["format", "a.txt"], in: folder.url).status == 2)
    }
}
