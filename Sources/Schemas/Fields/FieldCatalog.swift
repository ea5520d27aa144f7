/// The built-in field tables: ECS, beats, integration packages, endpoint, non-ECS lists.
///
/// Nothing is built at start-up: a look-up searches the sorted text of `schemas/` that lies in the binary.
package struct FieldCatalog: Sendable {
    package static let builtIn = FieldCatalog()

    private init() {}

    /// The tables that apply to a rule, in their order of precedence (reference: schemas §1).
    package func scope(_ selection: FieldSelection) -> FieldScope { FieldScope(selection) }

    /// Every table that knows the name, for `tenet fields NAME`.
    package func definitions(of field: String) -> [FieldDefinition] { [] }
}

/// What decides which tables count for a query.
package struct FieldSelection: Sendable, Hashable {
    /// The rule's index patterns as written; empty with a data view.
    package var indexPatterns: [String] = []
    /// Literals that the query compares `event.dataset` or `data_stream.dataset` with.
    package var datasets: [String] = []
    /// Literals that the query compares `event.module` with.
    package var modules: [String] = []
    /// `metadata.integration`.
    package var integrations: [String] = []
    package var stack: StackVersion

    package init(stack: StackVersion = .newest) { self.stack = stack }
}

/// One table's word on a field.
package struct FieldDefinition: Sendable, Hashable {
    package var name: String
    package var type: FieldType
    /// The type's name as the table writes it.
    package var typeName: String
    /// Such as `ECS 9.5.0`, `azure 1.11.3 activitylogs`, `filebeat 9.5.0 azure`.
    package var source: String
    /// Closed list of values, empty where any value may stand.
    package var allowedValues: [String]

    package init(name: String, typeName: String, source: String, allowedValues: [String] = []) {
        self.name = name
        type = FieldType(name: typeName)
        self.typeName = typeName
        self.source = source
        self.allowedValues = allowedValues
    }
}

/// The fields that the indices of one rule can hold.
package struct FieldScope: FieldLookup {
    package let selection: FieldSelection

    package init(_ selection: FieldSelection) { self.selection = selection }

    package func types(of field: String) -> [FieldType] { [] }
    package func fields(matching pattern: String, limit: Int) -> [String] { [] }
    package func nestedPath(of field: String) -> String? { nil }
    package var isClosed: Bool { false }

    /// The definition that counts, with its source; nil for an unknown field.
    package func definition(of field: String) -> FieldDefinition? { nil }

    /// Known names near a wrong one, best first (`src_ip` → `source.ip`, transpositions, same last segment).
    package func suggestions(for field: String, limit: Int = 5) -> [String] { [] }

    /// The tables that are searched, for messages: `azure 1.11.3 activitylogs`, `ECS 9.5.0`.
    package var sources: [String] { [] }

    /// Whether a value of `event.dataset` can occur in the selection's index patterns; true where nothing is known.
    package func canHold(dataset: String) -> Bool { true }
}
