/// The ignore files of a git work tree: `.git/info/exclude` and the `.gitignore` of each folder.
///
/// The machine's own list (`core.excludesFile`) is not read: a run gives the same result for everybody.
enum GitIgnore {
    /// The longest ignore file that is read; a longer one is none that a person wrote.
    private static let maximumBytes = 1 << 20

    /// What holds for the files below a folder, but for the folder's own file; empty outside of a work tree.
    static func rules(above folder: [String]) -> [IgnoreRules.List] {
        guard let root = root(of: folder) else { return [] }
        var lists = [list(path(root) + "/.git/info/exclude", for: root)]
        for count in root.count..<max(root.count, folder.count) { lists.append(list(in: Array(folder[..<count]))) }
        return lists.compactMap { $0 }
    }

    /// The patterns of a folder's own `.gitignore`.
    static func list(in folder: [String]) -> IgnoreRules.List? { list(path(folder) + "/.gitignore", for: folder) }

    /// The work tree that a folder is in.
    static func root(of folder: [String]) -> [String]? {
        for count in (0...folder.count).reversed() {
            let candidate = Array(folder[..<count])
            if FolderListing.exists(path(candidate) + "/.git") { return candidate }
        }
        return nil
    }

    private static func list(_ path: String, for folder: [String]) -> IgnoreRules.List? {
        // What cannot be read ignores nothing, as git has it.
        guard let bytes = try? InputFile.read(path, limit: maximumBytes) else { return nil }
        return IgnoreRules.List(folder: folder, lines: bytes)
    }

    private static func path(_ parts: [String]) -> String { parts.map { "/" + $0 }.joined() }
}
