import Diagnostics
import Documents
import SourceText

/// Reads a Kibana data view: a saved object of type `index-pattern`, or an answer of the data view API.
///
/// In saved objects `fields`, `runtimeFieldMap` and `fieldFormatMap` are JSON inside text; the API gives objects.
struct DataViewFields {
    private(set) var collector = FieldCollector()
    /// The index patterns that the view reads.
    private(set) var indexPatterns: [String] = []
    private(set) var name = ""
    /// Whether it lists the fields of its indices: newer ones hold only what was made in them.
    private(set) var isComplete = false

    /// Takes the `attributes` of a saved object, or the `data_view` of an answer.
    mutating func add(_ view: Node) throws(Diagnostic) {
        guard view.table != nil else {
            throw FieldSource.error("a data view is an object, not \(view.kindName)", at: view.range)
        }
        let title = view["title"]?.string ?? ""
        indexPatterns = title.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        name = "data view \(view["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? title)"
        if let fields = try inner(view["fields"]) {
            try add(fields: fields)
            isComplete = !collector.fields.isEmpty
        }
        if let runtime = try inner(view["runtimeFieldMap"]) {
            var mapping = MappingFields()
            do throws(Diagnostic) {
                try mapping.add(runtime: runtime)
            } catch {
                throw FieldSource.error(error.message, at: runtime.range)
            }
            for (_, field) in mapping.collector.fields.sorted(by: { $0.key < $1.key }) {
                try collector.add(field, at: runtime.range)
            }
            for note in mapping.collector.allNotes { collector.note(note) }
        }
        if let formats = try inner(view["fieldFormatMap"] ?? view["fieldFormats"]) { try add(formats: formats) }
    }

    /// The value, or the one that is written inside its text; nil where there is none.
    private func inner(_ node: Node?) throws(Diagnostic) -> Node? {
        guard let node, let text = node.string else { return node }
        if text.isEmpty { return nil }
        do throws(JSONError) {
            let bytes = Array(text.utf8)
            let value = try JSONReader.value(of: bytes, in: 0..<bytes.count, maximumDepth: FieldSource.maximumDepth)
            // Places inside the text mean nothing in the file: everything in it is where the text is.
            return Node(value.value, node.range)
        } catch {
            throw FieldSource.error("not JSON inside this text: \(error.message)", at: node.range)
        }
    }

    /// A list of fields, or fields by name.
    private mutating func add(fields: Node) throws(Diagnostic) {
        if let items = fields.array {
            for item in items { try add(field: item, item["name"]?.string, at: fields.range) }
        } else {
            for entry in fields.table?.entries ?? [] { try add(field: entry.value, entry.key, at: fields.range) }
        }
    }

    private mutating func add(field: Node, _ name: String?, at range: ByteRange) throws(Diagnostic) {
        guard let name else { throw FieldSource.error("a field of the data view has no `name`", at: range) }
        if field["scripted"]?.boolean == true {
            return collector.note("`\(name)` is a scripted field, which no rule can read")
        }
        // Kibana lists the metadata fields of documents too.
        if name.hasPrefix("_") { return }
        var types = (field["esTypes"]?.texts ?? []).filter(CustomFields.isName)
        var isInferred = false
        if types.isEmpty, let kind = field["type"]?.string {
            types = [Self.type(ofKibana: kind)]
            isInferred = true
        }
        guard !types.isEmpty else { throw FieldSource.error("the field `\(name)` has no type", at: range) }
        if let path = field["subType"]?["nested"]?["path"]?.string { try collector.add(path, "nested", at: range) }
        var made = CustomFields.Field(name: name, types: types.sorted())
        made.isMultiField = field["subType"]?["multi"] != nil
        made.isRuntime = field["runtimeField"] != nil
        made.isInferred = isInferred
        if collector.fields[name] == nil { try collector.add(made, at: range) }
    }

    /// A format says what a field is only roughly; it counts where nothing else names the field.
    private mutating func add(formats: Node) throws(Diagnostic) {
        for entry in formats.table?.entries ?? [] where collector.fields[entry.key] == nil {
            var field = CustomFields.Field(
                name: entry.key, types: [Self.type(ofFormat: entry.value["id"]?.string ?? "")])
            field.isInferred = true
            try collector.add(field, at: formats.range)
        }
    }

    private static func type(ofKibana kind: String) -> String {
        switch kind {
        case "string": "keyword"
        case "number": "double"
        case "conflict", "unknown", "_source": "object"
        default: kind
        }
    }

    private static func type(ofFormat id: String) -> String {
        switch id {
        case "bytes", "number", "percent", "duration", "currency": "double"
        case "date", "date_nanos", "relative_date": "date"
        case "boolean": "boolean"
        default: "keyword"
        }
    }
}
