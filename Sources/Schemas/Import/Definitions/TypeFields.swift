import Diagnostics
import Documents
import SourceText

/// Reads plain lists of names and types: `{"name":"type"}`, such lists by index pattern, and `_field_caps`.
enum TypeFields {
    /// One source, or one for each index pattern. Several types of a name are joined by `|`.
    static func parts(_ root: Node, _ fileName: String) throws(Diagnostic) -> [FieldSource.Part] {
        guard let table = root.table else {
            throw FieldSource.error("expected an object of names and types, found \(root.kindName)", at: root.range)
        }
        if table.entries.contains(where: { $0.value.table == nil }) {
            return [try part(table, CustomFields.Source(name: "types in \(fileName)"))]
        }
        var parts: [FieldSource.Part] = []
        for entry in table.entries {
            guard let types = entry.value.table else { continue }
            let source = CustomFields.Source(name: "types in \(fileName)", indexPatterns: [entry.key])
            parts.append(try part(types, source))
        }
        return parts
    }

    private static func part(_ table: Table, _ source: CustomFields.Source) throws(Diagnostic) -> FieldSource.Part {
        var part = FieldSource.Part(source: source)
        for entry in table.entries {
            let types = (entry.value.string ?? "").split(separator: "|").map(String.init)
            guard !types.isEmpty, types.allSatisfy(CustomFields.isName) else {
                throw FieldSource.error("the type of `\(entry.key)` is not text", at: entry.value.range)
            }
            try part.collector.add(CustomFields.Field(name: entry.key, types: types.sorted()), at: entry.keyRange)
        }
        return part
    }

    /// `GET index/_field_caps?fields=*`: every field with the types that the indices give it.
    static func fieldCaps(_ root: Node) throws(Diagnostic) -> FieldSource.Part {
        guard let fields = root["fields"]?.table else { throw FieldSource.error("no `fields`", at: root.range) }
        let indices = root["indices"]?.texts ?? []
        var part = FieldSource.Part(
            source: CustomFields.Source(
                name: "field capabilities of \(FieldSourceInput.listed(indices))", isComplete: true))
        let leaves = Set(fields.entries.filter { !types($0).isEmpty }.map(\.key))
        for entry in fields.entries {
            var types = types(entry)
            if types.isEmpty, isObject(entry, "nested") { types = ["nested"] }
            guard !types.isEmpty else { continue }
            var field = CustomFields.Field(name: entry.key, types: types)
            // A field below another one is a second index of its value.
            let parent = entry.key.lastIndex(of: ".").map { String(entry.key[..<$0]) }
            field.isMultiField = parent.map(leaves.contains) ?? false && types != ["nested"]
            try part.collector.add(field, at: entry.keyRange)
        }
        return part
    }

    /// The types of a field that holds values; none for objects and for facts about documents (`_id`).
    private static func types(_ entry: Entry) -> [String] {
        (entry.value.table?.entries ?? []).filter { $0.value["metadata_field"]?.boolean != true }.map(\.key)
            .filter { !["unmapped", "object", "nested"].contains($0) && CustomFields.isName($0) }.sorted()
    }

    private static func isObject(_ entry: Entry, _ type: String) -> Bool { entry.value[type] != nil }
}
