import Documents
import Rules
import SourceText

/// The members of a rule as the API takes them: the document's values with its texts brought to one line.
///
/// What a key wants decides how a value is read (`8.10` in YAML is text for a tag and a number in a filter); which texts
/// keep their lines is a matter of key names, at any depth (reference: elastic-build §2, §3).
struct RuleMembers {
    /// Whether values are coerced as Elastic's loader does ("47" and 47.0 are 47). Deprecated rules are never loaded.
    var coerces = true

    /// The members of a table, null values omitted; a key that occurs twice counts once, as the reader has it.
    func object(_ table: Table, _ keys: [RuleShape.Key]?) -> [JSONValue.Member] {
        var seen: Set<[UInt8]> = []
        var members: [JSONValue.Member] = []
        for entry in table.entries where seen.insert(Array(entry.key.utf8)).inserted {
            let kind = keys.flatMap { RuleShape.key(entry.key, in: $0)?.kind } ?? .any
            if let value = value(entry.value, kind, as: TextTreatment(key: entry.key)) {
                members.append(JSONValue.Member(entry.key, value))
            }
        }
        return members
    }

    /// nil: a null, or a value that could not be read. The depth is that of the document, which its reader bounds.
    func value(_ node: Node, _ kind: RuleShape.Kind, as treatment: TextTreatment) -> JSONValue? {
        switch node.value {
        case .null, .invalid: return nil
        case .string(let scalar):
            if coerces, case .integer = kind, let number = Int64(scalar.text) { return .integer(number) }
            return .string(treatment.apply(scalar.text))
        case .array(let items):
            return .array(items.compactMap { value($0, kind.item, as: treatment.inside) })
        case .table(let table):
            if treatment == .untouched { return .object(RuleMembers.verbatim(table)) }
            return .object(object(table, kind.members))
        case .integer(let number):
            return text(of: node, kind, treatment) ?? .integer(number)
        case .float(let number):
            if coerces, case .integer = kind, let whole = Int64(exactly: number) { return .integer(whole) }
            return text(of: node, kind, treatment) ?? .double(number)
        case .boolean(let value):
            return text(of: node, kind, treatment) ?? .bool(value)
        case .date(let date): return .string(treatment.apply(date.text))
        }
    }

    /// The spelling of a plain YAML scalar where the key wants text.
    private func text(of node: Node, _ kind: RuleShape.Kind, _ treatment: TextTreatment) -> JSONValue? {
        guard kind.isText, let spelling = node.spelling else { return nil }
        return .string(treatment.apply(spelling.text))
    }

    /// A value below `query`: nothing in it is touched.
    private static func verbatim(_ table: Table) -> [JSONValue.Member] {
        var seen: Set<[UInt8]> = []
        return table.entries.compactMap { entry in
            guard seen.insert(Array(entry.key.utf8)).inserted, let value = verbatim(entry.value) else { return nil }
            return JSONValue.Member(entry.key, value)
        }
    }

    private static func verbatim(_ node: Node) -> JSONValue? {
        switch node.value {
        case .null, .invalid: nil
        case .string(let scalar): .string(scalar.text)
        case .integer(let number): .integer(number)
        case .float(let number): .double(number)
        case .boolean(let value): .bool(value)
        case .date(let date): .string(date.text)
        case .array(let items): .array(items.compactMap(verbatim))
        case .table(let table): .object(verbatim(table))
        }
    }
}

/// What happens to the texts under a key.
enum TextTreatment {
    /// Stripped and brought to one line.
    case joined
    /// `query`: whatever it holds stays as it is, at any depth.
    case untouched
    /// `note`, `setup`, `message`: a text directly under the key stays, what a list or table holds is joined.
    case ownText

    init(key: String) {
        switch key {
        case "query": self = .untouched
        case "note", "setup", "message": self = .ownText
        default: self = .joined
        }
    }

    /// For the items of a list under the key.
    var inside: TextTreatment { self == .ownText ? .joined : self }

    func apply(_ text: String) -> String { self == .joined ? JoinedText.joined(text) : text }
}

extension RuleShape.Kind {
    /// Whether a value of this kind is text.
    var isText: Bool {
        switch self {
        case .string, .text, .stringList, .stringOrList, .date, .oneOf: true
        case .listOf(let item): item.isText
        case .integer, .number, .boolean, .table, .tableList, .tableOrStrings, .freeList, .freeTable, .tableOf, .any:
            false
        }
    }

    /// The kind of a list's items.
    var item: RuleShape.Kind {
        switch self {
        case .stringList, .stringOrList: .string
        case .listOf(let item): item
        case .tableList(let keys): .table(keys)
        case .tableOrStrings: .string
        case .string, .text, .integer, .number, .boolean, .date, .oneOf, .table, .freeList, .freeTable, .tableOf, .any:
            .any
        }
    }
}
