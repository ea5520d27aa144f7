package import Rules
package import SourceText

/// Which files the paths of a command line mean.
package struct RuleFiles: Sendable {
    /// In the order of the paths, below a folder sorted by bytes; none twice. `-` represents standard input.
    package private(set) var paths: [String] = []
    /// Paths that could not be looked at.
    package private(set) var errors: [InputError] = []

    /// A folder that was named.
    private struct Folder: Sendable {
        var path: String
        /// Candidates below it, whether or not they were found before.
        var files = 0
        /// Exports below it that are not read.
        var exports = 0
    }

    private var folders: [Folder] = []
    /// What files are called in findings; empty: by their places.
    private var ids: [SourceID] = []
    /// The places of ids that were assigned.
    private var places: [SourceID: Int] = [:]
    /// The folder that each path was found below; nil for one that was named itself.
    private var owners: [Int?] = []
    /// By their bytes: names that differ only in how a letter is composed are two files.
    private var seenFiles: Set<TextBytes> = []
    /// Places of symbolic links that were found below folders.
    private var links: Set<Int> = []
    private var walk: FolderWalk
    private let readsExports: Bool

    /// What is looked at where no path is given.
    package static let defaultFolder = "rules"

    /// Endings of what Kibana writes; such files have to be named.
    package static let exportEndings = [".ndjson", ".json"]

    private init(_ options: Options) {
        walk = FolderWalk(options.exclusions)
        readsExports = options.readsExports
    }

    /// The folders that were looked through; a new file shows in the time of its folder's last change.
    package var watchedFolders: [String] { walk.folders }

    /// Folders without a single file that could hold rules.
    package var emptyFolders: [String] { scan([:]).emptyFolders }

    /// Whether a path was named itself, not found below a folder: then it is read whatever it is.
    package func isNamed(_ index: Int) -> Bool { owners[index] == nil }

    /// What the file at a place is called in findings.
    package func id(_ index: Int) -> SourceID { ids.isEmpty ? SourceID(index) : ids[index] }

    /// The place of a file; nil for an id that is none of these.
    package func index(of id: SourceID) -> Int? {
        if ids.isEmpty { return paths.indices.contains(Int(id.index)) ? Int(id.index) : nil }
        return places[id]
    }

    /// Whether the ids ascend with the places.
    package var isInOrder: Bool { zip(ids, ids.dropFirst()).allSatisfy(<) }

    /// Gives the files names of their own, one a path.
    mutating func assign(_ ids: [SourceID]) {
        self.ids = ids
        places = Dictionary(zip(ids, ids.indices)) { first, _ in first }
    }

    /// What is not looked at, though it is below a folder that is.
    package struct Options: Sendable, Hashable {
        var exclusions = FolderWalk.Exclusions()
        /// Whether `.ndjson` and `.json` below folders are read as well.
        package var readsExports = false

        /// Honours `.gitignore`.
        package init() {}

        /// `exclude` are patterns relative to a folder (nil: the working directory).
        package init(exclude: [PathPattern], folder: String?, usesGitIgnore: Bool) {
            exclusions = FolderWalk.Exclusions(patterns: exclude, folder: folder, usesGitIgnore: usesGitIgnore)
        }
    }

    /// Finds the rule files: a folder means all `.toml`, `.yml` and `.yaml` below it but for test cases, `tenet.toml`,
    /// bundles of exports, hidden files and folders, linked folders, and what the options exclude; a file means itself.
    ///
    /// `held` are paths that need not be there: an editor has their text.
    package static func find(
        _ paths: [String], _ options: Options = Options(), held: [String] = []
    ) -> RuleFiles {
        var found = RuleFiles(options)
        let isHeld = Set(held.map { TextBytes($0) })
        for path in paths.isEmpty ? [defaultFolder] : paths where !isHeld.contains(TextBytes(path)) { found.add(path) }
        found.removeRepeatedLinks()
        for path in held { found.addFile(path) }
        found.seenFiles = []
        return found
    }

    /// Whether a folder's file of that name may be an export.
    private static func isExport(name: String) -> Bool { exportEndings.contains { name.hasSuffix($0) } }

    /// What the folders gave, with the kinds of the files below them that were passed over, by their places in `paths`.
    package func scan(_ skipped: [Int: OtherInput]) -> FolderScan {
        var scan = FolderScan()
        var left = folders.map(\.files)
        for (index, kind) in skipped {
            scan.skipped[kind, default: 0] += 1
            if let owner = owners[index] { left[owner] -= 1 }
        }
        for (folder, unskipped) in zip(folders, left) where unskipped == 0 {
            if folder.files == 0, folder.exports == 0 {
                scan.emptyFolders.append(folder.path)
            } else {
                scan.unread.append(.init(path: folder.path, files: folder.files, exports: folder.exports))
            }
        }
        return scan
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
        // A folder that was looked through is not said to be empty.
        if walk.hasEntered(status.identity) { return }
        let before = errors.count
        let below = walk.files(
            below: path, where: { RuleFileName.isRuleFile($0) || Self.isExport(name: $0) }, errors: &errors)
        var folder = Folder(path: path)
        let place = folders.count
        let root = FilePath.real(path)
        let prefix = path == "." ? 0 : path.utf8.count + (path.hasSuffix("/") ? 0 : 1)
        for file in below {
            if !readsExports, Self.isExport(name: file.path) {
                folder.exports += 1
            } else {
                folder.files += 1
                let real = root + "/" + String(decoding: file.path.utf8.dropFirst(prefix), as: UTF8.self)
                addFile(file.path, real: real, owner: place, isLink: file.isLink)
            }
        }
        // A folder that could not be looked through is not said to be empty.
        if errors.count > before { folder.files += 1 }
        folders.append(folder)
    }

    /// A file is one, however its path is written: `real` is the one that counts, where it is known. Links below folders
    /// are looked at afterwards.
    private mutating func addFile(_ path: String, real: String? = nil, owner: Int? = nil, isLink: Bool = false) {
        let real = real ?? (path == InputFile.standardInput ? path : FilePath.real(path))
        guard seenFiles.insert(TextBytes(real)).inserted else { return }
        if isLink { links.insert(paths.count) }
        paths.append(path)
        owners.append(owner)
    }

    /// Of several names of one file below folders only one is kept: that of the file itself, else the first link.
    private mutating func removeRepeatedLinks() {
        if links.isEmpty { return }
        let links = links
        let identities = paths.map { (try? SystemCalls.status($0))?.identity }
        var seen = Set(paths.indices.filter { !links.contains($0) }.compactMap { identities[$0] })
        let kept = paths.indices.filter { index in
            guard links.contains(index), let identity = identities[index] else { return true }
            return seen.insert(identity).inserted
        }
        paths = kept.map { paths[$0] }
        owners = kept.map { owners[$0] }
        self.links = []
    }
}

/// What looking through folders gave besides rules.
package struct FolderScan: Sendable, Hashable {
    /// A folder with files of which none was read.
    package struct Unread: Sendable, Hashable {
        package var path: String
        /// Files that hold no rule.
        package var files: Int
        /// Exports of Kibana, by their names.
        package var exports: Int
    }

    /// Folders without a file that could hold rules.
    package var emptyFolders: [String] = []
    package var unread: [Unread] = []
    /// How many files of each kind were passed over.
    package var skipped: [OtherInput: Int] = [:]

    package init() {}

    /// `3 Sigma rules, 1 Compose file`, in a fixed order; empty where nothing was passed over.
    package var skippedText: String {
        skipped.sorted { $0.key < $1.key }.map { $0.key.counted($0.value) }.joined(separator: ", ")
    }
}
