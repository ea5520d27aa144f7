import Documents
package import Rules
package import SourceText

/// What the paths of a command line gave.
package struct LoadedRules: Sendable {
    /// In the order of the paths; `SourceID` counts them.
    package var files: [LoadedFile]
    /// Inputs that could not be opened, are no text or over a limit.
    package var errors: [InputError]
    /// What the folders gave besides rules.
    package var scan: FolderScan

    package init(files: [LoadedFile], errors: [InputError] = [], scan: FolderScan = FolderScan()) {
        self.files = files
        self.errors = errors
        self.scan = scan
    }

    /// Joins rules with the exceptions that bundles and files of exceptions hold; those of an export are for its own rules
    /// only.
    fileprivate mutating func joinExceptions() {
        let (joined, bundleErrors) = FolderBundle.joined(files)
        files = joined
        errors += bundleErrors
        let items = files.filter { $0.kind == .exceptions }.map(\.exceptions)
            .reduce(ExceptionItems()) { $0.and($1) }
        if items.isEmpty { return }
        for index in files.indices where files[index].kind == .ruleFile {
            if files[index].rules.contains(where: { !$0.rule.elastic.exceptionLists.isEmpty }) {
                files[index] = files[index].beside(items)
            }
        }
    }

    /// All rules in the order of the files.
    package var rules: [LoadedRule] { files.flatMap(\.rules) }
    package var sources: [SourceFile] { files.map(\.source) }
}

/// Reads rule files, several at once, with the same result whatever their number.
package enum RuleLoader {
    /// What standard input is called in settings where no name is given.
    package static let standardInputName = "stdin.toml"

    /// How to load.
    package struct Options: Sendable {
        /// Threads.
        package var jobs: Int
        /// Which files below a folder are omitted.
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
        let outcomes = Parallel.map(count: found.paths.count, jobs: options.jobs) { index in
            defer { options.progress?() }
            let outcome = open(found, index, options.standardInputName, options.typing)
            if case .read(let file) = outcome { _ = file.rules }
            return outcome
        }
        var loaded = LoadedRules(files: [], errors: found.errors)
        var skipped: [Int: OtherInput] = [:]
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .read(let file): loaded.files.append(file)
            case .skipped(let kind): skipped[index] = kind
            case .failed(let error): loaded.errors.append(error)
            }
        }
        loaded.scan = found.scan(skipped)
        loaded.joinExceptions()
        // What nearly every command needs is computed here, by several threads.
        let files = loaded.files
        _ = Parallel.map(count: files.count, jobs: options.jobs) { index in
            for rule in files[index].rules { _ = rule.query }
        }
        return loaded
    }

    /// Opens a file that was found: below a folder those that are plainly not rules are passed over.
    static func open(
        _ found: RuleFiles, _ index: Int, _ standardInputName: String?, _ typing: QueryTyping = QueryTyping()
    ) -> InputOutcome<LoadedFile> {
        open(isNamed: found.isNamed(index), typing) { () throws(InputError) -> SourceFile in
            try read(found.paths[index], id: SourceID(index), standardInputName: standardInputName)
        }
    }

    /// Opens a file whose bytes `source` reads; `isNamed`: it is read whatever it is.
    static func open(
        isNamed: Bool, _ typing: QueryTyping, _ source: () throws(InputError) -> SourceFile
    ) -> InputOutcome<LoadedFile> {
        do throws(InputError) {
            let file = LoadedFile(try source(), typing)
            if !isNamed, case .other(let kind) = file.kind { return .skipped(kind) }
            return .read(file)
        } catch {
            return .failed(error)
        }
    }

    /// The bytes of one rule file; refuses what is not text, too large or no rule file by its name. Standard input without
    /// a name is named after the language of its content.
    package static func read(_ path: String, id: SourceID, standardInputName: String?) throws(InputError) -> SourceFile
    {
        guard path != InputFile.standardInput || standardInputName != nil else {
            return try unnamedInput(id: id)
        }
        let name = path == InputFile.standardInput ? standardInputName ?? Self.standardInputName : path
        let bytes = try InputFile.readText(path, limit: DocumentReader.maximumBytes(path: name))
        if DocumentSyntax(path: name) == nil { throw InputError(path, .otherKind) }
        return SourceFile(id: id, path: name, bytes: bytes)
    }

    private static func unnamedInput(id: SourceID) throws(InputError) -> SourceFile {
        let path = InputFile.standardInput
        let bytes = try InputFile.readText(path, limit: NDJSONReader.maximumBytes)
        let syntax = DocumentSyntax(content: bytes)
        let source = SourceFile(id: id, path: "stdin.\(syntax.rawValue)", bytes: bytes)
        if syntax == .json, NDJSONReader.isLines(source) {
            return SourceFile(id: id, path: "stdin.ndjson", bytes: bytes)
        }
        guard bytes.count <= DocumentReader.maximumBytes else {
            throw InputError(path, .tooLarge(limit: DocumentReader.maximumBytes))
        }
        return source
    }
}

/// What became of a file that was found.
enum InputOutcome<Value: Sendable>: Sendable {
    case read(Value)
    /// Found below a folder, and plainly not a rule.
    case skipped(OtherInput)
    case failed(InputError)
}
