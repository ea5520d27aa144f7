/// Objects below which any name may follow.
///
/// A table says so with a line for `object.*`, whose type the names below have; `object` where the data decide.
package enum OpenObject {
    /// The name that represents every name below an object.
    package static func names(below object: String) -> String { object + ".*" }

    /// The object of such a name (`labels` of `labels.*`); other names as they are.
    static func name(of names: String) -> String { names.hasSuffix(".*") ? String(names.dropLast(2)) : names }

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
