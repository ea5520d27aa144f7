package import Diagnostics
package import Documents
package import Schemas
package import SourceText

/// What the queries of loaded rules are typed with.
package struct QueryTyping: Sendable {
    package var stack: StackVersion
    package var catalog: FieldCatalog

    package init(stack: StackVersion = .newest, catalog: FieldCatalog = .builtIn) {
        self.stack = stack
        self.catalog = catalog
    }
}

/// One input on its way from bytes to rules: the only place that reads documents, Kibana's objects and rules.
///
/// Each stage is computed once, when it is first read; every command reads the stages it needs. Invariant: equal bytes,
/// name and typing give equal stages.
package final class LoadedFile: Sendable {
    package let source: SourceFile
    package let typing: QueryTyping
    private let parsedCell = LazyCell<ParsedFile>()
    private let kindCell = LazyCell<InputKind>()
    private let kibanaCell = LazyCell<KibanaInput?>()
    private let rulesCell = LazyCell<Contents>()
    private let exceptionsCell = LazyCell<ExceptionItems>()

    /// The file whose documents these are; nil: they are read here.
    private let origin: LoadedFile?
    /// Exceptions that other files of the run hold.
    private let otherExceptions: ExceptionItems

    package init(_ source: SourceFile, _ typing: QueryTyping = QueryTyping()) {
        self.source = source
        self.typing = typing
        origin = nil
        otherExceptions = ExceptionItems()
    }

    private init(_ origin: LoadedFile, beside exceptions: ExceptionItems) {
        source = origin.source
        typing = origin.typing
        self.origin = origin
        otherExceptions = exceptions
    }

    /// The same file, its rules joined with exceptions of other files as well.
    package func beside(_ exceptions: ExceptionItems) -> LoadedFile {
        LoadedFile(self, beside: otherExceptions.and(exceptions))
    }

    /// The documents, with the findings about the text itself.
    package var parsed: ParsedFile { parsedCell.value { origin?.parsed ?? DocumentReader.read(source) } }

    /// What the file is.
    package var kind: InputKind { kindCell.value { InputKind(parsed, in: source) } }

    /// All objects of a file that Kibana writes or reads, rules and others, and those of files that hold the same as TOML or
    /// YAML; nil for rule files.
    package var kibana: KibanaInput? { kibanaCell.value { KibanaInput(parsed, kind) } }

    /// What is wrong with the text; a broken line concerns no other line.
    package var syntaxFindings: [Diagnostic] { parsed.findings }

    /// Whether the text has errors.
    package var isBroken: Bool { parsed.findings.contains { $0.severity == .error } }

    /// The rules in the order of the file. Of a rule file each document is one, even where it has no `rule` table; an
    /// empty file is one empty document.
    package var rules: [LoadedRule] { contents.rules }

    /// That the file has more documents than are read; nil: all are read.
    package var excess: Diagnostic? { contents.excess }

    private var contents: Contents { rulesCell.value { Contents(of: self) } }

    /// The exceptions that the file holds or was given, for the rules that refer to them.
    package var exceptions: ExceptionItems {
        exceptionsCell.value { (kibana?.exceptions ?? ExceptionItems()).and(otherExceptions) }
    }
}

/// The rules of a file, as far as they are read.
private struct Contents: Sendable {
    /// More come only from generated files.
    private static let mostRules = 50_000
    /// Documents that are not rules; few bytes make many of them.
    private static let mostOtherDocuments = 2_000

    var rules: [LoadedRule] = []
    var excess: Diagnostic?
    private var otherCount = 0

    init(of file: LoadedFile) {
        if let kibana = file.kibana {
            for object in kibana.objects {
                guard let rule = ElasticRuleReader.read(object) else { continue }
                if !add(rule, of: file) { return }
            }
            return
        }
        if file.kind.isOther { return }
        let documents = file.parsed.documents
        if documents.isEmpty, file.parsed.findings.isEmpty {
            // A YAML file without a document is as empty as a TOML file without a line.
            let root = Node(.table(Table([], style: .block)), ByteRange(at: 0))
            let nothing = Document(source: file.source.id, syntax: .yaml, root: root, comments: [])
            _ = add(ElasticRuleReader.read(nothing), of: file)
        }
        for document in documents where !add(ElasticRuleReader.read(document), of: file) { return }
    }

    /// Adds a rule; false where a limit is reached.
    private mutating func add(_ rule: Rule, of file: LoadedFile) -> Bool {
        if rule.ruleEntry == nil { otherCount += 1 }
        let isFull = rules.count >= Self.mostRules
        guard isFull || otherCount > Self.mostOtherDocuments else {
            rules.append(LoadedRule(rule, of: file))
            return true
        }
        let what =
            isFull ? "\(Self.mostRules) rules" : "\(Self.mostOtherDocuments) documents that are not rules"
        excess = Diagnostic(
            "limit-exceeded", category: "syntax", .error,
            "the file has more than \(what); its documents from here on are not read",
            at: Label(Location(file.source.id, ByteRange(at: rule.document.root.range.start))))
        return false
    }
}
