package import Documents
package import SourceText

/// The objects that Kibana wrote or is to read: an export, an import file, a body of its API, an asset, a body written as
/// TOML or YAML, files of exceptions and connectors.
///
/// What an object is follows from its keys, as Kibana's import sorts lines; an object that would be taken for a rule
/// only because it is nothing else is called unknown here.
package struct KibanaInput: Sendable {
    package enum Kind: Sendable, Hashable {
        case rule(RuleForm)
        case exceptionList, exceptionItem, connector
        /// The line of counts that ends an export.
        case trailer
        /// An object of Kibana's store that is neither a rule asset nor a connector; with its type.
        case savedObject(String)
        case unknown
    }

    package struct Object: Sendable {
        package var kind: Kind
        package var document: Document

        /// Whether it is nothing that an export of rules holds.
        package var isForeign: Bool {
            switch kind {
            case .unknown, .savedObject: true
            case .rule, .exceptionList, .exceptionItem, .connector, .trailer: false
            }
        }

        package init(kind: Kind, document: Document) {
            self.kind = kind
            self.document = document
        }

        /// A part of a document.
        init(_ kind: Kind, _ root: Node, of document: Document) {
            self.kind = kind
            self.document = Document(source: document.source, syntax: document.syntax, root: root, comments: [])
        }
    }

    /// In the order of the file.
    package var objects: [Object]
    /// Whether the file holds an object a line.
    package var isLines: Bool

    package init(objects: [Object], isLines: Bool) {
        self.objects = objects
        self.isLines = isLines
    }

    /// nil: the file holds nothing but rules in the layout of rule files, or something else.
    init?(_ parsed: ParsedFile, _ kind: InputKind) {
        isLines = parsed.isLines
        switch kind {
        case .ruleFile, .other: return nil
        case .actions: objects = []
        case .kibana:
            let documents = parsed.isLines ? parsed.documents : parsed.documents.flatMap(Self.parts)
            objects = documents.map { Object(kind: Self.kind(of: $0, isLines: parsed.isLines), document: $0) }
        case .exceptions: objects = parsed.documents.flatMap(Self.exceptions)
        case .connectors:
            objects = parsed.documents.flatMap { document in
                (document.root["action_connectors"]?.array ?? []).map { Object(.connector, $0, of: document) }
            }
        }
    }

    /// The objects of a file that was read; nil for one of another kind.
    package init?(_ parsed: ParsedFile, in source: SourceFile) {
        self.init(parsed, InputKind(parsed, in: source))
    }

    /// The bodies of a list, or of a page of the API's search answer; else the document itself.
    private static func parts(_ document: Document) -> [Document] {
        guard document.syntax == .json, let items = list(in: document.root) else { return [document] }
        return items.map { Document(source: document.source, syntax: .json, root: $0, comments: []) }
    }

    /// The lists and items of a file of exceptions, as Elastic's repository keeps them.
    private static func exceptions(_ document: Document) -> [Object] {
        (document.root["exceptions"]?.array ?? []).flatMap { entry in
            let list = entry["container"].map { [Object(.exceptionList, $0, of: document)] } ?? []
            return list + (entry["items"]?.array ?? []).map { Object(.exceptionItem, $0, of: document) }
        }
    }

    /// The exceptions in the order of the file.
    package var exceptions: ExceptionItems { ExceptionItems(objects.compactMap(ExceptionItem.init)) }

    /// A list of bodies, or a page of the API's search answer.
    private static func list(in root: Node) -> [Node]? {
        if let items = root.array, !items.isEmpty { return items }
        guard root["total"]?.integer != nil, let items = root["data"]?.array, !items.isEmpty else { return nil }
        return items
    }

    /// What a document is; a flat rule need not have what tells objects of an import file apart.
    private static func kind(of document: Document, isLines: Bool) -> Kind {
        if document.syntax != .json { return DocumentKind(of: document.root) == .flatRule ? .rule(.body) : .unknown }
        return kind(of: document.root, isLines: isLines)
    }

    /// What an object is; `isLines`: it is a line of a file.
    package static func kind(of root: Node, isLines: Bool) -> Kind {
        guard let table = root.table else { return .unknown }
        if table["exported_count"] != nil { return .trailer }
        if table["item_id"] != nil || table["entries"] != nil { return .exceptionItem }
        if table["list_id"] != nil { return .exceptionList }
        if let attributes = table["attributes"]?.value.table {
            let type = table["type"]?.value.string
            if type == "security-rule" { return .rule(isStub(attributes) ? .stub : .asset) }
            if type == "action" || attributes["actionTypeId"] != nil { return .connector }
            if type == nil, isRule(attributes) { return .rule(.asset) }
            return .savedObject(type ?? "")
        }
        guard isRule(table) else { return .unknown }
        return .rule(isStub(table) ? .stub : isLines ? .line : .body)
    }

    private static func isStub(_ table: Table) -> Bool { table["deprecated"]?.value.boolean == true }

    /// Keys of which a rule has several, and other objects hardly two.
    private static let signs: Set<String> = [
        "rule_id", "name", "description", "risk_score", "severity", "type", "query", "language", "index", "interval",
        "from", "threat", "false_positives", "author",
    ]

    private static func isRule(_ table: Table) -> Bool {
        Set(table.entries.lazy.map(\.key).filter(signs.contains)).count > 1
    }
}

extension ElasticRuleReader {
    /// The rule of an object; nil for the others.
    package static func read(_ object: KibanaInput.Object) -> Rule? {
        guard case .rule(let form) = object.kind else { return nil }
        return read(object.document, form)
    }
}
