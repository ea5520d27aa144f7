import Values

/// Gathers the names of several tables that a pattern with `*` matches.
struct NameListing {
    private let pattern: [UInt8]
    private let prefix: [UInt8]
    private let limit: Int
    private var found: [[UInt8]] = []

    /// At most `limit` names are looked for in each table, and given in the end.
    init(_ pattern: [UInt8], limit: Int) {
        self.pattern = pattern
        prefix = Array(pattern.prefix { $0 != UInt8(ascii: "*") })
        self.limit = limit
    }

    /// Looks through the names of a table; only lines that are `isIncluded` count.
    mutating func look(in file: SortedTable, _ isIncluded: (TableLine) -> Bool) {
        var count = 0
        for line in file.lines(withPrefix: prefix) {
            if count >= limit { break }
            let name = file.bytes(file.column(0, of: line))
            guard WildcardMatcher.matches(name, pattern: pattern), isIncluded(line) else { continue }
            found.append(name)
            count += 1
        }
    }

    /// The names, sorted by their bytes, each once.
    var names: [String] {
        let sorted = found.sorted { $0.lexicographicallyPrecedes($1) }
        var unique: [String] = []
        for (index, name) in sorted.enumerated() where index == 0 || sorted[index - 1] != name {
            if unique.count == limit { break }
            unique.append(String(decoding: name, as: UTF8.self))
        }
        return unique
    }
}
