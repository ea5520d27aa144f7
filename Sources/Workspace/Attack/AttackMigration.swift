package import Diagnostics
import Documents
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

    /// One file in the other version.
    struct Rewritten: Sendable {
        var source: SourceFile
        var bytes: [UInt8]
        var findings: [Diagnostic] = []
        var isBroken = false
    }

    private static func file(
        _ path: String, _ id: SourceID, _ version: AttackMatrix.Version, _ standardInputName: String?
    ) -> Swift.Result<Rewritten, InputError> {
        do throws(InputError) {
            return .success(
                rewrite(try RuleLoader.read(path, id: id, standardInputName: standardInputName), to: version))
        } catch {
            return .failure(error)
        }
    }

    /// Rewrites the rules of a file. What comes out has no syntax error and would not be changed again.
    static func rewrite(_ source: SourceFile, to version: AttackMatrix.Version) -> Rewritten {
        let first = edits(source, version)
        var result = Rewritten(source: source, bytes: source.bytes, findings: first.findings)
        guard !first.edits.isEmpty else { return result }
        guard let bytes = try? TextEdits.apply(first.edits, to: source.bytes) else {
            result.isBroken = true
            return result
        }
        let again = edits(SourceFile(id: source.id, path: source.path, bytes: bytes), version)
        if again.hasErrors || !again.edits.isEmpty { result.isBroken = true }
        result.bytes = bytes
        return result
    }

    private static func edits(
        _ source: SourceFile, _ version: AttackMatrix.Version
    ) -> (edits: [Edit], findings: [Diagnostic], hasErrors: Bool) {
        let parsed = DocumentReader.read(source)
        let errors = parsed.findings.filter { $0.severity == .error }
        // In a broken text nothing is sure to be where it seems to be.
        if !errors.isEmpty { return ([], errors, true) }
        var edits: [Edit] = []
        var findings: [Diagnostic] = []
        for document in parsed.documents {
            let rewriter = ThreatRewriter(ElasticRuleReader.read(document), in: source, to: version)
            edits += rewriter.edits
            findings += rewriter.findings
        }
        return (edits, findings, false)
    }
}
