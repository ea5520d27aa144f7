package import Checks

/// What the settings say of some files: those that a pattern means.
package struct FileSettings: Sendable {
    package var pattern: PathPattern
    /// The folder that the pattern is relative to; empty for the working directory.
    var folder: String
    package var profile: Profile?
    package var layer = CheckSelection.Layer()
    /// Its members as text, for `tenet config`.
    var words: [String] = []

    init(pattern: PathPattern, folder: String) {
        self.pattern = pattern
        self.folder = folder
    }

    /// Whether it speaks of that file.
    package func covers(_ path: String) -> Bool {
        let folder = FilePath.parts(folder)
        let file = FilePath.parts(path)
        return file.starts(with: folder) && pattern.covers(file.dropFirst(folder.count))
    }
}

extension Settings {
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
