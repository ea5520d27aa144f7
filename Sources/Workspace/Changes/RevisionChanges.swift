package import Checks
import SourceText

/// Which files of a run differ from a revision of their git repository.
package struct RevisionChanges: Sendable {
    /// For checks that compare a rule with what it was.
    package var files: ChangedFiles
    private var changed: Set<[UInt8]>

    /// Whether a file, as the run names it, was changed, added or is not tracked.
    package func contains(_ path: String) -> Bool { changed.contains(Array(path.utf8)) }

    package var isEmpty: Bool { changed.isEmpty }

    /// Compares the files of a run, as they are there, with where the current branch left that of the revision.
    package static func read(since revision: String, files: [String]) throws(RevisionError) -> RevisionChanges {
        let repository = try GitRepository(of: files.first.map { FilePath.folder(of: $0) } ?? "")
        let base = try repository.base(of: revision)
        let entries = try repository.changes(since: base)
        var places: [(path: String, entry: GitRepository.Entry)] = []
        for path in files where path != InputFile.standardInput {
            guard let inside = repository.path(of: path), let entry = entries[inside] else { continue }
            places.append((path, entry))
        }
        let before = try repository.contents(of: places.compactMap(\.entry.before), at: base)
        var changes: [String: ChangedFiles.Change] = [:]
        for (path, entry) in places {
            guard let old = entry.before, let bytes = before[old] else {
                changes[path] = .added
                continue
            }
            changes[path] = entry.isMoved ? .moved(before: bytes) : .modified(before: bytes)
        }
        return RevisionChanges(
            files: ChangedFiles(changes), changed: Set(places.map { Array($0.path.utf8) }))
    }
}

/// Why a run cannot be compared with a revision.
package struct RevisionError: Error, Sendable {
    package var message: String
    package var help: String?
}
