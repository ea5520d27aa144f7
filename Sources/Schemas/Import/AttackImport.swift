package import SourceText

/// Makes the ATT&CK tables: `attack-<version>.txt` of Enterprise, `attack-<domain>-<version>.txt` of the others, and
/// `attack-18-to-19.txt`.
///
/// Rows are the objects of `attack-<domain>-<version>.ndjson` (one object a line) and the one object of
/// `attack-v18-to-v19.json`. A row that lacks an id or a name is refused: a table with a gap would call a live id unknown.
package struct AttackImport {
    private var lines: [Part: [String]] = [:]
    private var migrations: [String] = []

    /// One matrix, and the files that it is read from and written to.
    private struct Part: Hashable, CaseIterable {
        let domain: AttackMatrix.Domain
        let version: AttackMatrix.Version

        static let allCases = AttackMatrix.Domain.allCases.flatMap { domain in
            AttackMatrix.Version.allCases.map { Part(domain: domain, version: $0) }
        }

        var input: String { "attack-\(domain.rawValue)-\(version.rawValue).ndjson" }
        var output: String {
            domain == .enterprise
                ? "attack-\(version.rawValue).txt" : "attack-\(domain.rawValue)-\(version.rawValue).txt"
        }
    }

    /// An importer that has seen no row.
    package init() {}

    /// What a file is, reported by its name; nil for files that this importer does not use.
    package static func kind(ofFile name: String) -> RowLayout? {
        if name == "attack-v18-to-v19.json" { return .value }
        return part(ofFile: name) == nil ? nil : .lines
    }

    /// Takes a row of a file.
    package mutating func add(_ row: JSONValue, from file: String) throws(ImportError) {
        if let part = Self.part(ofFile: file) {
            lines[part, default: []].append(try Self.line(row, file))
        } else {
            try addMigrations(row, file)
        }
    }

    /// The tables; every domain and version that the program knows must have been there.
    package func texts() throws(ImportError) -> [SchemaText] {
        var texts = [SchemaText("attack-18-to-19.txt", sorting: migrations)]
        for part in Part.allCases {
            guard let lines = lines[part] else { throw ImportError("no \(part.input) among the files") }
            texts.append(SchemaText(part.output, sorting: lines))
        }
        return texts
    }

    private static func part(ofFile name: String) -> Part? { Part.allCases.first { $0.input == name } }

    private static func line(_ row: JSONValue, _ file: String) throws(ImportError) -> String {
        guard let id = row["id"]?.string, let name = row["name"]?.string, id.fitsWord, name.fitsColumn else {
            throw ImportError("\(file): an object has no id or no name")
        }
        var columns = [id, name]
        if row["kind"]?.string == "tactic" {
            guard let shortname = row["shortname"]?.string, shortname.fitsWord else {
                throw ImportError("\(file): tactic \(id) has no shortname")
            }
            if case .integer(let order)? = row["order"] {
                columns += [shortname, String(order)]
            } else {
                columns += [shortname, ""]
            }
        } else {
            columns.append((row["tactics"]?.strings ?? []).sorted().joined(separator: " "))
            columns.append("")
        }
        if row["revoked"]?.isTrue == true {
            columns.append("revoked" + (row["revoked_by"]?.string.map { " " + $0 } ?? ""))
        } else if row["deprecated"]?.isTrue == true {
            columns.append("deprecated")
        }
        while columns.last == "" { columns.removeLast() }
        return columns.joined(separator: "\t")
    }

    /// The hand-made map of detection-rules: ids of 18 whose successor in 19 is not simply the same id.
    private mutating func addMigrations(_ row: JSONValue, _ file: String) throws(ImportError) {
        guard let map = row["detection_rules_map"] else { throw ImportError("\(file): no detection_rules_map") }
        for part in ["techniques", "subtechniques"] {
            for member in map[part]?.members ?? [] {
                guard let target = member.value["id"]?.string, member.name.fitsWord, target.fitsWord else {
                    throw ImportError("\(file): \(member.name) leads to no id")
                }
                migrations.append("\(member.name)\t\(target)")
            }
        }
    }
}

/// How an input file is to be cut into rows.
package enum RowLayout: Sendable {
    /// One JSON value a line.
    case lines
    /// One JSON value in all.
    case value
}
