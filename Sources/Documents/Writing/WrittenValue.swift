import SourceText

/// A value to be written as TOML or YAML, with the comments that belong to its keys.
package indirect enum WrittenValue: Hashable, Sendable {
    case string(String)
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    case date(DateTime)
    case null
    case array([WrittenValue])
    case table(WrittenTable)
}

/// The members of a table, in the order in which they are written.
package struct WrittenTable: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var key: String
        package var value: WrittenValue
        /// Lines above the key, without their `#`.
        package var above: [String] = []
        /// After the value, without its `#`.
        package var beside: String?

        package init(_ key: String, _ value: WrittenValue) {
            self.key = key
            self.value = value
        }
    }

    package var entries: [Entry]
    /// Lines after the last member.
    package var below: [String] = []

    package init(_ entries: [Entry] = []) { self.entries = entries }

    /// The value of a key; setting nil takes the key away, a new key is last.
    package subscript(key: String) -> WrittenValue? {
        get { entries.first { $0.key.isSame(as: key) }?.value }
        set {
            let index = entries.firstIndex { $0.key.isSame(as: key) }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(key, value))
            case (nil, nil): break
            }
        }
    }
}

extension WrittenTable: ExpressibleByDictionaryLiteral {
    /// The members in the order of the literal; no key may be twice.
    package init(dictionaryLiteral members: (String, WrittenValue)...) {
        entries = members.map { Entry($0.0, $0.1) }
    }
}

extension WrittenValue {
    package static func strings(_ texts: [String]) -> WrittenValue { .array(texts.map { .string($0) }) }

    package var table: WrittenTable? { if case .table(let table) = self { table } else { nil } }
    package var string: String? { if case .string(let text) = self { text } else { nil } }

    /// A value of a document; comments are not looked for. Of a key that occurs twice the first one counts, as everywhere.
    package init(_ node: Node) {
        switch node.value {
        case .string(let scalar): self = .string(scalar.text)
        case .integer(let number): self = .integer(number)
        case .float(let number): self = .float(number)
        case .boolean(let flag): self = .boolean(flag)
        case .date(let date): self = .date(date)
        case .null, .invalid: self = .null
        case .array(let items): self = .array(items.map(WrittenValue.init))
        case .table(let table):
            var seen: Set<[UInt8]> = []
            self = .table(
                WrittenTable(
                    table.entries.filter { seen.insert(Array($0.key.utf8)).inserted }
                        .map { WrittenTable.Entry($0.key, WrittenValue($0.value)) }))
        }
    }
}
