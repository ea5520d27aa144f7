package import SourceText

/// A document as toml-test's tagged JSON (github.com/toml-lang/toml-test): every scalar is an object of its type and
/// its text, `{"type":"integer","value":"1"}`.
package enum TOMLTagged {
    /// The tagged form of the root; keys in the order of the file. A value that could not be read is null.
    package static func json(_ document: Document) -> JSONValue { json(document.root) }

    private static func json(_ node: Node) -> JSONValue {
        switch node.value {
        case .string(let scalar): tagged("string", scalar.text)
        case .integer(let value): tagged("integer", String(value))
        case .float(let value): tagged("float", text(of: value))
        case .boolean(let value): tagged("bool", value ? "true" : "false")
        case .date(let date): tagged(date.kind.rawValue, date.text)
        case .null, .invalid: .null
        case .array(let items): .array(items.map(json))
        case .table(let table): .object(table.entries.map { JSONValue.Member($0.key, json($0.value)) })
        }
    }

    private static func tagged(_ type: String, _ value: String) -> JSONValue {
        .object([JSONValue.Member("type", .string(type)), JSONValue.Member("value", .string(value))])
    }

    /// The shortest text that reads back the same; `inf`, `-inf` and `nan` as TOML writes them.
    package static func text(of value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return value.description
    }
}
