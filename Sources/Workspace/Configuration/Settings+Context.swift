package import Checks
import Schemas

extension Settings {
    /// What every check is given: reads the files that the settings name.
    package var context: CheckContext {
        get throws(InputError) {
            var context = CheckContext()
            context.attack = AttackMatrix(attack)
            context.stack = stack
            context.profile = selection.profile
            context.today = SystemCalls.today
            if let versionLock { context.lock = try VersionLockFile.read(versionLock) }
            return context
        }
    }

    /// The page of a check: below `docs-url` (where `{id}` represents the id, else it is put after), or its place in the
    /// documentation that comes with the tool.
    package func url(ofCheck id: String) -> String {
        guard let base = docsURL else { return "docs/checks/\(id).md" }
        if base.contains("{id}") {
            return base.split(separator: "{id}", omittingEmptySubsequences: false).joined(separator: id)
        }
        return base.hasSuffix("/") ? base + id : base + "/" + id
    }

    /// The files that the settings were read from, would be read from, or name: when one changes, so may everything.
    package var sourceFiles: [String] { candidates + [versionLock, baseline].compactMap { $0 } + fields }
}
