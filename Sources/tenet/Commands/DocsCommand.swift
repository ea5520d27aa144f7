import ArgumentParser
import RulePages
import Rules
import SourceText
import Workspace

/// `tenet docs`: writes a page for each rule.
struct DocsCommand: PathsCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "Write a documentation page for each rule.",
        discussion: """
            markdown writes readable pages named after the rules; prebuilt writes the form in which Elastic publishes \
            its prebuilt rules.

            Examples:
              tenet docs -o site rules
              tenet docs --format prebuilt --release 8.4.1 -o docs rules
            """)

    @Argument(help: "Rule files and folders; - is standard input (default: rules/).", completion: .rules)
    var paths: [String] = []

    @Option(
        help: ArgumentHelp("The form of the pages: markdown, prebuilt.", valueName: "format"),
        completion: .words(RulePageMaker.Format.allCases.map(\.rawValue)))
    var format = "markdown"

    @Option(help: ArgumentHelp("The release that prebuilt pages belong to, such as 8.4.1.", valueName: "version"))
    var release: String?

    @Option(
        help: ArgumentHelp("A version.lock.json with the versions of the rules.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var versionLock: String?

    @Option(
        name: [.customShort("o"), .long], help: ArgumentHelp("The folder to write to.", valueName: "dir"),
        completion: .directory)
    var output: String

    @Flag(help: "Replace files that are not pages of the same rules.")
    var overwrite = false

    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let format = try pageFormat()
        try checkRelease(format)
        if output.isEmpty { throw UsageError("`-o` needs the folder to write to") }
        var flags: Settings.Flags = []
        flags.add(.versionLock, versionLock, "--version-lock")
        let settings = try session.settings(for: paths, scope, flags)
        var lock: VersionLock?
        do throws(InputError) {
            lock = try settings.versionLock.map { path throws(InputError) in try VersionLockFile.read(path) }
        } catch {
            return session.error(error)
        }
        guard let loaded = session.load(paths, settings) else { return }
        session.report(loaded)
        var writer = RulePageWriter(RulePageMaker(format: format, release: release, lock: lock), folder: output)
        writer.overwrites = overwrite
        let result = writer.write(loaded, jobs: session.jobs)
        session.report(result.faults, of: loaded)
        for error in result.errors { session.error(error) }
        session.reportKept(result.foreign)
        session.note("wrote \(result.paths.count) \(result.paths.count == 1 ? "page" : "pages") to \(output)")
    }

    private func pageFormat() throws(UsageError) -> RulePageMaker.Format {
        if let known = RulePageMaker.Format(rawValue: format) { return known }
        let known = RulePageMaker.Format.allCases.map(\.rawValue)
        if format == "html" {
            throw UsageError(
                "`--format html` is not supported yet", help: "supported now: \(known.joined(separator: ", "))")
        }
        throw UsageError(unknown: "unknown format `\(format)` in `--format`", format, among: known)
    }

    /// The release becomes part of file names.
    private func checkRelease(_ format: RulePageMaker.Format) throws(UsageError) {
        guard let release else { return }
        guard format == .prebuilt else { throw UsageError("`--release` goes with `--format prebuilt` only") }
        let parts = release.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isVersion = parts.allSatisfy { part in
            (1...6).contains(part.count) && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard isVersion, parts.count <= 4 else {
            throw UsageError("`--release` must be a version such as 8.4.1, not `\(release)`")
        }
    }
}

extension Session {
    /// Reports files that a page would replace and that are not pages of the same rules.
    fileprivate mutating func reportKept(_ paths: [String]) {
        if paths.isEmpty { return }
        let shown = isVerbose ? paths : Array(paths.prefix(Self.mostNames))
        let more = paths.count - shown.count
        let list = shown.joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
        error(
            paths.count == 1
                ? "\(list) is not a page of the same rule and is not overwritten"
                : "\(paths.count.grouped) files are not pages of the same rules and are not overwritten: \(list)",
            help: "write to another folder with `-o`, or use `--overwrite`")
    }
}
