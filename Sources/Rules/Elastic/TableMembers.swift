package import Documents
import SourceText

// Members by the kind that is wanted; nil where one is absent or of another kind.
extension Table {
    func text(_ key: String) -> RuleText? {
        guard let entry = self[key], let scalar = entry.value.ruleText else { return nil }
        return RuleText(scalar: scalar, range: entry.value.range, keyRange: entry.keyRange)
    }

    func integer(_ key: String) -> Spanned<Int64>? {
        guard let entry = self[key], let value = entry.value.integer else { return nil }
        return Spanned(value, range: entry.value.range, keyRange: entry.keyRange)
    }

    func boolean(_ key: String) -> Spanned<Bool>? {
        guard let entry = self[key], let value = entry.value.boolean else { return nil }
        return Spanned(value, range: entry.value.range, keyRange: entry.keyRange)
    }

    /// Items that are no text are omitted; a single text counts as a list of one where the key takes both.
    func list(_ key: String, acceptsText: Bool = false) -> RuleList? {
        guard let entry = self[key] else { return nil }
        if let nodes = entry.value.array {
            let items = nodes.compactMap { node in
                node.ruleText.map { Spanned($0.text, range: node.range, keyRange: node.range) }
            }
            return RuleList(items: items, range: entry.value.range, keyRange: entry.keyRange)
        }
        guard acceptsText, let scalar = entry.value.ruleText else { return nil }
        let item = Spanned(scalar.text, range: entry.value.range, keyRange: entry.value.range)
        return RuleList(items: [item], range: entry.value.range, keyRange: entry.keyRange, isWrittenAsList: false)
    }

    /// The tables of a list; other items are omitted.
    func tables(_ key: String) -> [(node: Node, table: Table)] {
        (self[key]?.value.array ?? []).compactMap { node in node.table.map { (node, $0) } }
    }

    /// A table below a key.
    func member(_ key: String) -> (entry: Entry, table: Table)? {
        guard let entry = self[key], let table = entry.value.table else { return nil }
        return (entry, table)
    }
}

extension Node {
    /// The text of a value where a rule wants text. A null is not a value, however it is spelled, and a number of JSON
    /// is a number.
    package var ruleText: StringScalar? {
        if case .null = value { return nil }
        return scalar ?? (spelling?.style == .json ? nil : spelling)
    }
}
