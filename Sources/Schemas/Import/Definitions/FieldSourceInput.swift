import Diagnostics
import Documents
import SourceText

/// One file of field definitions, cut into JSON values or read as YAML, and handed to the reader of its kind.
struct FieldSourceInput {
    private let file: SourceFile
    /// The name without its folders.
    private let fileName: String

    init(_ file: SourceFile) {
        self.file = file
        fileName = file.path.split(separator: "/").last.map(String.init) ?? file.path
    }

    /// The sources of the file; `kind` overrides what the content says.
    func parts(_ kind: FieldSourceKind?) throws(Diagnostic) -> [FieldSource.Part] {
        guard isJSON else { return try yamlParts(kind) }
        let root: Node
        do throws(JSONError) {
            root = try JSONReader.value(
                of: file.bytes, in: 0..<file.bytes.count, maximumDepth: FieldSource.maximumDepth)
        } catch {
            guard let first = firstLine() else { throw FieldSource.error(error.message, at: error.range) }
            return try parts(kind ?? first.table.flatMap(FieldSourceRecognition.kind(ofLine:)) ?? .events, nil)
        }
        guard let kind = kind ?? FieldSourceRecognition.kind(of: root) else {
            throw FieldSource.error(
                "no fields here: expected an object, found \(root.kindName)", at: root.range)
        }
        return try parts(kind, root)
    }

    /// `root`: the one value of the file; nil where each line is one.
    private func parts(_ kind: FieldSourceKind, _ root: Node?) throws(Diagnostic) -> [FieldSource.Part] {
        switch kind {
        case .tenet:
            var reader = CustomFieldReader(fileName: fileName)
            try forEachValue(root) { value throws(Diagnostic) in try reader.add(value) }
            return reader.parts
        case .events: return [try events(root)]
        case .dataView: return try dataViews(root)
        case .mapping, .template, .fieldCaps, .types, .ecs:
            guard let root else {
                throw FieldSource.error(
                    "a \(kind.rawValue) is one JSON value, and more follows the first", at: ByteRange(at: 0))
            }
            return try parts(of: root, kind)
        }
    }

    private func parts(of root: Node, _ kind: FieldSourceKind) throws(Diagnostic) -> [FieldSource.Part] {
        switch kind {
        case .template: return try TemplateFields.parts(root, fileName)
        case .types: return try TypeFields.parts(root, fileName)
        case .fieldCaps: return [try TypeFields.fieldCaps(root)]
        case .ecs: return [try ecs(root)]
        case .mapping, .events, .dataView, .tenet: return [try mapping(root)]
        }
    }

    /// One index, or several of which each has `mappings`.
    private func mapping(_ root: Node) throws(Diagnostic) -> FieldSource.Part {
        var reader = MappingFields()
        var names: [String] = []
        if let mappings = root["mappings"] {
            try reader.add(mappings)
        } else if root["properties"] != nil || root["runtime"] != nil || root["dynamic_templates"] != nil {
            try reader.add(root)
        } else {
            for entry in root.table?.entries ?? [] {
                guard let mappings = entry.value["mappings"] else {
                    throw FieldSource.error("`\(entry.key)` has no `mappings`", at: entry.keyRange)
                }
                names.append(entry.key)
                try reader.add(mappings)
            }
            if names.isEmpty { throw FieldSource.error("no `mappings` and no `properties`", at: root.range) }
        }
        let name = names.isEmpty ? "mapping in \(fileName)" : "mapping of \(Self.listed(names))"
        return FieldSource.Part(
            source: CustomFields.Source(name: name, isComplete: true), collector: reader.collector)
    }

    private func events(_ root: Node?) throws(Diagnostic) -> FieldSource.Part {
        var reader = InferredFields()
        if let items = root?.array {
            for item in items { try reader.add(item) }
        } else {
            try forEachValue(root) { value throws(Diagnostic) in try reader.add(value) }
        }
        let collector = try reader.fields()
        return FieldSource.Part(
            source: CustomFields.Source(name: "events of \(fileName)"), collector: collector)
    }

    private func dataViews(_ root: Node?) throws(Diagnostic) -> [FieldSource.Part] {
        var parts: [FieldSource.Part] = []
        try forEachValue(root) { value throws(Diagnostic) in
            // An export holds other objects too, and ends with a summary.
            guard
                let view = value["data_view"] ?? (value["type"]?.string == "index-pattern" ? value["attributes"] : nil)
            else { return }
            var reader = DataViewFields()
            try reader.add(view)
            var source = CustomFields.Source(name: reader.name)
            if !reader.indexPatterns.isEmpty { source.indexPatterns = reader.indexPatterns }
            source.isComplete = reader.isComplete
            parts.append(FieldSource.Part(source: source, collector: reader.collector))
        }
        if parts.isEmpty { throw FieldSource.error("no data view among the saved objects", at: ByteRange(at: 0)) }
        return parts
    }

    private func ecs(_ root: Node) throws(Diagnostic) -> FieldSource.Part {
        var reader = ECSFields()
        try reader.add(root)
        let name =
            reader.groups.isEmpty ? "fields in \(fileName)" : "fields \(Self.listed(reader.groups)) in \(fileName)"
        return FieldSource.Part(source: CustomFields.Source(name: name), collector: reader.collector)
    }
}

// The text.
extension FieldSourceInput {
    /// Whether the text begins as a JSON object or array does.
    private var isJSON: Bool {
        let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = file.bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    /// The value of the first line that is not blank; nil where that line alone is not JSON value.
    private func firstLine() -> Node? {
        var found: Node?
        try? JSONReader.forEachLine(of: file.bytes) { range throws(StopReading) in
            found = try? JSONReader.value(of: file.bytes, in: range, maximumDepth: FieldSource.maximumDepth)
            throw StopReading()
        }
        return found
    }

    private struct StopReading: Error {}

    private func forEachValue(
        _ root: Node?, _ body: (Node) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        if let root { return try body(root) }
        try JSONReader.forEachLine(of: file.bytes) { range throws(Diagnostic) in
            let value: Node
            do throws(JSONError) {
                value = try JSONReader.value(of: file.bytes, in: range, maximumDepth: FieldSource.maximumDepth)
            } catch {
                throw FieldSource.error(error.message, at: error.range)
            }
            try body(value)
        }
    }

    private func yamlParts(_ kind: FieldSourceKind?) throws(Diagnostic) -> [FieldSource.Part] {
        guard kind == nil || kind == .ecs else {
            throw FieldSource.error("a \(kind?.rawValue ?? "") is JSON, and this is not", at: ByteRange(at: 0))
        }
        let parsed = YAMLReader.read(file)
        if let fault = parsed.findings.first(where: { $0.severity == .error }) {
            throw FieldSource.error(
                "neither JSON nor a YAML list of fields: \(fault.message)", at: fault.location.range)
        }
        guard let root = parsed.documents.first?.root else {
            throw FieldSource.error("the file is empty", at: ByteRange(at: 0))
        }
        return [try ecs(root)]
    }

    /// At most three names, and how many more there are.
    static func listed(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
    }
}
