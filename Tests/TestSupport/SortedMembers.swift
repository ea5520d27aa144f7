package import Documents

extension WrittenValue {
    /// Members of every table in the order of their keys, without comments: TOML moves tables after.
    package var withSortedMembers: WrittenValue {
        switch self {
        case .array(let items): return .array(items.map(\.withSortedMembers))
        case .table(let table):
            let entries = table.entries.map { WrittenTable.Entry($0.key, $0.value.withSortedMembers) }
                .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return .table(WrittenTable(entries))
        default: return self
        }
    }
}
