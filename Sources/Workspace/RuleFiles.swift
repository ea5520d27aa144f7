import Documents

/// Which files the paths of a command line mean.
package struct RuleFiles: Sendable {
    /// In the order of the paths, below a folder sorted by bytes; none twice. `-` stands for standard input.
    package private(set) var paths: [String] = []
    /// Paths that could not be looked at.
    package private(set) var errors: [InputError] = []
    /// Folders without a single rule file.
    package private(set) var emptyFolders: [String] = []

    private var seenFiles: Set<String> = []
    private var seenFolders: Set<SystemCalls.Status.Identity> = []

    /// What is looked at where no path is given.
    package static let defaultFolder = "rules"

    /// Endings of rule files.
    package static let endings = [".toml", ".yml", ".yaml"]

    /// Finds the rule files: a folder means all `.toml`, `.yml` and `.yaml` below it but for test cases, `tenet.toml` and
    /// hidden folders; a file means itself.
    package static func find(_ paths: [String]) -> RuleFiles {
        var found = RuleFiles()
        for path in paths.isEmpty ? [defaultFolder] : paths { found.add(path) }
        return found
    }

    /// Whether a folder's file of that name is a rule file.
    package static func isRuleFile(name: String) -> Bool {
        guard let ending = endings.first(where: { name.hasSuffix($0) }), name != "tenet.toml" else { return false }
        return !name.dropLast(ending.utf8.count).hasSuffix(".test")
    }

    private mutating func add(_ path: String) {
        if path == InputFile.standardInput { return addFile(path) }
        let status: SystemCalls.Status
        do {
            status = try SystemCalls.status(path)
        } catch {
            errors.append(InputError(path, error))
            return
        }
        guard status.kind == .folder else { return addFile(path) }
        let before = (paths.count, errors.count)
        var below: [String] = []
        walk(path, into: &below)
        for file in below.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { addFile(file) }
        if below.isEmpty, errors.count == before.1 { emptyFolders.append(path) }
    }

    private mutating func addFile(_ path: String) {
        if seenFiles.insert(path).inserted { paths.append(path) }
    }

    /// Every folder is entered once, so loops of symbolic links end.
    private mutating func walk(_ folder: String, into files: inout [String]) {
        guard let status = try? SystemCalls.status(folder), seenFolders.insert(status.identity).inserted else { return }
        do {
            for item in try FolderListing.items(of: folder) {
                if item.isFolder {
                    if !item.name.hasPrefix(".") { walk(item.path, into: &files) }
                } else if Self.isRuleFile(name: item.name) {
                    files.append(item.path)
                }
            }
        } catch {
            errors.append(error)
        }
    }
}
