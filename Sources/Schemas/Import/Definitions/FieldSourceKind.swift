import Documents

/// What a file of field definitions is.
package enum FieldSourceKind: String, Sendable, CaseIterable {
    /// `GET index/_mapping`, the `mappings` of an index, or bare `properties`.
    case mapping
    /// An index template, a component template, or a list of them.
    case template
    /// A Kibana data view: a saved object, or the answer of the data view API.
    case dataView = "data-view"
    /// `GET index/_field_caps`.
    case fieldCaps = "field-caps"
    /// A field file of ECS, Beats or an integration package (YAML).
    case ecs
    /// `{"name":"type"}`, also one such object for each index pattern.
    case types
    /// NDJSON events, or the answer of a search.
    case events
    /// Fields as `tenet fields import` writes them.
    case tenet
}

/// Tells what a JSON value is by its members.
enum FieldSourceRecognition {
    /// The kind of the one JSON value of a file.
    static func kind(of value: Node) -> FieldSourceKind? {
        if let items = value.array { return items.first?.table == nil ? nil : .events }
        guard let table = value.table else { return nil }
        return kind(ofLine: table) ?? (isDefinition(table) ?? (isTypes(table) ? .types : nil)) ?? .events
    }

    /// The kind of NDJSON whose first object this is; nil where it may be anything.
    static func kind(ofLine table: Table) -> FieldSourceKind? {
        if table[CustomFieldLines.mark]?.value.string == CustomFieldLines.fields { return .tenet }
        // An export may begin with an object of another type.
        if table["attributes"]?.value.table != nil, table["type"]?.value.string != nil,
            table["references"] != nil || table["type"]?.value.string == "index-pattern"
        {
            return .dataView
        }
        return nil
    }

    private static func isDefinition(_ table: Table) -> FieldSourceKind? {
        if isDataView(table) { return .dataView }
        if has(table, "index_templates", "component_templates") || isTemplate(table) { return .template }
        if table["hits"]?.value["hits"]?.array != nil { return .events }
        if isFieldCaps(table) { return .fieldCaps }
        if isMapping(table) { return .mapping }
        let values = table.entries.compactMap(\.value.table)
        guard !values.isEmpty, values.count == table.entries.count else { return nil }
        if values.allSatisfy({ isTemplate($0) }) { return .template }
        return values.allSatisfy({ $0["mappings"]?.value.table != nil }) ? .mapping : nil
    }

    private static func has(_ table: Table, _ names: String...) -> Bool {
        names.contains { table[$0]?.value.array != nil }
    }

    private static func isDataView(_ table: Table) -> Bool {
        table["data_view"]?.value.table != nil
    }

    private static func isTemplate(_ table: Table) -> Bool {
        if table["index_patterns"] != nil, has(table, "index_patterns", "composed_of") { return true }
        return table["template"]?.value.table.map { template in
            ["mappings", "settings", "aliases"].contains { template[$0] != nil }
        } ?? false
    }

    private static func isFieldCaps(_ table: Table) -> Bool {
        guard let fields = table["fields"]?.value.table, table["indices"]?.value.array != nil else { return false }
        return fields.entries.first?.value.table?.entries.first?.value["searchable"] != nil
    }

    /// `mappings`, or `properties` of which one is a definition.
    private static func isMapping(_ table: Table) -> Bool {
        if let mappings = table["mappings"]?.value.table {
            return ["properties", "runtime", "dynamic_templates", "dynamic", "_meta"].contains { mappings[$0] != nil }
                || mappings.entries.isEmpty
        }
        guard let properties = table["properties"]?.value.table else { return false }
        return properties.entries.contains { entry in
            entry.value["type"]?.string != nil || entry.value["properties"]?.table != nil
        }
    }

    /// Names with types, or such lists by index pattern.
    private static func isTypes(_ table: Table) -> Bool {
        func isList(_ table: Table) -> Bool {
            !table.entries.isEmpty
                && table.entries.allSatisfy { $0.value.string.map { FieldType(name: $0) != .other } ?? false }
        }
        if isList(table) { return true }
        let lists = table.entries.map { $0.value.table.map(isList) ?? false }
        return !lists.isEmpty && !lists.contains(false)
    }
}
