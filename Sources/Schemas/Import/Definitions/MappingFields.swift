import Diagnostics
import Documents
import SourceText

/// Reads the mapping of an Elasticsearch index: `properties`, `runtime` and `dynamic_templates`.
///
/// Format: Elasticsearch, mapping reference. Recursion is bounded by the depth that the JSON reader allows.
struct MappingFields {
    private(set) var collector = FieldCollector()

    /// Takes the value of `mappings`, or an object that holds `properties`.
    mutating func add(_ mappings: Node) throws(Diagnostic) {
        guard let table = mappings.table else {
            throw FieldSource.error("a mapping is an object, not \(mappings.kindName)", at: mappings.range)
        }
        if let properties = table["properties"] { try add(properties: properties.value, below: []) }
        if let runtime = table["runtime"] { try add(runtime: runtime.value) }
        if let templates = table["dynamic_templates"] { try add(templates: templates.value) }
    }

    private mutating func add(properties: Node, below path: [String]) throws(Diagnostic) {
        guard let table = properties.table else {
            throw FieldSource.error("`properties` is an object, not \(properties.kindName)", at: properties.range)
        }
        for entry in table.entries { try add(entry, below: path) }
    }

    private mutating func add(_ entry: Entry, below path: [String]) throws(Diagnostic) {
        let parts = path + [entry.key]
        let name = parts.joined(separator: ".")
        guard let definition = entry.value.table else {
            throw FieldSource.error(
                "`\(name)` should be a field's definition, not \(entry.value.kindName)", at: entry.value.range)
        }
        let type = definition["type"]?.value.string
        if let properties = definition["properties"], properties.value.table?.entries.isEmpty == false {
            if type == "nested" { try collector.add(name, "nested", at: entry.keyRange) }
            // What is dynamic by default lists the names that came so far; where it is written out, more are expected.
            if let dynamic = definition["dynamic"]?.value, dynamic.boolean == true || dynamic.string == "true" {
                try collector.add(OpenObject.names(below: name), "object", at: entry.keyRange)
            }
            try add(properties: properties.value, below: parts)
            if type == "passthrough" { try addRootNames(of: properties.value, below: parts) }
            return
        }
        if type == "alias" {
            var alias = CustomFields.Field(name: name, types: ["alias"])
            alias.aliasTarget = definition["path"]?.value.string
            guard alias.aliasTarget.map(CustomFields.isName) == true else {
                throw FieldSource.error("the alias `\(name)` has no `path`", at: entry.value.range)
            }
            return try collector.add(alias, at: entry.keyRange)
        }
        guard let type = type ?? (definition["type"] == nil ? "object" : nil), CustomFields.isName(type) else {
            throw FieldSource.error("the type of `\(name)` is not text", at: entry.value.range)
        }
        try collector.add(name, type, at: entry.keyRange)
        try add(multiFields: definition["fields"], of: parts)
    }

    private mutating func add(multiFields: Entry?, of path: [String]) throws(Diagnostic) {
        for child in multiFields?.value.table?.entries ?? [] {
            let name = (path + [child.key]).joined(separator: ".")
            guard let type = child.value["type"]?.string, CustomFields.isName(type) else {
                throw FieldSource.error("the multi-field `\(name)` has no `type`", at: child.value.range)
            }
            var field = CustomFields.Field(name: name, types: [type])
            field.isMultiField = true
            try collector.add(field, at: child.keyRange)
        }
    }

    /// The fields of a `passthrough` object can be named without its name.
    private mutating func addRootNames(of properties: Node, below path: [String]) throws(Diagnostic) {
        for entry in properties.table?.entries ?? [] where entry.value["properties"] == nil {
            var alias = CustomFields.Field(name: entry.key, types: ["alias"])
            alias.aliasTarget = (path + [entry.key]).joined(separator: ".")
            guard collector.fields[entry.key] == nil, alias.aliasTarget.map(CustomFields.isName) == true else {
                continue
            }
            try collector.add(alias, at: entry.keyRange)
        }
    }

    /// `runtime`, and `runtimeFieldMap` of a data view: name → `type`; a composite has `fields` of its own.
    mutating func add(runtime: Node) throws(Diagnostic) {
        for entry in runtime.table?.entries ?? [] {
            guard let type = entry.value["type"]?.string, CustomFields.isName(type) else {
                throw FieldSource.error("the runtime field `\(entry.key)` has no `type`", at: entry.value.range)
            }
            if type == "composite" {
                for child in entry.value["fields"]?.table?.entries ?? [] {
                    guard let type = child.value["type"]?.string, CustomFields.isName(type) else { continue }
                    try addRuntime("\(entry.key).\(child.key)", type, at: child.keyRange)
                }
            } else {
                try addRuntime(entry.key, type, at: entry.keyRange)
            }
        }
    }

    private mutating func addRuntime(_ name: String, _ type: String, at range: ByteRange) throws(Diagnostic) {
        // A lookup shows fields of another index and cannot be searched.
        guard type != "lookup" else { return collector.note("`\(name)` is a lookup, which no query can read") }
        var field = CustomFields.Field(name: name, types: [type])
        field.isRuntime = true
        try collector.add(field, at: range)
    }

    /// Templates by path are names with `*`; those by the type of the value alone name no field.
    private mutating func add(templates: Node) throws(Diagnostic) {
        var unnamed: [String] = []
        for item in templates.array ?? [] {
            for entry in item.table?.entries ?? [] {
                let body = entry.value
                let paths = (body["path_match"]?.texts ?? []).filter { !$0.hasPrefix("*") && $0.contains("*") }
                if paths.isEmpty { unnamed.append(entry.key) }
                let isRuntime = body["runtime"] != nil
                let written = (body["mapping"] ?? body["runtime"])?["type"]?.string
                // `{dynamic_type}` is the type that the value asks for.
                let type = written.flatMap { $0.hasPrefix("{") || !CustomFields.isName($0) ? nil : $0 } ?? "object"
                for path in paths {
                    var field = CustomFields.Field(name: path, types: [type])
                    field.isRuntime = isRuntime
                    try collector.add(field, at: entry.keyRange)
                }
            }
        }
        if !unnamed.isEmpty {
            let shown = unnamed.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
            collector.note(
                "dynamic templates without a path are omitted: \(shown)"
                    + (unnamed.count > 3 ? " and \(unnamed.count - 3) more" : ""))
        }
    }
}
