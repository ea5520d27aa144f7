import Checks
import Diagnostics
package import Schemas

/// What a run is done with, and where each part of it comes from.
///
/// Sources are taken in from the weakest to the strongest: the configuration file, the environment, the flags. What a
/// suppression comment says is stronger than all of them and no setting.
package struct Settings: Sendable {
    /// The default paths; those of a file are relative to it.
    package private(set) var paths: [String] = []
    package private(set) var files = RuleFiles.Options()

    /// Has exports below folders read, too.
    package mutating func readExports() { files.readsExports = true }

    package private(set) var selection = CheckSelection()
    package private(set) var perFile: [FileSettings] = []
    package private(set) var failLevel = FailLevel.error
    package private(set) var maxWarnings: Int?
    package private(set) var baseline: String?
    package private(set) var outputFormat = FindingFormat.full
    /// Where the pages of the checks are; an id and `.md` or nothing are put after it.
    package private(set) var docsURL: String?
    package private(set) var stack = StackVersion.newest
    package private(set) var attack = AttackMatrix.Version.v18
    /// Files with fields of the repository's own.
    package private(set) var fields: [String] = []
    package private(set) var versionLock: String?
    package private(set) var jobs: Int?

    /// The configuration file, as it is named in messages; nil without one.
    package internal(set) var file: String?
    /// Where the file was looked for; the first that is there was read.
    var candidates: [String] = []
    /// Each value that was given for all files, in the order of precedence, weakest first.
    private(set) var given: [GivenSetting] = []

    private var exclude: (patterns: [PathPattern], folder: String?) = ([], nil)
    private var usesGitIgnore = true

    package init() {}

    /// Begins the next source: what it selects decides over what is so far.
    mutating func beginSource() { selection.layers.append(CheckSelection.Layer()) }

    /// Takes a value in. `folder` is what a path in it is relative to: empty, or with a slash at its end.
    mutating func set(
        _ setting: Setting, _ value: SettingValue, from origin: SettingOrigin, folder: String = ""
    ) throws(SettingError) {
        switch (setting, value) {
        case (.paths, .list(let list)): paths = list.map { FilePath.join(folder, $0) }
        case (.exclude, .list(let list)): exclude = (try Self.patterns(list), folder.isEmpty ? nil : folder)
        case (.respectGitignore, .flag(let flag)): usesGitIgnore = flag
        case (.profile, .text(let text)): selection.profile = try Self.choice(text, of: setting)
        case (.select, .list(let list)):
            if list.isEmpty, !origin.isFile {
                throw SettingError(
                    "`select` names no check", help: "leave it out to run the checks of the profile")
            }
            layer.select = try Self.checks(list)
        case (.extendSelect, .list(let list)): layer.extendSelect = try Self.checks(list)
        case (.ignore, .list(let list)): layer.ignore = try Self.checks(list)
        case (.failLevel, .text(let text)): failLevel = try Self.choice(text, of: setting)
        case (.maxWarnings, .number(let number)): maxWarnings = try Self.number(number, from: 0, setting)
        case (.baseline, .text(let text)): baseline = FilePath.join(folder, text)
        case (.outputFormat, .text(let text)): outputFormat = try Self.choice(text, of: setting)
        case (.docsURL, .text(let text)): docsURL = text
        case (.stack, .text(let text)): stack = try Self.stack(text)
        case (.attack, .text(let text)): attack = try Self.attack(text)
        case (.fields, .list(let list)): fields = list.map { FilePath.join(folder, $0) }
        case (.versionLock, .text(let text)): versionLock = FilePath.join(folder, text)
        case (.jobs, .number(let number)): jobs = try Self.number(number, from: 1, setting)
        default: throw SettingError("`\(setting.rawValue)` must be \(setting.shape.words)")
        }
        given.append(GivenSetting(setting.rawValue, value, origin))
        files = RuleFiles.Options(
            exclude: exclude.patterns, folder: exclude.folder, usesGitIgnore: usesGitIgnore)
    }

    /// Takes in the severity of checks.
    mutating func setSeverity(_ name: String, _ text: String, from origin: SettingOrigin) throws(SettingError) {
        layer.severities.append(try Self.severity(name, text))
        given.append(GivenSetting("severity.\(name)", .text(text), origin))
    }

    /// Takes in what holds for some files only.
    mutating func add(_ settings: FileSettings) { perFile.append(settings) }

    /// Whether neither the environment nor a flag chose the profile.
    var isProfileOfFile: Bool {
        given.allSatisfy { $0.name != Setting.profile.rawValue || $0.origin.isFile }
    }

    /// What the strongest source so far selects.
    private var layer: CheckSelection.Layer {
        get { selection.layers.last ?? CheckSelection.Layer() }
        set {
            if selection.layers.isEmpty { beginSource() }
            selection.layers[selection.layers.count - 1] = newValue
        }
    }
}
