/// Collects the definitions of one field table and writes them as lines sorted by name.
///
/// A line is `name TAB type TAB tables [TAB type TAB tables]…`; tables are words between spaces, sorted by the table's name. A table that comes
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

    /// The names of the tables.
    var tables: [String] { Array(versions.keys) }

    /// Adds fields to every version of a table. A name that a version has already keeps its type there, but where the
    /// type of the names below an object is not known, the one given is taken.
    mutating func complete(_ table: String, with fields: [String: String]) {
        guard let all = versions[table] else { return }
        for (name, type) in fields where name.fitsWord && type.fitsWord {
            let unknown = FieldTypeWord.dataDecide
            if name.hasSuffix(".*"), type != unknown { definitions[name]?[unknown]?[table] = nil }
            let having = Set((definitions[name] ?? [:]).values.flatMap { $0[table] ?? [] })
            let lacking = all.subtracting(having)
            if !lacking.isEmpty { definitions[name, default: [:]][type, default: [:]][table] = Array(lacking) }
        }
    }

    /// The lines of the file.
    func lines() -> [String] {
        definitions.map { name, types in
            var line = name
            let types = types.filter { !$0.value.isEmpty }
            for (type, tables) in types.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                let sorted = tables.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                let words = sorted.map { word($0.key, $0.value) }
                line += "\t\(type)\t\(words.joined(separator: " "))"
            }
            return line
        }
    }

    /// The tables, one a line; after a table that is not there in every version of the file the versions that have it.
    func tableLines() -> [String] {
        let all = versions.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        return versions.map { table, here in
            here == all ? table : "\(table)\t\(here.sorted(by: Self.precedes).joined(separator: ","))"
        }
    }

    private func word(_ table: String, _ defining: [String]) -> String {
        let defining = Set(defining)
        if defining == versions[table] { return table }
        return "\(table)@\(defining.sorted(by: Self.precedes).joined(separator: ","))"
    }

    /// Versions in their own order, other words by their bytes.
    private static func precedes(_ a: String, _ b: String) -> Bool {
        if let x = PackageVersion(a), let y = PackageVersion(b), x != y { return x < y }
        return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
}
