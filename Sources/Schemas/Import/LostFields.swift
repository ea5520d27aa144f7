import SourceText
import Values

/// Fields and open objects that the published tables have lost: `schemas/additions/fields-lost.ndjson`.
///
/// A row has `tables` (a `*` represents any text), `fields` (name → type), `objects` (name → type of the names below)
/// and `source`, the file that declares them. The tables at hand flatten the sources' field files, and with that they
/// lose what `object_type` says: that any name may follow below an object.
struct LostFields {
    private var rows: [Row] = []

    private struct Row {
        var tables: [String]
        /// Names below objects are written `object.*`.
        var fields: [String: String]
    }

    /// Takes a row of the file.
    mutating func add(_ row: JSONValue, _ file: String) throws(ImportError) {
        let tables = row["tables"]?.strings ?? []
        guard !tables.isEmpty, row["source"]?.string != nil else {
            throw ImportError("\(file): a row has no tables or no source")
        }
        var fields = TableRow.types(row["fields"])
        for (name, type) in TableRow.types(row["objects"]) { fields[OpenObject.names(below: name)] = type }
        rows.append(Row(tables: tables, fields: fields))
    }

    /// Adds the rows to the tables of a file; a table that has a name keeps what it says of it.
    func complete(_ lines: inout FieldLines) {
        for row in rows {
            for table in lines.tables where row.tables.contains(where: { Self.names($0, table) }) {
                lines.complete(table, with: row.fields)
            }
        }
    }

    /// The tables of the rows that are in none of the files.
    func missing(in files: [FieldLines]) -> [String] {
        let known = Set(files.flatMap(\.tables))
        return rows.flatMap(\.tables).filter { table in !known.contains { Self.names(table, $0) } }
    }

    private static func names(_ pattern: String, _ table: String) -> Bool {
        WildcardMatcher.matches(Array(table.utf8), pattern: Array(pattern.utf8))
    }
}
