package import Diagnostics
import Rules
package import Schemas
package import SourceText

/// Rewrites rule files from one version of ATT&CK into another.
package enum AttackMigration {
    /// A file whose text changes.
    package struct Change: Sendable {
        package var source: SourceFile
        package var bytes: [UInt8]
    }

    /// What a run gives.
    package struct Result: Sendable {
        package var changes: [Change] = []
        /// What could not be decided or written, with its place, and syntax errors; in the order of the files.
        package var findings: [Diagnostic] = []
        package var sources: [SourceFile] = []
        package var errors: [InputError] = []
        package var emptyFolders: [String] = []
        /// Files that a rewriting would have broken: a fault of ours. They are left.
        package var broken: [String] = []
    }

    /// Looks through the rule files that the paths mean; nothing is written.
    package static func run(
        _ paths: [String], to version: AttackMatrix.Version, jobs: Int, standardInputName: String? = nil
    ) -> Result {
        let found = RuleFiles.find(paths)
        let files = Parallel.map(count: found.paths.count, jobs: jobs) { index in
            Self.file(found.paths[index], SourceID(index), version, standardInputName)
        }
        var result = Result()
        result.errors = found.errors
        result.emptyFolders = found.emptyFolders
        for file in files {
            switch file {
            case .failure(let error): result.errors.append(error)
            case .success(let file):
                result.sources.append(file.source)
                result.findings += file.findings
                if file.isBroken {
                    result.broken.append(file.source.path)
                } else if file.bytes != file.source.bytes {
                    result.changes.append(Change(source: file.source, bytes: file.bytes))
                }
            }
        }
        return result
    }

    private static func file(
        _ path: String, _ id: SourceID, _ version: AttackMatrix.Version, _ standardInputName: String?
    ) -> Swift.Result<ThreatMigration.Rewritten, InputError> {
        do throws(InputError) {
            return .success(
                ThreatMigration.rewrite(
                    try RuleLoader.read(path, id: id, standardInputName: standardInputName), to: version))
        } catch {
            return .failure(error)
        }
    }
}
