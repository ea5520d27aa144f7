package import Checks
package import Diagnostics
import Rules
package import Schemas
package import SourceText

/// Rewrites rule files from one version of ATT&CK into another.
package enum AttackMigration {
    /// A file whose text changes.
    package struct Change: Sendable {
        /// As the path was named; `-` is standard input.
        package var path: String
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
        /// What the folders gave besides rules.
        package var scan = FolderScan()
        /// Standard input, where it was read.
        package var standardInput: SourceFile?
        /// Files that a rewriting would have broken: a fault of ours. They are left.
        package var broken: [String] = []
    }

    /// Looks through the rule files that the paths mean; nothing is written.
    ///
    /// - Parameter date: dates the rules that change.
    package static func run(
        _ paths: [String], to version: AttackMatrix.Version, date: UpdatedDate? = nil, jobs: Int,
        standardInputName: String? = nil
    ) -> Result {
        let found = RuleFiles.find(paths)
        let files = Parallel.map(count: found.paths.count, jobs: jobs) {
            index -> InputOutcome<ThreatMigration.Rewritten> in
            switch RuleLoader.open(found, index, standardInputName) {
            case .read(let file): .read(dated(ThreatMigration.rewrite(file.source, to: version), of: file, date))
            case .skipped(let kind): .skipped(kind)
            case .failed(let error): .failed(error)
            }
        }
        var result = Result()
        result.errors = found.errors
        var skipped: [Int: OtherInput] = [:]
        for (index, outcome) in files.enumerated() {
            switch outcome {
            case .failed(let error): result.errors.append(error)
            case .skipped(let kind): skipped[index] = kind
            case .read(let file): result.add(file, path: found.paths[index])
            }
        }
        result.scan = found.scan(skipped)
        return result
    }

    private static func dated(
        _ rewritten: ThreatMigration.Rewritten, of file: LoadedFile, _ date: UpdatedDate?
    ) -> ThreatMigration.Rewritten {
        guard let date, !rewritten.isBroken, rewritten.bytes != file.source.bytes else { return rewritten }
        let after = SourceFile(id: file.source.id, path: file.source.path, bytes: rewritten.bytes)
        var result = rewritten
        result.bytes = date.applied(to: LoadedFile(after, file.typing), before: file)?.bytes ?? rewritten.bytes
        return result
    }
}

extension AttackMigration.Result {
    fileprivate mutating func add(_ file: ThreatMigration.Rewritten, path: String) {
        sources.append(file.source)
        if path == InputFile.standardInput { standardInput = file.source }
        findings += file.findings
        if file.isBroken {
            broken.append(file.source.path)
        } else if file.bytes != file.source.bytes {
            changes.append(AttackMigration.Change(path: path, source: file.source, bytes: file.bytes))
        }
    }
}
