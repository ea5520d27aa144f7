package import Diagnostics
import Documents
import Queries
package import SourceText

extension SchemaViolation {
    /// The finding about it, without a repair: the same wherever the fault is met. `type` is the rule's.
    package func finding(in source: SourceID, type: RuleType?) -> Diagnostic {
        switch kind {
        case .unknownKey(_, let meant):
            let result = finding("unknown-key", source, "unknown key `\(name)` in \(tableName)")
            return meant.map { result.help("did you mean `\($0)`?") } ?? result
        case .foreignKey(let types):
            return finding("unknown-key", source, "rules of type `\(type?.rawValue ?? "")` have no `\(name)`")
                .help("remove the key; only rules of type \(WordList.alternatives(types.map(\.rawValue))) have it")
        case .missingKey(let key):
            let owner = tableName == "the rule" ? "of type" : "of a rule of type"
            let ofType = type.map { " \(owner) `\($0.rawValue)`" } ?? ""
            let whose = key.types == nil && key.requiredFor.isEmpty ? "" : ofType
            var result = finding("missing-key", source, "\(tableName)\(whose) has no `\(name)`")
            result.cause = .missingKey(path)
            return result.help(Self.help(for: key))
        case .wrongType(let kind):
            return finding(
                "wrong-type", source,
                "\(isItem ? "an item of " : "")`\(name)` must be \(kind.phrase), not \(Self.found(node))",
                label: node.isNull ? "no value" : node.kindName)
        case .wrongWord(let words): return wrongWord(words, source)
        }
    }

    private func finding(_ id: String, _ source: SourceID, _ message: String, label: String = "") -> Diagnostic {
        Diagnostic(id, category: "structure", .error, message, at: Label(Location(source, range), label))
    }

    private func wrongWord(_ words: [String], _ source: SourceID) -> Diagnostic {
        let text = node.textScalar?.text ?? ""
        // What is about the file, Kibana never sees.
        let isOfFile = path.first == "metadata"
        let unknown = isOfFile ? "which is none of its words" : "which Kibana does not know"
        let said = text.isEmpty ? "empty" : "`\(text.prefix(60))`, \(unknown)"
        let winner = Self.word(meantBy: text, among: words)
        return finding(
            "invalid-value", source, "`\(name)` is \(said)", label: "not a value that `\(name)` accepts"
        )
        .note("`\(name)` accepts \(WordList.alternatives(words, limit: 9))")
        .help(winner.map { "did you mean `\($0)`?" } ?? "write one of these words")
    }

    /// The word that another one most likely means: another name of the same query language, or a near word.
    package static func word(meantBy text: String, among words: [String]) -> String? {
        if let language = QueryLanguage(spelling: text)?.rawValue, words.contains(language) { return language }
        return NearestName.clear(text, among: words)
    }

    private static func help(for key: RuleShape.Key) -> String {
        if case .oneOf(let words) = key.kind { return "add it; its value is \(WordList.alternatives(words, limit: 8))" }
        return "add it; its value is \(key.kind.phrase)"
    }

    private static func found(_ node: Node) -> String {
        switch node.value {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a float"
        case .boolean: "a boolean"
        case .date: "a date"
        case .null: "empty"
        case .array: "a list"
        case .table: "a table"
        case .invalid: "an unreadable value"
        }
    }
}

extension Node {
    fileprivate var isNull: Bool { if case .null = value { true } else { false } }
}

extension RuleShape.Kind {
    /// What a key of this kind takes, with its article.
    package var phrase: String {
        switch self {
        case .string: "a string"
        case .text: "a string"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "`true` or `false`"
        case .stringList: "a list of strings"
        case .stringOrList: "a string or a list of strings"
        case .date: "a string of the form `YYYY/MM/DD`"
        case .oneOf: "a string"
        case .table, .freeTable, .tableOf: "a table"
        case .tableList: "a list of tables"
        case .tableOrStrings: "a table"
        case .listOf(let item): "a list, each item \(item.phrase)"
        case .freeList: "a list"
        case .any: "anything"
        }
    }
}
