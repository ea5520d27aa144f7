import Foundation
import TestSupport
import Testing

/// The command line itself: version, help, wrong usage, streams. Runs the built binary.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct FrameTests {
    @Test func versionAndHelpAreFine() throws {
        let version = try TenetBinary.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output == "tenet 0.1.0\n")
        for arguments in [
            ["--version", "--verbose"], ["--verbose", "--version"], ["lint", "--version", "--verbose"],
        ] {
            let long = try TenetBinary.run(arguments)
            #expect(long.status == 0 && long.output.hasPrefix("tenet 0.1.0\nstack 9."), "\(arguments): \(long.errors)")
            for schema in ["ECS ", "Beats ", "ATT&CK 18.1, 19.0"] {
                #expect(long.output.contains("\n\(schema)"))
            }
        }
        for arguments in [["--help"], ["help"], ["help", "lint"], ["lint", "--help"], []] {
            let help = try TenetBinary.run(arguments)
            #expect(help.status == 0, "\(arguments)")
            #expect(help.output.contains("USAGE: tenet"), "\(arguments)")
            #expect(help.errors.isEmpty, "\(arguments)")
        }
    }

    @Test func wrongUsageIsThreeAndSaysWhatWasMeant() throws {
        let cases: [(arguments: [String], words: [String])] = [
            (["lnit"], ["unknown command `lnit`", "did you mean `init` or `lint`?", "usage: tenet <command>"]),
            (
                ["lint", "--output-formt", "json"],
                ["unknown option `--output-formt`", "`--output-format`", "usage: tenet lint"]
            ),
            (["lint", "--output-format", "xml"], ["`xml`", "full", "concise", "sarif"]),
            (["lint", "--profile", "lax"], ["`lax`", "recommended", "elastic", "strict"]),
            (["lint", "--max-warnings", "-1"], ["--max-warnings"]),
            (["lint", "--color", "blue"], ["`blue`", "auto"]),
            (["lint", "--jobs", "0"], ["`--jobs`", "at least 1"]),
            (["lint", "--jobs"], ["missing value for `--jobs"]),
            (["lint", "-", "-"], ["`-` is given twice"]),
            (["lint", "--select", "no-such-check"], ["unknown check `no-such-check` in `--select`", "tenet checks"]),
            (["inspect", "--stage", "rule", "--output-format", "tagged", "x.toml"], ["`--stage tree`"]),
            (["inspect", "x.toml"], ["--stage"]),
            (["\u{1B}[31mred"], ["U+001B"]),
        ]
        for (arguments, words) in cases {
            let outcome = try TenetBinary.run(arguments)
            #expect(outcome.status == 3, "\(arguments): \(outcome.errors)")
            #expect(outcome.output.isEmpty, "\(arguments)")
            #expect(outcome.errors.hasPrefix("error: "), "\(arguments): \(outcome.errors)")
            #expect(outcome.errors.split(separator: "\n").count <= 3, "\(arguments): \(outcome.errors)")
            for word in words { #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)") }
        }
    }

    @Test func colourIsDecidedByFlagAndEnvironment() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", "a = \n")
        func isColored(_ arguments: [String], _ environment: [String: String]) throws -> Bool {
            let outcome = try TenetBinary.run(["lint", "a.toml"] + arguments, in: folder.url, environment: environment)
            #expect(outcome.status == 1)
            return outcome.output.utf8.contains(0x1B)
        }
        #expect(try !isColored([], [:]))
        #expect(try isColored(["--color", "always"], ["NO_COLOR": "1"]))
        #expect(try isColored([], ["FORCE_COLOR": "1"]))
        #expect(try !isColored([], ["FORCE_COLOR": "1", "NO_COLOR": "1"]))
        #expect(try !isColored(["--color", "never"], ["FORCE_COLOR": "1"]))
    }

    @Test func interruptsEndWithTheirStatus() throws {
        let url = try #require(TenetBinary.url)
        let process = Process()
        process.executableURL = url
        process.arguments = ["lint", "-"]
        // A pipe that nobody writes to: it waits for the input.
        process.standardInput = Pipe()
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: 0.5)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 130)
    }

    /// `tenet … | head`: whoever reads has had enough, and that is not an error.
    @Test func aClosedPipeEndsSilently() throws {
        let url = try #require(TenetBinary.url)
        let folder = try ScratchFolder()
        for index in 0..<300 { try folder.write("\(index).toml", String(repeating: "a = \n", count: 40)) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "{ \"$0\" lint . 2>err; echo $? >status; } | head -n 1", url.path]
        process.currentDirectoryURL = folder.url
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(try folder.read("status") == "1\n")
        let errors = try folder.read("err")
        #expect(errors.split(separator: "\n").count == 1, "\(errors)")
        #expect(errors.contains("in 300 of 300 files"))
    }

    /// As `xargs` gives them; behind the value of an option and `--`, too.
    @Test(arguments: [
        ["lint", "--output-format", "concise"], ["lint", "--output-format", "concise", "--"],
        ["convert", "--to", "kibana", "-j", "1"],
    ])
    func manyPathsAreAllTaken(_ start: [String]) throws {
        let folder = try ScratchFolder()
        for number in 0..<150 { try folder.write("\(number).toml", "") }
        let run = try TenetBinary.run(start + (0..<150).map { "\($0).toml" }, in: folder.url)
        let last = try TenetBinary.run(start + ["149.toml"], in: folder.url)
        #expect(last.status == run.status)
        #expect((run.output + run.errors).contains("149.toml"), "\(run.errors)")
        let missing = try TenetBinary.run(start + (0..<150).map { "\($0).toml" } + ["gone.toml"], in: folder.url)
        #expect(missing.status == 2 && missing.errors.contains("gone.toml"), "\(missing.errors)")
        let wrong = try TenetBinary.run(["explain"] + (0..<150).map { "x\($0)" }, in: folder.url)
        #expect(wrong.status == 3 && wrong.errors.contains("unexpected"), "\(wrong.errors)")
    }
}
