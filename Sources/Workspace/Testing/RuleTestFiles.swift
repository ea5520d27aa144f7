import Documents
import Rules

/// Which test files the paths of a command line mean.
struct RuleTestFiles {
    /// In the order of the paths, below a folder sorted by bytes; none twice.
    private(set) var paths: [String] = []
    private(set) var errors: [InputError] = []
    /// Rule files that were named and have no test file beside them.
    private(set) var untested: [String] = []
    private(set) var emptyFolders: [String] = []
    private var seen: Set<[UInt8]> = []
    private var folders: FolderWalk

    /// Endings of test files.
    static let endings = [".test.toml", ".test.yaml", ".test.yml"]

    private init(_ options: RuleFiles.Options) { folders = FolderWalk(options.exclusions) }

    static func find(_ paths: [String], _ options: RuleFiles.Options) -> RuleTestFiles {
        var found = RuleTestFiles(options)
        for path in paths.isEmpty ? [RuleFiles.defaultFolder] : paths { found.add(path) }
        return found
    }

    /// The name without the ending of a test file; nil for any other file.
    static func stem(of path: String) -> String? {
        endings.first { path.hasSuffix($0) }.map { String(path.dropLast($0.utf8.count)) }
    }

    private mutating func add(_ path: String) {
        let status: SystemCalls.Status
        do {
            status = try SystemCalls.status(path)
        } catch {
            errors.append(InputError(path, error))
            return
        }
        if status.kind == .folder {
            let before = errors.count
            let below = folders.files(below: path, where: { Self.stem(of: $0) != nil }, errors: &errors)
            for file in below { addFile(file.path) }
            if below.isEmpty, errors.count == before { emptyFolders.append(path) }
        } else if Self.stem(of: path) != nil {
            addFile(path)
        } else if let ending = RuleFileName.endings.first(where: { path.hasSuffix($0) }) {
            let stem = String(path.dropLast(ending.utf8.count))
            let tests = Self.endings.map { stem + $0 }.filter { FolderListing.exists($0) }
            if tests.isEmpty { untested.append(path) }
            for test in tests { addFile(test) }
        } else {
            errors.append(InputError(path, .otherKind))
        }
    }

    private mutating func addFile(_ path: String) {
        if seen.insert(Array(path.utf8)).inserted { paths.append(path) }
    }
}
