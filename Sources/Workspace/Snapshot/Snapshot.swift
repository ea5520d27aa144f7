import Checks
package import Diagnostics
package import SourceText

/// The files of a workspace at one moment: immutable, and safe to read from several threads.
///
/// Nothing is printed and nothing is written here; results are computed when they are first read.
package struct Snapshot: Sendable {
    /// In the order in which they were found.
    package let files: [SnapshotFile]
    /// Settings that could not be read; files below their folders have the default ones.
    package let configurationErrors: [ConfigurationError]
    let found: RuleFiles
    let contexts: FileContexts
    let options: Linter.Options
    /// Whether results are kept for the next snapshot.
    let keepsResults: Bool

    /// The file of an id; nil for one that is not part of the snapshot.
    package subscript(id: SourceID) -> SnapshotFile? { found.index(of: id).map { files[$0] } }

    /// The file of a path, as it was named; nil for one that is not part of the snapshot.
    package func file(_ path: String) -> SnapshotFile? { files.first { $0.path == path } }

    /// The findings of one file, in the order of their places, without those that compare rules.
    package func findings(in file: SnapshotFile) -> [Diagnostic] {
        if case .read(let result) = file.outcome { result.outcome.findings } else { [] }
    }

    /// All findings, with those that compare the rules of all files; nil where the work was cancelled before its end.
    package func lint(_ cancellation: Cancellation = Cancellation()) -> LintResult? {
        options.progress?(.began(files: files.count))
        defer { options.progress?(.ended) }
        let outcomes = Parallel.map(count: files.count, jobs: options.jobs) { index -> Linter.FileOutcome? in
            if cancellation.isCancelled { return nil }
            defer { options.progress?(.fileDone) }
            return keepsResults ? files[index].outcome : files[index].unkeptOutcome
        }
        let done = outcomes.compactMap(\.self)
        guard done.count == files.count, !cancellation.isCancelled else { return nil }
        return Linter.result(found, contexts, done, options)
    }
}
