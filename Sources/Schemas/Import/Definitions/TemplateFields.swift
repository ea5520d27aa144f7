import Diagnostics
import Documents
import SourceText

/// Reads index and component templates of Elasticsearch, new ones and those of before 7.8, alone or as the API lists them.
enum TemplateFields {
    /// A source for each template that has a mapping.
    static func parts(_ root: Node, _ fileName: String) throws(Diagnostic) -> [FieldSource.Part] {
        var parts: [FieldSource.Part] = []
        for (list, member) in [("index_templates", "index_template"), ("component_templates", "component_template")] {
            for item in root[list]?.array ?? [] {
                guard let body = item[member] else {
                    throw FieldSource.error("no `\(member)` in this item", at: item.range)
                }
                let word = member == "index_template" ? "index" : "component"
                parts.append(try part(body, "\(word) template \(item["name"]?.string ?? "")"))
            }
        }
        if !parts.isEmpty || root["index_templates"] != nil || root["component_templates"] != nil { return parts }
        if root["template"] != nil || root["index_patterns"] != nil {
            let word = root["index_patterns"] == nil ? "component" : "index"
            return [try part(root, "\(word) template in \(fileName)")]
        }
        for entry in root.table?.entries ?? [] { parts.append(try part(entry.value, "template \(entry.key)")) }
        return parts
    }

    private static func part(_ body: Node, _ name: String) throws(Diagnostic) -> FieldSource.Part {
        guard body.table != nil else { throw FieldSource.error("a template is an object", at: body.range) }
        var reader = MappingFields()
        if let mappings = body["template"]?["mappings"] ?? body["mappings"] { try reader.add(mappings) }
        var part = FieldSource.Part(source: CustomFields.Source(name: name), collector: reader.collector)
        let patterns = body["index_patterns"]?.texts ?? []
        if !patterns.isEmpty { part.source.indexPatterns = patterns }
        let composed = body["composed_of"]?.texts ?? []
        if !composed.isEmpty {
            part.collector.note(
                "\(name) is composed of \(FieldSourceInput.listed(composed)), whose fields are not among these: "
                    + "import them too, with `--index`")
        }
        return part
    }
}
