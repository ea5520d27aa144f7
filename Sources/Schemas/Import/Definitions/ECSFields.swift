import Diagnostics
import Documents
import SourceText

/// Reads the field files of ECS and of those who follow it: custom ECS schemas, Beats, integration packages.
///
/// A file is a list of fields or groups; groups hold `fields`. Format: elastic/ecs `schemas/README.md` and the package
/// specification. Also the flat form (`ecs_flat.yml`), a table of fields by name.
struct ECSFields {
    private(set) var collector = FieldCollector()
    /// The names of the outermost groups.
    private(set) var groups: [String] = []
    private let ecs = FieldCatalog.builtIn.scope(FieldSelection())

    /// Takes the root of a file.
    mutating func add(_ root: Node) throws(Diagnostic) {
        if let items = root.array {
            for item in items {
                if let name = item["name"]?.string ?? item["key"]?.string { groups.append(name) }
                try add(item, below: [], isOutermost: true)
            }
        } else if let table = root.table, table["fields"] != nil || table["name"] != nil {
            try add(root, below: [], isOutermost: true)
        } else if let table = root.table {
            for entry in table.entries { try addFlat(entry) }
        } else {
            throw FieldSource.error("expected a list of fields, found \(root.kindName)", at: root.range)
        }
    }

    private mutating func add(_ item: Node, below path: [String], isOutermost: Bool = false) throws(Diagnostic) {
        guard item.table != nil else {
            throw FieldSource.error("expected a field with a `name`, found \(item.kindName)", at: item.range)
        }
        // Beats wraps its lists into titled sections that have a key and no name.
        guard let written = item["name"]?.textScalar?.text else {
            guard item["key"] != nil || item["fields"] != nil else {
                throw FieldSource.error("a field has no `name`", at: item.range)
            }
            return try add(children: item, below: path)
        }
        let type = item["type"]?.string
        // The base set of ECS and sets with `root` put their fields beside the other sets.
        let isRoot = isOutermost && (item["root"]?.boolean == true || written == "base")
        let parts = isRoot ? path : path + [written]
        guard item["fields"] != nil, type == nil || type == "group" || type == "nested" || type == "object" else {
            return try addField(item, parts.joined(separator: "."), type)
        }
        if type == "nested" { try collector.add(parts.joined(separator: "."), "nested", at: item.range) }
        if item["dynamic"].map(Self.isOn) == true { try addOpenObject(item, parts.joined(separator: ".")) }
        let reusable = isOutermost ? item["reusable"] : nil
        if reusable?["top_level"]?.boolean != false { try add(children: item, below: parts) }
        for place in reusable?["expected"]?.array ?? [] { try addReuse(item, written, at: place) }
    }

    private mutating func add(children item: Node, below path: [String]) throws(Diagnostic) {
        guard let fields = item["fields"] else { return }
        guard let items = fields.array else {
            throw FieldSource.error("`fields` is a list, not \(fields.kindName)", at: fields.range)
        }
        for child in items { try add(child, below: path) }
    }

    /// `expected: [user]` puts the set below `user` under its own name, `{at: user, as: target}` below `user.target`.
    private mutating func addReuse(_ item: Node, _ name: String, at place: Node) throws(Diagnostic) {
        if let at = place.string { return try add(children: item, below: [at, name]) }
        guard let at = place["at"]?.string else {
            throw FieldSource.error("a place of reuse needs `at` and `as`", at: place.range)
        }
        try add(children: item, below: [at, place["as"]?.string ?? name])
    }

    private mutating func addField(_ item: Node, _ name: String, _ type: String?) throws(Diagnostic) {
        if item["external"]?.string == "ecs" {
            guard let definition = ecs.definition(of: name) else {
                return collector.note("`\(name)` is taken from ECS, which does not have it here")
            }
            return try collector.add(name, definition.typeName, at: item.range)
        }
        // Beats and packages leave the type of keywords out.
        let written = type ?? "keyword"
        guard CustomFields.isName(written) else {
            throw FieldSource.error("the type of `\(name)` is not text", at: item.range)
        }
        if written == "alias" {
            guard let path = item["path"]?.string, CustomFields.isName(path) else {
                throw FieldSource.error("the alias `\(name)` has no `path`", at: item.range)
            }
            var alias = CustomFields.Field(name: name, types: ["alias"])
            alias.aliasTarget = path
            return try collector.add(alias, at: item.range)
        }
        var field = CustomFields.Field(name: name, types: [Self.type(written, of: item)])
        field.isArray = item["normalize"]?.texts.contains("array") ?? false
        try collector.add(field, at: item.range)
        if written == "object", !name.contains("*"),
            item["object_type"] != nil || item["dynamic"].map(Self.isOn) == true
        {
            try addOpenObject(item, name)
        }
        for multi in item["multi_fields"]?.array ?? [] {
            let type = multi["type"]?.string ?? "keyword"
            guard CustomFields.isName(type) else {
                throw FieldSource.error("a multi-field's type is not text", at: multi.range)
            }
            var child = CustomFields.Field(name: "\(name).\(multi["name"]?.string ?? type)", types: [type])
            child.isMultiField = true
            try collector.add(child, at: multi.range)
        }
    }

    /// Any name may follow below an object with an object type, or one that is dynamic.
    private mutating func addOpenObject(_ item: Node, _ name: String) throws(Diagnostic) {
        let type = item["object_type"]?.string.flatMap { CustomFields.isName($0) ? $0 : nil } ?? "object"
        try collector.add(OpenObject.names(below: name), type, at: item.range)
    }

    private static func isOn(_ node: Node) -> Bool { node.boolean == true || node.string == "true" }

    /// `a.*` of type object with an object type is a dynamic template: its names have that type.
    private static func type(_ written: String, of item: Node) -> String {
        guard written == "object" || written == "group", item["name"]?.string?.contains("*") == true,
            let values = item["object_type"]?.string, CustomFields.isName(values)
        else { return written == "group" ? "object" : written }
        return values
    }

    private mutating func addFlat(_ entry: Entry) throws(Diagnostic) {
        guard entry.value.table != nil, let type = entry.value["type"]?.string, CustomFields.isName(type) else {
            throw FieldSource.error(
                "expected a list of fields, or fields by name with a `type`; `\(entry.key)` is neither",
                at: entry.keyRange)
        }
        try addField(entry.value, entry.value["flat_name"]?.string ?? entry.key, type)
    }
}
