package import Documents
package import SourceText

/// The objects of a JSON file that Kibana wrote or is to read: an export, an import file, a body of its API, an asset.
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
    }

    /// In the order of the file.
    package var objects: [Object]
    /// Whether the file holds an object a line.
    package var isLines: Bool

    /// nil: the file is no JSON, or a rule file that happens to be written in JSON.
    package init?(_ parsed: ParsedFile, in source: SourceFile) {
        let syntax = DocumentSyntax(path: source.path)
        guard syntax == .json || syntax == .ndjson || parsed.documents.first?.syntax == .json else { return nil }
        let isLines = parsed.isLines
        var documents = parsed.documents
        if !isLines, let document = documents.first {
            if document.root["rule"]?.table != nil || document.root["metadata"]?.table != nil { return nil }
            documents =
                Self.list(in: document.root).map { items in
                    items.map { Document(source: document.source, syntax: .json, root: $0, comments: []) }
                } ?? documents
        }
        self.isLines = isLines
        objects = documents.map { Object(kind: Self.kind(of: $0.root, isLines: isLines), document: $0) }
    }

    /// The exceptions in the order of the file.
    package var exceptions: ExceptionItems { ExceptionItems(objects.compactMap(ExceptionItem.init)) }

    /// The rules in the order of the file.
    package var rules: [Rule] { objects.compactMap(ElasticRuleReader.read) }

    /// A list of bodies, or a page of the API's search answer.
    private static func list(in root: Node) -> [Node]? {
        if let items = root.array, !items.isEmpty { return items }
        guard root["total"]?.integer != nil, let items = root["data"]?.array, !items.isEmpty else { return nil }
        return items
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
