/// Collects the definitions of one field table and writes them as lines sorted by name.
///
/// A line is `name TAB type TAB tables [TAB type TAB tables]…`; tables are sorted words between blanks. A table that comes
/// in several versions and defines the name so only in some carries them: `beat/module@8.18.3,9.3.3`.
struct FieldLines {
    /// name → type → table → versions.
    private var definitions: [String: [String: [String: [String]]]] = [:]
    /// All versions in which a table is there.
    private var versions: [String: Set<String>] = [:]

    /// Adds one version of a table. `version` is empty for tables that have only one.
    mutating func add(table: String, version: String = "", fields: [String: String]) {
        versions[table, default: []].insert(version)
        for (name, type) in fields where name.fitsWord && type.fitsWord {
            definitions[name, default: [:]][type, default: [:]][table, default: []].append(version)
        }
    }

    /// The lines of the file.
    func lines() -> [String] {
        definitions.map { name, types in
            var line = name
            for (type, tables) in types.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                let words = tables.map { table, defining in
                    Set(defining) == versions[table]
                        ? table : "\(table)@\(Set(defining).sorted(by: Self.precedes).joined(separator: ","))"
                }
                let sorted = words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                line += "\t\(type)\t\(sorted.joined(separator: " "))"
            }
            return line
        }
    }

    /// Versions in their own order, other words by their bytes.
    private static func precedes(_ a: String, _ b: String) -> Bool {
        if let x = PackageVersion(a), let y = PackageVersion(b), x != y { return x < y }
        return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
}
