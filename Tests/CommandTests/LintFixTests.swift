import Foundation
import TestSupport
import Testing

/// Which fixes are written, and what is said of those that are not.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct LintFixTests {
    /// A safe fix (the repeated tag) and an unsafe one (the risk score of another severity).
    private static let rule = """
        [metadata]
        creation_date = "2024/01/10"
        maturity = "production"
        updated_date = "2024/01/10"

        [rule]
        author = ["SOC"]
        description = "Shows one thing."
        from = "now-9m"
        index = ["logs-*"]
        language = "kuery"
        license = "MIT"
        name = "Sample rule"
        risk_score = 73
        rule_id = "525b5abd-0a8d-56ec-8cd2-a9fbee1d680d"
        severity = "medium"
        tags = ["Domain: Test", "Domain: Test"]
        type = "query"
        query = '''
        user.name:bob
        '''

        """

    @Test func unsafeFixesAloneAreShownAndNotWritten() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule)
        let outcome = try TenetBinary.run(["lint", "--unsafe-fixes", "a.toml"], in: folder.url)
        #expect(try folder.read("a.toml") == Self.rule)
        #expect(outcome.output.contains("73 ") == false || outcome.output.contains("- risk_score = 73"))
        #expect(outcome.errors.contains("2 fixable with --fix --unsafe-fixes"), "\(outcome.errors)")
        let safe = try TenetBinary.run(["lint", "a.toml"], in: folder.url)
        #expect(safe.errors.contains("1 fixable with --fix, 1 more with --fix --unsafe-fixes"), "\(safe.errors)")
        let difference = try TenetBinary.run(["lint", "--unsafe-fixes", "--diff", "a.toml"], in: folder.url)
        #expect(difference.status == 1)
        #expect(difference.output.contains("\n-risk_score = 73\n+risk_score = 47\n"), "\(difference.output)")
        #expect(try folder.read("a.toml") == Self.rule)
        let written = try TenetBinary.run(["lint", "--unsafe-fixes", "--fix", "a.toml"], in: folder.url)
        #expect(written.errors.contains("fixed 2 findings in 1 file"), "\(written.errors)")
        #expect(try folder.read("a.toml").contains("risk_score = 47\n"))
        let again = try TenetBinary.run(["lint", "--fix", "a.toml"], in: folder.url)
        #expect(again.errors.contains("nothing to fix"), "\(again.errors)")
    }

    /// No file can grow under this limit, whoever runs the test.
    @Test(.enabled(if: Shell.bash.url != nil, "bash is not installed"))
    func whatCouldNotBeWrittenIsNotFixed() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule)
        let script = """
            (
                trap '' XFSZ; ulimit -f 0
                for command in "lint --fix a.toml" "format a.toml" "lint --baseline known --write-baseline a.toml"; do
                    tenet $command; echo "status $?"
                done
            ) 2>&1 | cat
            """
        let output = try Shell.bash.run(script, in: folder.url, binary: try #require(TenetBinary.url))
        #expect(output.split(separator: "status 2").count >= 3, "\(output)")
        #expect(output.contains("cannot write a.toml"), "\(output)")
        for word in ["fixed 1", "fixed a.toml", "reformatted 1", "wrote "] {
            #expect(!output.contains(word), "\(output)")
        }
        #expect(output.contains("duplicate-list-item"), "the finding is still there: \(output)")
        #expect(try folder.read("a.toml") == Self.rule)
    }

    @Test func nothingChangedIsReported() throws {
        guard let git = try GitFolder() else { return print("git is not installed") }
        let folder = git.folder
        try folder.write("rules/a.toml", Self.rule)
        try git.commit()
        let outcome = try TenetBinary.run(["lint", "--changed-since", "HEAD"], in: folder.url)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "no rule file has changed since HEAD\n")
        #expect(try TenetBinary.run(["lint", "-q", "--changed-since", "HEAD"], in: folder.url).errors.isEmpty)
    }

    @Test func diffsAndConciseFindingsAreColored() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule + "\n\n")
        for arguments in [
            ["lint", "--diff", "a.toml"], ["lint", "--output-format", "concise", "a.toml"],
            ["format", "--diff", "a.toml"],
        ] {
            let plain = try TenetBinary.run(arguments + ["--color", "never"], in: folder.url).output
            let colored = try TenetBinary.run(arguments + ["--color", "always"], in: folder.url).output
            #expect(!plain.utf8.contains(0x1B))
            #expect(colored.utf8.contains(0x1B), "\(arguments)")
            #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain, "\(arguments)")
        }
    }

    @Test func manyErrorsOfAKindAreOneLine() throws {
        let folder = try ScratchFolder()
        for number in 0..<8 { try folder.write("rules/\(number).toml", Data([0xFF, 0xFE, 0x41, 0x00])) }
        let outcome = try TenetBinary.run(["lint"], in: folder.url)
        #expect(outcome.status == 2)
        #expect(
            outcome.errors.contains("cannot read 8 files, rules/0.toml among them: UTF-16 text"), "\(outcome.errors)")
        let verbose = try TenetBinary.run(["lint", "--verbose"], in: folder.url)
        #expect(verbose.errors.split(separator: "\n").count { $0.contains("UTF-16 text") } == 8, "\(verbose.errors)")
    }
}
