import ArgumentParser
import Checks
import Diagnostics
import Workspace

extension Profile: ExpressibleByArgument {}

/// The options of `tenet lint`.
struct LintOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How findings are written (default: full).", valueName: "format"))
    var outputFormat: FindingFormat?

    @Option(
        help: ArgumentHelp("Which checks run, and with which severity (default: recommended).", valueName: "profile"))
    var profile: Profile?

    @Option(
        name: [.customShort("o"), .long], help: ArgumentHelp("Write findings to a file.", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(help: "Apply safe fixes to the files; for standard input, print the fixed text.")
    var fix = false

    @Flag(help: "Include fixes that may change what a rule means in --fix and --diff; alone, it writes nothing.")
    var unsafeFixes = false

    @Flag(help: "Print fixes as a unified diff and write nothing; exit status 1 if there are any.")
    var diff = false

    @Option(
        help: ArgumentHelp(
            "Only these checks: ids, categories, patterns (query-*), comma-separated.", valueName: "ids"),
        completion: .checkPatterns)
    var select: [String] = []

    @Option(
        help: ArgumentHelp("These checks as well, whatever the profile.", valueName: "ids"), completion: .checkPatterns)
    var extendSelect: [String] = []

    @Option(help: ArgumentHelp("Without these checks.", valueName: "ids"), completion: .checkPatterns)
    var ignore: [String] = []

    @Option(help: ArgumentHelp("Lowest severity that fails the run (default: error).", valueName: "level"))
    var failLevel: FailLevel?

    @Option(help: ArgumentHelp("Fail also when there are more warnings than this.", valueName: "number"))
    var maxWarnings: Int?

    @Option(
        help: ArgumentHelp("Report only files changed since this Git revision.", valueName: "revision"))
    var changedSince: String?

    @Option(
        help: ArgumentHelp("Suppress findings recorded in this file.", valueName: "file"),
        completion: .file())
    var baseline: String?

    @Flag(help: "Write the findings of this run into the baseline.")
    var writeBaseline = false

    @Flag(help: "Check again whenever something changes, until Ctrl-C.")
    var watch = false

    @Option(help: ArgumentHelp("The stack that will run the rules (default: 9.6).", valueName: "X.Y"))
    var stack: String?

    @Option(
        help: ArgumentHelp(
            "ATT&CK version to check mappings against, 18 or 19 (default: 18).", valueName: "version"),
        completion: .attackVersions)
    var attack: String?

    @Option(
        help: ArgumentHelp("A version.lock.json with the versions of the rules.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var versionLock: String?

    @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
    var stdinFilename: String?

    @Flag(help: "Count findings by check instead of listing them.")
    var statistics = false

    /// The fixes of the run: what `--fix` writes and `--diff` shows; nil where neither is given.
    var fixes: Applicability? { fix || diff ? (unsafeFixes ? .unsafe : .safe) : nil }

    var flags: Settings.Flags {
        var flags: Settings.Flags = []
        flags.add(.outputFormat, outputFormat?.rawValue, "--output-format")
        flags.add(.profile, profile?.rawValue, "--profile")
        flags.add(.select, select, "--select")
        flags.add(.extendSelect, extendSelect, "--extend-select")
        flags.add(.ignore, ignore, "--ignore")
        flags.add(.failLevel, failLevel?.rawValue, "--fail-level")
        flags.add(.maxWarnings, maxWarnings, "--max-warnings")
        flags.add(.baseline, baseline, "--baseline")
        flags.add(.stack, stack, "--stack")
        flags.add(.attack, attack, "--attack")
        flags.add(.versionLock, versionLock, "--version-lock")
        return flags
    }

    /// Refuses what does not go together.
    func check(_ settings: Settings) throws(UsageError) {
        if let output, writeBaseline, let baseline = settings.baseline {
            try UsageError.checkOutputs(("-o", output), ("--baseline", baseline))
        }
        if diff, output != nil || statistics { throw UsageError("`--diff` prints the diff and nothing else") }
        if statistics, ![.full, .concise, .json].contains(settings.outputFormat) {
            throw UsageError("`--statistics` writes text or `json`")
        }
        if writeBaseline, settings.baseline == nil {
            throw UsageError(
                "`--write-baseline` needs the file", help: "add `--baseline FILE`, or set it in tenet.toml")
        }
    }

    /// Refuses what does not go together, whatever the settings.
    func check(usesStandardInput: Bool) throws(UsageError) {
        if watch, usesStandardInput { throw UsageError("standard input cannot be watched") }
        if watch, diff || writeBaseline {
            throw UsageError("`--watch` goes with neither `--diff` nor `--write-baseline`")
        }
        if diff, writeBaseline { throw UsageError("`--diff` prints the diff and nothing else") }
    }
}
