/// A row of `required_fields`.
package struct RequiredField: Sendable, Hashable {
    /// As the query writes it.
    package var name: String
    /// The Elasticsearch type, or `unknown`.
    package var type: String
    /// Whether it is a field of the stack's ECS; multi-fields are not.
    package var isECS: Bool

    /// A row with all its members.
    package init(name: String, type: String, isECS: Bool) {
        self.name = name
        self.type = type
        self.isECS = isECS
    }
}

extension FieldCatalog {
    /// What `required_fields` says of a name (reference: elastic-build §5): its ECS type; else what the first table that
    /// holds anything says (integrations of the query's data sets, then beats, then Endgame); a miss there is `unknown`.
    package func requiredField(_ name: String, selection: FieldSelection) -> RequiredField {
        requiredFields([name], selection: selection).first ?? RequiredField(name: name, type: "unknown", isECS: false)
    }

    /// The same for several names of one query, in the order given.
    package func requiredFields(_ names: [String], selection: FieldSelection) -> [RequiredField] {
        let tables = ScopeTables(selection)
        let ecs = tables.ecs
        let integrations = tables.datasetStreams
        let beats = tables.beats(isStrict: true)
        let endgame = tables.endgame
        return names.map { name in
            let bytes = Array(name.utf8)
            if let type = Self.type(of: bytes, in: ecs) { return RequiredField(name: name, type: type, isECS: true) }
            let type: String?
            if !integrations.tables.isEmpty {
                type = Self.type(of: bytes, in: integrations).map(Self.familyName)
            } else if !beats.tables.isEmpty {
                type = Self.type(of: bytes, in: beats)
            } else {
                type = Self.type(of: bytes, in: endgame)
            }
            return RequiredField(name: name, type: type ?? "unknown", isECS: false)
        }
    }

    /// The type that a table writes; multi-fields are in no list that the build reads.
    private static func type(of name: [UInt8], in tables: TableSelection) -> String? {
        tables.entries(of: name).lazy.map { FieldTypeWord($0.type) }.first { !$0.isMultiField }?.name
    }

    /// The build reduces types of integrations to the name of their family.
    private static func familyName(_ type: String) -> String {
        switch type {
        case "long", "short", "byte", "unsigned_long": "integer"
        case "double", "half_float", "scaled_float": "float"
        case "constant_keyword", "wildcard": "keyword"
        case "match_only_text", "annotated-text", "completion": "text"
        case "date_nanos": "date"
        default: type
        }
    }
}
