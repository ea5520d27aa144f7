package import Documents
package import Rules
package import SourceText

/// A file of versions by rule id, such as `version.lock.json`, or of deprecated rules.
package struct VersionLockFile: Sendable {
    private static let maximumBytes = 64 << 20

    package let source: SourceFile
    /// The object that the file holds; empty for a file that is not there.
    package let root: Table
    package let lock: VersionLock

    /// The versions of a file.
    package static func read(_ path: String) throws(InputError) -> VersionLock { try VersionLockFile(path).lock }

    /// `isOptional`: a file that is not there is as good as an empty one.
    package init(_ path: String, isOptional: Bool = false) throws(InputError) {
        let isThere = !isOptional || FolderListing.exists(path)
        let bytes = isThere ? try InputFile.readText(path, limit: Self.maximumBytes) : Array("{}".utf8)
        source = SourceFile(id: SourceID(0), path: path, bytes: bytes)
        let parsed = DocumentReader.read(source, as: .json)
        if let finding = parsed.findings.first { throw InputError(source, finding) }
        guard let node = parsed.documents.first?.root, let root = node.table,
            let lock = VersionLock(node)
        else { throw InputError(path, .unexpected("not a version lock, which is a JSON object by rule id")) }
        if let fault = VersionLock.fault(in: root) {
            let place = source.position(at: fault.range.start)
            throw InputError(path, .malformed(line: place.line, column: place.column, message: fault.message))
        }
        self.root = root
        self.lock = lock
    }
}
