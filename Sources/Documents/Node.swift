package import SourceText

/// One value of a rule file, whatever language it is written in, with the bytes it was read from.
package struct Node: Sendable {
    package var value: Value
    /// The bytes of the value, quotes and brackets included.
    package var range: ByteRange
    /// The text of a plain YAML scalar that resolves to something else than a string (`8.10`, `no`, `2024-01-01`):
    /// where a rule wants text, this is the text. nil everywhere else.
    package var spelling: StringScalar?

    package init(_ value: Value, _ range: ByteRange, spelling: StringScalar? = nil) {
        self.value = value
        self.range = range
        self.spelling = spelling
    }

    /// What a node holds.
    package enum Value: Sendable {
        case string(StringScalar)
        case integer(Int64)
        case float(Double)
        case boolean(Bool)
        case date(DateTime)
        case null
        case array([Node])
        case table(Table)
        /// A value that could not be read; a diagnostic says why. Checks pass over it.
        case invalid
    }
}

/// The members of a table in the order of the file. A key that occurs twice is there twice.
package struct Table: Sendable {
    package var entries: [Entry]
    /// How it is written; a fix must know where another entry can go.
    package var style: Style

    package enum Style: Sendable {
        /// The top level of a file.
        case root
        /// TOML `[a.b]`.
        case header
        /// TOML `[[a.b]]`, one element.
        case arrayHeader
        /// TOML: made by a dotted key or by a header below it, without one of its own.
        case implicit
        /// TOML `{ … }`, YAML flow mapping, JSON object.
        case inline
        /// YAML block mapping.
        case block
    }

    package init(_ entries: [Entry], style: Style) {
        self.entries = entries
        self.style = style
    }

    /// The first entry of that key; keys are compared by their bytes.
    package subscript(key: String) -> Entry? {
        // By index: an entry is large to copy, and readers ask for many keys that are not there.
        for index in entries.indices where entries[index].key.isSame(as: key) { return entries[index] }
        return nil
    }
}

/// One key with its value.
package struct Entry: Sendable {
    /// The key's own text, decoded; of a dotted key the one part.
    package var key: String
    /// The bytes of the key (of a dotted key the one part). For a TOML table: the last part of its header.
    package var keyRange: ByteRange
    package var value: Node
    /// Everything from the start of the key to the end of the value; for TOML tables from the header on.
    package var range: ByteRange

    package init(key: String, keyRange: ByteRange, value: Node, range: ByteRange) {
        self.key = key
        self.keyRange = keyRange
        self.value = value
        self.range = range
    }
}

/// A string with the way it was written and the map back to the file.
package struct StringScalar: Sendable {
    package var text: String
    package var style: Style
    package var map: StringMap

    package enum Style: Sendable, CaseIterable {
        case tomlBasic, tomlLiteral, tomlMultilineBasic, tomlMultilineLiteral
        case yamlPlain, yamlSingleQuoted, yamlDoubleQuoted, yamlLiteral, yamlFolded
        case json
    }

    package init(_ text: String, style: Style, map: StringMap) {
        self.text = text
        self.style = style
        self.map = map
    }
}

/// A TOML date, time or date-time. The fields are as written; `text` is the normal form (`T` between the parts).
package struct DateTime: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case offsetDateTime = "datetime"
        case localDateTime = "datetime-local"
        case localDate = "date-local"
        case localTime = "time-local"
    }

    package var kind: Kind
    package var text: String

    package init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }
}

extension Node {
    /// The text of a string node.
    package var string: String? { scalar?.text }

    package var scalar: StringScalar? {
        if case .string(let scalar) = value { scalar } else { nil }
    }

    /// The string, or the spelling of a plain YAML scalar, for places where a rule wants text.
    package var textScalar: StringScalar? { scalar ?? spelling }

    package var table: Table? {
        if case .table(let table) = value { table } else { nil }
    }

    package var array: [Node]? {
        if case .array(let items) = value { items } else { nil }
    }

    package var integer: Int64? {
        if case .integer(let value) = value { value } else { nil }
    }

    package var boolean: Bool? {
        if case .boolean(let value) = value { value } else { nil }
    }

    package var isInvalid: Bool {
        if case .invalid = value { true } else { false }
    }

    /// The value below a path of keys.
    package subscript(path: String...) -> Node? {
        var node = self
        for key in path {
            guard let next = node.table?[key]?.value else { return nil }
            node = next
        }
        return node
    }

    /// What kind of value it is, as messages say it.
    package var kindName: String {
        switch value {
        case .string: "string"
        case .integer: "integer"
        case .float: "float"
        case .boolean: "boolean"
        case .date: "date"
        case .null: "null"
        case .array: "array"
        case .table: "table"
        case .invalid: "invalid value"
        }
    }

    /// The kind with its article, as messages use it: `an integer`.
    package var kindPhrase: String {
        switch value {
        case .integer, .array, .invalid: "an \(kindName)"
        case .null: kindName
        case .string, .float, .boolean, .date, .table: "a \(kindName)"
        }
    }
}
