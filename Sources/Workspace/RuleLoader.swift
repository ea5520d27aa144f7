import Documents
package import Rules
package import SourceText

/// What the paths of a command line gave.
package struct LoadedRules: Sendable {
    /// In the order of the paths; `SourceID` counts them.
    package var files: [LoadedFile]
    /// Inputs that could not be opened, are no text or over a limit.
    package var errors: [InputError]
    /// Folders without a rule file.
    package var emptyFolders: [String]

    package init(files: [LoadedFile], errors: [InputError], emptyFolders: [String]) {
        self.files = files
        self.errors = errors
        self.emptyFolders = emptyFolders
    }

    /// All rules in the order of the files.
    package var rules: [LoadedRule] { files.flatMap(\.rules) }
    package var sources: [SourceFile] { files.map(\.source) }
}

/// Reads rule files, several at once, with the same result whatever their number.
package enum RuleLoader {
    /// What standard input is called where no name is given.
    package static let standardInputName = "stdin.toml"

    /// How to load.
    package struct Options: Sendable {
        /// Threads.
        package var jobs: Int
        /// Which files below a folder are left out.
        package var files = RuleFiles.Options()
        /// What queries are typed with.
        package var typing: QueryTyping
        /// The name that decides the language of standard input, and is shown for it.
        package var standardInputName: String?
        /// Told once for each file that is done.
        package var progress: (@Sendable () -> Void)?

        package init(
            jobs: Int = 1, typing: QueryTyping = QueryTyping(), standardInputName: String? = nil,
            progress: (@Sendable () -> Void)? = nil
        ) {
            self.jobs = jobs
            self.typing = typing
            self.standardInputName = standardInputName
            self.progress = progress
        }
    }

    /// The rules of files and folders.
    package static func load(_ paths: [String], _ options: Options = Options()) -> LoadedRules {
        load(RuleFiles.find(paths, options.files), options)
    }

    /// The rules of files that were found already.
    package static func load(_ found: RuleFiles, _ options: Options = Options()) -> LoadedRules {
        let paths = found.paths
        let results = Parallel.map(count: paths.count, jobs: options.jobs) { index in
            defer { options.progress?() }
            return Self.file(paths[index], id: SourceID(index), options)
        }
        var loaded = LoadedRules(files: [], errors: found.errors, emptyFolders: found.emptyFolders)
        for result in results {
            switch result {
            case .success(let file): loaded.files.append(file)
            case .failure(let error): loaded.errors.append(error)
            }
        }
        return loaded
    }

    /// The bytes of one rule file; refuses what is no text, too large or no rule file by its name.
    package static func read(_ path: String, id: SourceID, standardInputName: String?) throws(InputError) -> SourceFile
    {
        let name = path == InputFile.standardInput ? standardInputName ?? Self.standardInputName : path
        let bytes = try InputFile.readText(path, limit: DocumentReader.maximumBytes(path: name))
        if DocumentSyntax(path: name) == nil { throw InputError(path, .otherKind) }
        return SourceFile(id: id, path: name, bytes: bytes)
    }

    private static func file(_ path: String, id: SourceID, _ options: Options) -> Result<LoadedFile, InputError> {
        do throws(InputError) {
            let source = try read(path, id: id, standardInputName: options.standardInputName)
            let file = LoadedFile(source, options.typing)
            // What nearly every command needs is computed here, by several threads.
            for rule in file.rules { _ = rule.query }
            return .success(file)
        } catch {
            return .failure(error)
        }
    }
}
