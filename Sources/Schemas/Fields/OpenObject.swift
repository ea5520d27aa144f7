/// Objects below which any name may follow.
///
/// A table says so with a line for `object.*`, whose type the names below have; `object` where the data decide.
package enum OpenObject {
    /// The name that represents every name below an object.
    package static func names(below object: String) -> String { object + ".*" }

    /// The object of such a name (`labels` of `labels.*`); other names as they are.
    static func name(of names: String) -> String { names.hasSuffix(".*") ? String(names.dropLast(2)) : names }

    private static let ending = Array(".*".utf8)

    /// The names of the objects that a table opens, those with a star of their own left out. Few lines of a table are
    /// such, so those of the built-in tables are kept.
    static func lines(of table: SortedTable) -> [TableLine] {
        builtIn.first { $0.table.isSame(as: table) }?.lines ?? searched(table)
    }

    /// Where the name of an object is in its line.
    static func name(of line: TableLine, in table: SortedTable) -> Range<Int> {
        let names = table.column(0, of: line)
        return names.lowerBound..<max(names.lowerBound, names.upperBound - ending.count)
    }

    private static let builtIn = SchemaTables.fields.map { (table: $0, lines: searched($0)) }

    private static func searched(_ table: SortedTable) -> [TableLine] {
        table.lines().filter { line in
            let names = table.column(0, of: line)
            guard names.count > ending.count, table.equals(names.upperBound - ending.count..<names.upperBound, ending)
            else { return false }
            let name = name(of: line, in: table)
            return table.firstIndex(of: UInt8(ascii: "*"), in: name) == name.upperBound
        }
    }

    /// The fields of a whole table, each object below which the table lists nothing opened: Elastic's packages and Beats
    /// declare an object without fields of its own only for names that come with the data.
    static func opened(_ fields: [String: String]) -> [String: String] {
        var parents: Set<Substring> = []
        for name in fields.keys {
            var rest = name[...]
            while let dot = rest.lastIndex(of: ".") {
                rest = rest[..<dot]
                if !parents.insert(rest).inserted { break }
            }
        }
        var result = fields
        for (name, type) in fields where FieldTypeWord(type).name == "object" {
            if name.contains("*") || parents.contains(name[...]) { continue }
            result[names(below: name)] = "object"
        }
        return result
    }
}
