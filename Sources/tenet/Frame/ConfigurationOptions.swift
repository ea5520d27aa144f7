import ArgumentParser
import Workspace

extension FindingFormat: ExpressibleByArgument {}
extension FailLevel: ExpressibleByArgument {}

/// Where the settings of a run come from.
struct ConfigurationFileOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("The configuration file (default: the nearest tenet.toml upward).", valueName: "file"),
        completion: .file(extensions: ["toml"]))
    var config: String?
}

/// Where the settings of a run come from, and which files it omits: for every command that takes paths.
struct ConfigurationOptions: ParsableArguments {
    @OptionGroup var file: ConfigurationFileOption

    @Option(help: ArgumentHelp("Exclude what these patterns match, in the syntax of .gitignore.", valueName: "globs"))
    var exclude: [String] = []

    @Flag(help: "Include what .gitignore excludes.")
    var noGitignore = false

    @Flag(help: "Read also the .ndjson and .json files below folders: Kibana's exports and rule objects.")
    var exports = false

    fileprivate var flags: Settings.Flags {
        var flags: Settings.Flags = []
        flags.add(.exclude, exclude, "--exclude")
        if noGitignore { flags.append((.respectGitignore, .flag(false), "--no-gitignore")) }
        return flags
    }
}

extension Settings.Flags {
    /// A flag that was given.
    mutating func add(_ setting: Setting, _ text: String?, _ flag: String) {
        if let text { append((setting, .text(text), flag)) }
    }

    mutating func add(_ setting: Setting, _ number: Int?, _ flag: String) {
        if let number { append((setting, .number(number), flag)) }
    }

    /// A flag that may be given several times, with lists separated with commas.
    mutating func add(_ setting: Setting, _ lists: [String], _ flag: String) {
        if !lists.isEmpty { append((setting, .list(lists.flatMap(Settings.list)), flag)) }
    }
}

extension Session {
    /// The settings of a run over these paths. `flags` are those of the command itself.
    mutating func settings(
        for paths: [String], _ options: ConfigurationOptions, _ flags: Settings.Flags = []
    ) throws(UsageError) -> Settings {
        var settings = try settings(for: paths, options.file, flags + options.flags)
        if options.exports { settings.readExports() }
        return settings
    }

    /// The same for a command that reads what it is reported to and nothing else.
    mutating func settings(
        for paths: [String], _ options: ConfigurationFileOption, _ flags: Settings.Flags = []
    ) throws(UsageError) -> Settings {
        var all = flags
        if let givenJobs { all.add(.jobs, givenJobs, "--jobs") }
        do throws(ConfigurationError) {
            let settings = try Settings.read(from: paths.first, file: options.config, flags: all)
            if let wanted = settings.jobs { jobs = wanted }
            noteInputs([settings.file].compactMap(\.self) + settings.fields)
            return settings
        } catch {
            throw UsageError(error.message, help: error.help, isOfConfiguration: true)
        }
    }
}
