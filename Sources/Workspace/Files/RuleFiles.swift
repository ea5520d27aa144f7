import Documents
import SourceText

/// Which files the paths of a command line mean.
package struct RuleFiles: Sendable {
    /// In the order of the paths, below a folder sorted by bytes; none twice. `-` stands for standard input.
    package private(set) var paths: [String] = []
    /// Paths that could not be looked at.
    package private(set) var errors: [InputError] = []
    /// Folders without a single rule file.
    package private(set) var emptyFolders: [String] = []

    /// By their bytes: names that differ only in how a letter is composed are two files.
    private var seenFiles: Set<TextBytes> = []
    private var walk: FolderWalk

    /// What is looked at where no path is given.
    package static let defaultFolder = "rules"

    /// Endings of rule files.
    package static let endings = [".toml", ".yml", ".yaml"]

    private init(_ options: Options) { walk = FolderWalk(options.exclusions) }

    /// The folders that were looked through; a new file shows in the time of its folder's last change.
    package var folders: [String] { walk.folders }

    /// What is not looked at, though it lies below a folder that is.
    package struct Options: Sendable, Hashable {
        var exclusions = FolderWalk.Exclusions()

        /// Honours `.gitignore`.
        package init() {}

        /// `exclude` are patterns relative to a folder (nil: the working directory).
        package init(exclude: [PathPattern], folder: String?, usesGitIgnore: Bool) {
            exclusions = FolderWalk.Exclusions(patterns: exclude, folder: folder, usesGitIgnore: usesGitIgnore)
        }
    }

    /// Finds the rule files: a folder means all `.toml`, `.yml` and `.yaml` below it but for test cases, `tenet.toml`,
    /// bundles of exports and hidden folders, and what the options leave out; a file means itself.
    package static func find(_ paths: [String], _ options: Options = Options()) -> RuleFiles {
        var found = RuleFiles(options)
        for path in paths.isEmpty ? [defaultFolder] : paths { found.add(path) }
        found.seenFiles = []
        return found
    }

    /// Whether a folder's file of that name is a rule file.
    package static func isRuleFile(name: String) -> Bool {
        guard let ending = endings.first(where: { name.hasSuffix($0) }), name != "tenet.toml",
            name != RuleBundle.fileName
        else { return false }
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
        let before = errors.count
        let below = walk.files(below: path, where: Self.isRuleFile, errors: &errors)
        for file in below { addFile(file) }
        if below.isEmpty, errors.count == before { emptyFolders.append(path) }
    }

    private mutating func addFile(_ path: String) {
        if seenFiles.insert(TextBytes(path)).inserted { paths.append(path) }
    }
}
