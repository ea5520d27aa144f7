package import Documents
package import SourceText

extension JSONValue {
    /// A value that a reader read, for comparisons; null where it could not be read.
    package init(of node: Node) {
        self =
            switch node.value {
            case .string(let scalar): .string(scalar.text)
            case .integer(let number): .integer(number)
            case .float(let number): .double(number)
            case .boolean(let value): .bool(value)
            case .date(let date): .string(date.text)
            case .null, .invalid: .null
            case .array(let items): .array(items.map { JSONValue(of: $0) })
            case .table(let table): .object(table.entries.map { Member($0.key, JSONValue(of: $0.value)) })
            }
    }

    /// The value of a JSON text; nil where it is none.
    package init?(json: String) {
        guard let node = JSONReader.value(json) else { return nil }
        self.init(of: node)
    }

    /// The members of an object that two values do not share, sorted.
    package func differences(from other: JSONValue) -> [String] {
        guard case .object(let mine) = self, case .object(let theirs) = other else { return self == other ? [] : ["."] }
        let names = Set(mine.map(\.name)).union(theirs.map(\.name))
        return names.filter { self[$0]?.sorted != other[$0]?.sorted }.sorted()
    }
}

/// Rule files for tests.
package enum RuleSource {
    /// The document of a TOML text, the best one where it is broken.
    package static func toml(_ text: String) -> Document { document(text, "rule.toml") }

    /// The first document of a YAML text.
    package static func yaml(_ text: String) -> Document { document(text, "rule.yaml") }

    /// The documents of a file's bytes; the name decides the language.
    package static func documents(_ bytes: [UInt8], path: String) -> [Document] {
        DocumentReader.read(SourceFile(id: SourceID(0), path: path, bytes: bytes)).documents
    }

    private static func document(_ text: String, _ path: String) -> Document {
        let root = Node(.table(Table([], style: .root)), ByteRange(at: 0))
        return documents(Array(text.utf8), path: path).first
            ?? Document(source: SourceID(0), syntax: .toml, root: root, comments: [])
    }
}
