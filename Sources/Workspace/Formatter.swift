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
    /// Folders without a rule file.
    package var emptyFolders: [String] = []
}

/// Lays out rule files, several at once. Files are read, never written.
package enum Formatter {
    /// The layout of the rule files that the paths mean, but for those that `files` leaves out; `jobs` threads.
    /// `standardInputName` decides the language of standard input, and is shown for it.
    package static func format(
        _ paths: [String], _ files: RuleFiles.Options, jobs: Int, standardInputName: String?,
        progress: (@Sendable (RunProgress) -> Void)? = nil
    ) -> FormatResult {
        let found = RuleFiles.find(paths, files)
        progress?(.began(files: found.paths.count))
        let results = Parallel.map(count: found.paths.count, jobs: jobs) { index in
            defer { progress?(.fileDone) }
            return file(found.paths[index], SourceID(index), standardInputName)
        }
        progress?(.ended)
        var result = FormatResult(errors: found.errors, emptyFolders: found.emptyFolders)
        for file in results {
            switch file {
            case .success(let file): result.files.append(file)
            case .failure(let error): result.errors.append(error)
            }
        }
        return result
    }

    private static func file(
        _ path: String, _ id: SourceID, _ standardInputName: String?
    ) -> Result<FormatResult.File, InputError> {
        do throws(InputError) {
            let source = try RuleLoader.read(path, id: id, standardInputName: standardInputName)
            return .success(FormatResult.File(path: path, source: source, outcome: RuleLayout.of(source)))
        } catch {
            return .failure(error)
        }
    }
}
