/// The tables of one field file that count for a query.
struct TableSelection: Sendable {
    /// One table in one version.
    final class Table: Sendable {
        let name: [UInt8]
        let version: [UInt8]
        /// For messages: `azure 1.11.3 activitylogs`.
        let label: String
        /// Of one of many tables that count together, what they are called in messages.
        let group: String?

        /// A table by its word in the lines, without version, and the version that counts.
        init(_ name: String, version: String, label: String, group: String? = nil) {
            self.name = Array(name.utf8)
            self.version = Array(version.utf8)
            self.label = label
            self.group = group
        }
    }

    /// Whose tables a file holds.
    enum Kind: Sendable, Hashable {
        case endpointCustom, nonECS, ecs, packages, beats, endgame
        /// The file of the user's own with that place in the catalog.
        case custom(Int)
    }

    let kind: Kind
    let file: SortedTable
    /// Sorted by name, each name once: the order of the words in a line.
    let tables: [Table]

    /// Sorts the tables; of a name that is there twice the first stays.
    init(_ kind: Kind, _ file: SortedTable, _ tables: [Table]) {
        self.kind = kind
        self.file = file
        var kept: [Table] = []
        for table in tables.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) })
        where kept.last?.name != table.name {
            kept.append(table)
        }
        self.tables = kept
    }

    /// One table's word on a name.
    struct Entry: Sendable {
        /// The type as the table writes it; see `FieldTypeWord`.
        let type: String
        let table: Table
    }

    /// What the selected tables say of a name; empty where none has it.
    func entries(of name: [UInt8]) -> [Entry] {
        guard !tables.isEmpty, let line = line(named: name) else { return [] }
        return entries(in: line)
    }

    /// The line of a name. Of the built-in tables it is kept: many selections are asked for the same names.
    private func line(named name: [UInt8]) -> TableLine? {
        if case .custom = kind { return file.line(named: name) }
        return Self.lines.answer(Question(kind: kind, name: name)) { file.line(named: name) }
    }

    private struct Question: Hashable {
        var kind: Kind
        var name: [UInt8]
    }

    private static let lines = Memo<Question, TableLine?>(most: 16_384)

    /// The word of every selected table on a name, in the order of the types.
    func allEntries(of name: [UInt8]) -> [Entry] {
        guard !tables.isEmpty, let line = file.line(named: name) else { return [] }
        return entries(in: line, ofEveryTable: true)
    }

    /// What the selected tables say in a line: the first table's word for each different type, or every table's.
    func entries(in line: TableLine, ofEveryTable: Bool = false) -> [Entry] {
        var entries: [Entry] = []
        var start = file.columnEnd(line.start, in: line) + 1
        while start < line.end {
            let type = start..<file.columnEnd(start, in: line)
            let words = min(type.upperBound + 1, line.end)
            let end = file.columnEnd(words, in: line)
            forEachSelected(in: words..<end) { table in
                entries.append(Entry(type: file.text(type), table: table))
                return ofEveryTable
            }
            start = end + 1
        }
        return entries
    }

    /// Whether a selected table has the name of the line.
    func contains(_ line: TableLine) -> Bool {
        var start = file.columnEnd(line.start, in: line) + 1
        while start < line.end {
            let words = min(file.columnEnd(start, in: line) + 1, line.end)
            let end = file.columnEnd(words, in: line)
            var isSelected = false
            forEachSelected(in: words..<end) { _ in
                isSelected = true
                return false
            }
            if isSelected { return true }
            start = end + 1
        }
        return false
    }

    /// The selected tables among the words of a range, until `body` says false. Words and tables are both sorted by name:
    /// one walk over both.
    private func forEachSelected(in words: Range<Int>, _ body: (Table) -> Bool) {
        var next = 0
        var start = words.lowerBound
        while start < words.upperBound, next < tables.count {
            let end = file.firstIndex(of: UInt8(ascii: " "), in: start..<words.upperBound)
            let name = start..<file.firstIndex(of: UInt8(ascii: "@"), in: start..<end)
            var order = file.order(name, tables[next].name)
            while order > 0 {
                next += 1
                if next == tables.count { return }
                order = file.order(name, tables[next].name)
            }
            if order == 0, hasVersion(tables[next].version, in: name.upperBound..<end), !body(tables[next]) { return }
            start = end + 1
        }
    }

    /// Whether `@8.18.3,9.3.3` names a version; no list at all means every version.
    private func hasVersion(_ version: [UInt8], in list: Range<Int>) -> Bool {
        if list.isEmpty { return true }
        var start = list.lowerBound + 1
        while start < list.upperBound {
            let end = file.firstIndex(of: UInt8(ascii: ","), in: start..<list.upperBound)
            if file.equals(start..<end, version) { return true }
            start = end + 1
        }
        return false
    }
}
