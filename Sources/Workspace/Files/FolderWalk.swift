/// Looks through folders for files of one kind. Hidden files and folders, linked folders and what is excluded are passed
/// over.
struct FolderWalk: Sendable {
    /// A file that was found.
    struct Found: Sendable {
        var path: String
        /// Whether it is a symbolic link.
        var isLink: Bool
    }

    /// What is omitted besides hidden folders.
    struct Exclusions: Sendable, Hashable {
        /// Patterns of the settings.
        var patterns: [PathPattern] = []
        /// The folder that they are relative to; nil: the working directory.
        var folder: String?
        /// Whether `.gitignore` counts in a git work tree.
        var usesGitIgnore = true
    }

    private let usesGitIgnore: Bool
    /// The patterns of the settings, which are stronger than git's.
    private var settings = IgnoreRules()
    private var rules = IgnoreRules()
    /// Every folder is entered once, also over several walks.
    private var entered: Set<SystemCalls.Status.Identity> = []
    /// The folders that were looked through, as they are named in the paths; `.` for the working directory.
    private(set) var folders: [String] = []

    init(_ exclusions: Exclusions = Exclusions()) {
        usesGitIgnore = exclusions.usesGitIgnore
        settings.add(
            IgnoreRules.List(folder: FilePath.parts(exclusions.folder ?? ""), patterns: exclusions.patterns))
    }

    /// Whether the folder was looked through.
    func hasEntered(_ folder: SystemCalls.Status.Identity) -> Bool { entered.contains(folder) }

    /// The files below a folder whose names are wanted, sorted by bytes. What cannot be looked at goes into `errors`. The
    /// folder itself was asked for: no pattern leaves it out.
    mutating func files(
        below folder: String, where isWanted: (String) -> Bool, errors: inout [InputError]
    ) -> [Found] {
        var files: [Found] = []
        let parts = FilePath.parts(folder)
        rules = IgnoreRules()
        let isGit = usesGitIgnore && GitIgnore.root(of: parts) != nil
        if isGit { for list in GitIgnore.rules(above: parts) { rules.add(list) } }
        walk(folder, parts, isGit, isWanted, &files, &errors)
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private mutating func walk(
        _ folder: String, _ parts: [String], _ isGit: Bool, _ isWanted: (String) -> Bool, _ files: inout [Found],
        _ errors: inout [InputError]
    ) {
        guard let status = try? SystemCalls.status(folder), entered.insert(status.identity).inserted else { return }
        folders.append(folder)
        let before = rules.lists.count
        do {
            let items = try FolderListing.items(of: folder)
            if isGit, items.contains(where: { $0.name == ".gitignore" }), let list = GitIgnore.list(in: parts) {
                rules.add(list)
            }
            for item in items {
                if item.name.hasPrefix(".") || (item.isFolder ? item.isLink : !isWanted(item.name)) { continue }
                let path = parts + [item.name]
                if isExcluded(path, isFolder: item.isFolder) { continue }
                if item.isFolder {
                    walk(item.path, path, isGit, isWanted, &files, &errors)
                } else {
                    files.append(Found(path: item.path, isLink: item.isLink))
                }
            }
        } catch {
            errors.append(error)
        }
        rules.removeLast(rules.lists.count - before)
    }

    private func isExcluded(_ path: [String], isFolder: Bool) -> Bool {
        settings.ignores(path, isFolder: isFolder) || rules.ignores(path, isFolder: isFolder)
    }
}
