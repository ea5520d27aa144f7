import SourceText

/// The NDJSON of a user's own fields, as `tenet fields import` writes it and `--fields` reads it.
///
/// A line with the mark begins a source and says for which indices it counts; each line after it is one of its fields.
/// Sources are sorted by name, their fields too, so that equal inputs give equal bytes.
package enum CustomFieldLines {
    /// The member that only a source's line has.
    static let mark = "tenet"
    /// Its value.
    static let fields = "fields"
    /// What a reader of today understands.
    static let version: Int64 = 1

    /// The whole file.
    package static func write(_ file: CustomFields) -> [UInt8] {
        let order = file.sources.indices.sorted { a, b in
            let (x, y) = (key(file.sources[a]), key(file.sources[b]))
            return x == y ? a < b : x.utf8.lexicographicallyPrecedes(y.utf8)
        }
        let bySource = Dictionary(grouping: file.fields, by: \.source)
        var bytes: [UInt8] = []
        for source in order {
            append(head(file.sources[source]), to: &bytes)
            for field in bySource[source] ?? [] { append(line(field), to: &bytes) }
        }
        return bytes
    }

    private static func key(_ source: CustomFields.Source) -> String {
        source.name + "\n" + source.indexPatterns.joined(separator: "\n")
    }

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        bytes += value.text.utf8
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func head(_ source: CustomFields.Source) -> JSONValue {
        var members = [
            JSONValue.Member(mark, .string(fields)), JSONValue.Member("version", .integer(version)),
            JSONValue.Member("source", .string(source.name)),
            JSONValue.Member("index", .array(source.indexPatterns.map { .string($0) })),
        ]
        if source.isComplete { members.append(JSONValue.Member("complete", .bool(true))) }
        return .object(members)
    }

    private static func line(_ field: CustomFields.Field) -> JSONValue {
        var members = [
            JSONValue.Member("name", .string(field.name)),
            JSONValue.Member("type", .string(field.types.joined(separator: "|"))),
        ]
        if let target = field.aliasTarget { members.append(JSONValue.Member("path", .string(target))) }
        for (name, holds) in [
            ("multi", field.isMultiField), ("array", field.isArray), ("runtime", field.isRuntime),
            ("inferred", field.isInferred),
        ] where holds {
            members.append(JSONValue.Member(name, .bool(true)))
        }
        return .object(members)
    }
}
