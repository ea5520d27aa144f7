package import Checks

/// What the settings say of some files: those that a pattern means.
package struct FileSettings: Sendable {
    package var pattern: PathPattern
    /// The folder that the pattern is relative to; empty for the working directory.
    var folder: String
    package var profile: Profile?
    package var layer = CheckSelection.Layer()
    /// Its members, as the file gives them. The name is that of the setting, or `severity.` and a check.
    var given: [GivenSetting] = []

    init(pattern: PathPattern, folder: String) {
        self.pattern = pattern
        self.folder = folder
    }

    /// Takes in a member that is a setting of the whole run, too.
    mutating func set(_ setting: Setting, _ value: SettingValue) throws(SettingError) {
        switch (setting, value) {
        case (.profile, .text(let text)): profile = try Settings.choice(text, of: setting)
        case (.ignore, .list(let list)): layer.ignore = try Settings.checks(list)
        case (.extendSelect, .list(let list)): layer.extendSelect = try Settings.checks(list)
        default: throw SettingError("`\(setting.rawValue)` is not a member of `per-file`")
        }
    }

    /// Whether it speaks of that file.
    package func covers(_ path: String) -> Bool {
        let folder = FilePath.parts(folder)
        let file = FilePath.parts(path)
        return file.starts(with: folder) && pattern.covers(file.dropFirst(folder.count))
    }
}

extension Settings {
    /// The values that decide over one file, weakest first: those of the run, and what `per-file` says of it.
    func given(for path: String) -> [GivenSetting] {
        let ofFile = perFile.filter { $0.covers(path) }.flatMap(\.given)
        let isIgnored = { (value: GivenSetting) in value.name == Setting.ignore.rawValue }
        let stronger = given.firstIndex { !$0.origin.isFile } ?? given.endIndex
        return given[..<stronger] + ofFile.filter { !isIgnored($0) } + given[stronger...] + ofFile.filter(isIgnored)
    }

    /// Which checks run on a file with these settings of its own (places in `perFile`).
    ///
    /// What they ignore is ignored whatever the flags say, as a suppression comment is; all else is a part of the
    /// configuration file, which the environment and the flags override.
    func selection(with indices: [Int]) -> CheckSelection {
        var result = selection
        for settings in indices.map({ perFile[$0] }) {
            if isProfileOfFile { result.profile = settings.profile ?? result.profile }
            var ofFile = settings.layer
            var strongest = CheckSelection.Layer()
            swap(&ofFile.ignore, &strongest.ignore)
            result.layers.insert(ofFile, at: min(1, result.layers.count))
            result.layers.append(strongest)
        }
        return result
    }
}
