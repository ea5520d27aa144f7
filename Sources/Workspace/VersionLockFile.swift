import Documents
package import Rules
import SourceText

/// Reads `version.lock.json`.
package enum VersionLockFile {
    private static let maximumBytes = 64 << 20

    /// The versions of the file.
    package static func read(_ path: String) throws(InputError) -> VersionLock {
        let bytes = try InputFile.readText(path, limit: maximumBytes)
        let parsed = DocumentReader.read(SourceFile(id: SourceID(0), path: path, bytes: bytes), as: .json)
        guard parsed.findings.isEmpty, let root = parsed.documents.first?.root, let lock = VersionLock(root) else {
            throw InputError(path, .unexpected("not a version lock, which is a JSON object by rule id"))
        }
        return lock
    }
}
