import Diagnostics
import Documents
import SourceText

/// Reads the lines that `CustomFieldLines` writes, also such as people write by hand.
struct CustomFieldReader {
    /// The sources in the order of the file, each with its fields.
    private(set) var parts: [FieldSource.Part] = []
    private let fileName: String

    /// `fileName` names the source of fields that no source's line precedes.
    init(fileName: String) { self.fileName = fileName }

    /// Takes one line.
    mutating func add(_ line: Node) throws(Diagnostic) {
        guard let table = line.table else {
            throw FieldSource.error("a line is an object, not \(line.kindName)", at: line.range)
        }
        if let mark = table[CustomFieldLines.mark] {
            try addSource(table, mark)
        } else {
            try addField(table, line.range)
        }
    }

    private mutating func addSource(_ table: Table, _ mark: Entry) throws(Diagnostic) {
        guard mark.value.string == CustomFieldLines.fields else {
            throw FieldSource.error("not a list of fields", at: mark.value.range)
        }
        if let version = table["version"], version.value.integer != CustomFieldLines.version {
            throw FieldSource.error("this version of the format is not known here", at: version.value.range)
        }
        try refuseOthers(table, [CustomFieldLines.mark, "version", "source", "index", "complete"])
        var source = CustomFields.Source(name: table["source"]?.value.string ?? fileName)
        if let index = table["index"] {
            source.indexPatterns = index.value.texts
            guard !source.indexPatterns.isEmpty else {
                throw FieldSource.error("`index` is a list of index patterns", at: index.value.range)
            }
        }
        source.isComplete = table["complete"]?.value.boolean == true
        parts.append(FieldSource.Part(source: source))
    }

    private mutating func addField(_ table: Table, _ range: ByteRange) throws(Diagnostic) {
        guard let name = table["name"]?.value.string, let type = table["type"]?.value.string else {
            throw FieldSource.error("a field needs `name` and `type`", at: range)
        }
        try refuseOthers(table, ["name", "type", "path", "multi", "array", "runtime", "inferred"])
        let types = type.split(separator: "|").map(String.init)
        guard !types.isEmpty, types.allSatisfy(CustomFields.isName) else {
            throw FieldSource.error("`\(name)` has no type", at: table["type"]?.value.range ?? range)
        }
        var field = CustomFields.Field(name: name, types: types.sorted())
        func holds(_ key: String) -> Bool { table[key]?.value.boolean == true }
        field.isMultiField = holds("multi")
        field.isArray = holds("array")
        field.isRuntime = holds("runtime")
        field.isInferred = holds("inferred")
        field.aliasTarget = table["path"]?.value.string
        if (types == ["alias"]) != (field.aliasTarget.map(CustomFields.isName) == true) {
            throw FieldSource.error("an alias, and nothing else, has a `path`", at: range)
        }
        if parts.isEmpty { parts.append(FieldSource.Part(source: CustomFields.Source(name: fileName))) }
        try parts[parts.count - 1].collector.add(field, at: range)
    }

    private func refuseOthers(_ table: Table, _ known: [String]) throws(Diagnostic) {
        guard let other = table.entries.first(where: { !known.contains($0.key) }) else { return }
        throw FieldSource.error(
            "unknown member `\(other.key)`; known are \(known.map { "`\($0)`" }.joined(separator: ", "))",
            at: other.keyRange)
    }
}
