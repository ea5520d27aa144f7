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
            if let versionLock { context.lock = try VersionLockFile.read(versionLock) }
            return context
        }
    }
}
