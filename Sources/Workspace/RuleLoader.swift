package import Diagnostics
package import Documents
package import Rules
package import Schemas
package import SourceText

/// One rule of a file, read as far as it can be read.
package struct LoadedRule: Sendable {
    package var source: SourceFile
    package var document: Document
    package var rule: Rule
    /// nil without a query, in a language that is not read yet, or in a file whose text is broken.
    package var query: RuleQuery?
    /// What is wrong with the file's text; the same for all rules of one file.
    package var syntaxFindings: [Diagnostic]

    package init(
        source: SourceFile, document: Document, rule: Rule, query: RuleQuery?, syntaxFindings: [Diagnostic]
    ) {
        self.source = source
        self.document = document
        self.rule = rule
        self.query = query
        self.syntaxFindings = syntaxFindings
    }

    /// Whether the text could be read whole: what cannot should not be converted or compiled.
    package var isReadable: Bool { !syntaxFindings.contains { $0.severity == .error } }
}

/// One file with its rules; a file that is empty or broken may have none.
package struct LoadedFile: Sendable {
    package var source: SourceFile
    package var rules: [LoadedRule]
    /// All objects of a file that Kibana wrote or reads, rules and others; nil for rule files.
    package var kibana: KibanaInput?
    package var syntaxFindings: [Diagnostic]

    package init(
        source: SourceFile, rules: [LoadedRule], kibana: KibanaInput? = nil, syntaxFindings: [Diagnostic]
    ) {
        self.source = source
        self.kibana = kibana
        self.rules = rules
        self.syntaxFindings = syntaxFindings
    }
}

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
        /// The stack that queries are typed for.
        package var stack: StackVersion
        /// Where the fields of queries are looked up.
        package var catalog = FieldCatalog.builtIn
        /// The name that decides the language of standard input, and is shown for it.
        package var standardInputName: String?
        /// Told once for each file that is done.
        package var progress: (@Sendable () -> Void)?

        package init(
            jobs: Int = 1, stack: StackVersion = .newest, standardInputName: String? = nil,
            progress: (@Sendable () -> Void)? = nil
        ) {
            self.jobs = jobs
            self.stack = stack
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

    /// The rules of bytes that were read already.
    package static func load(
        _ source: SourceFile, stack: StackVersion = .newest, catalog: FieldCatalog = .builtIn
    ) -> LoadedFile {
        let parsed = DocumentReader.read(source)
        // A broken text can make anything the query; what it says about fields would only hide the fault.
        let isBroken = parsed.findings.contains { $0.severity == .error }
        let kibana = KibanaInput(parsed, in: source)
        let rules = kibana?.rules ?? parsed.documents.map(ElasticRuleReader.read)
        let exceptions = kibana?.exceptions ?? ExceptionItems()
        let loaded = rules.map { rule in
            let query = (isBroken && !parsed.isLines ? nil : rule.parsedQuery(stack: stack, catalog: catalog)).map {
                $0.beside(exceptions: rule.exceptionQuery(exceptions, $0.facts, stack: stack, catalog: catalog))
            }
            // A broken line is no part of the others.
            return LoadedRule(
                source: source, document: rule.document, rule: rule, query: query,
                syntaxFindings: parsed.isLines ? [] : parsed.findings)
        }
        var findings = parsed.findings
        if rules.isEmpty, !parsed.documents.isEmpty, !isBroken {
            let place = Label(Location(source.id, ByteRange(at: 0)))
            findings.append(
                Diagnostic("not-a-rule", category: "structure", .error, "no rule in this file", at: place))
        }
        return LoadedFile(source: source, rules: loaded, kibana: kibana, syntaxFindings: findings)
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
            return .success(load(source, stack: options.stack, catalog: options.catalog))
        } catch {
            return .failure(error)
        }
    }
}
