package import Documents
import Rules
package import SourceText

/// Rule files with the layout they should have.
package struct FormatResult: Sendable {
    /// One file.
    package struct File: Sendable {
        /// The name of the file; `-` is standard input.
        package var path: String
        package var source: SourceFile
        package var outcome: DocumentLayout.Outcome
    }

    /// In the order of the paths; files that could not be read are missing.
    package var files: [File] = []
    /// Inputs that could not be used.
    package var errors: [InputError] = []
    /// What the folders gave besides rules.
    package var scan = FolderScan()
}

/// Lays out rule files, several at once. Files are read, never written.
package enum Formatter {
    /// The layout of the rule files that the paths mean, but for those that `files` omits; `jobs` threads.
    /// `standardInputName` decides the language of standard input, and is shown for it.
    package static func format(
        _ paths: [String], _ files: RuleFiles.Options, jobs: Int, standardInputName: String?,
        progress: (@Sendable (RunProgress) -> Void)? = nil
    ) -> FormatResult {
        let found = RuleFiles.find(paths, files)
        progress?(.began(files: found.paths.count))
        let results = Parallel.map(count: found.paths.count, jobs: jobs) { index in
            defer { progress?(.fileDone) }
            return file(found, index, standardInputName)
        }
        progress?(.ended)
        var result = FormatResult(errors: found.errors)
        var skipped: [Int: OtherInput] = [:]
        for (index, file) in results.enumerated() {
            switch file {
            case .read(let file): result.files.append(file)
            case .skipped(let kind): skipped[index] = kind
            case .failed(let error): result.errors.append(error)
            }
        }
        result.scan = found.scan(skipped)
        return result
    }

    private static func file(
        _ found: RuleFiles, _ index: Int, _ standardInputName: String?
    ) -> InputOutcome<FormatResult.File> {
        switch RuleLoader.open(found, index, standardInputName) {
        case .skipped(let kind): return .skipped(kind)
        case .failed(let error): return .failed(error)
        case .read(let file):
            let outcome: DocumentLayout.Outcome
            switch file.kind {
            case .ruleFile, .kibana: outcome = RuleLayout.of(file.source)
            // Nothing but rules is touched.
            case .exceptions, .connectors, .actions: outcome = .unchanged
            case .other(let kind): outcome = kind.isOwn ? .unchanged : .broken(file.notRules)
            }
            return .read(FormatResult.File(path: found.paths[index], source: file.source, outcome: outcome))
        }
    }
}
