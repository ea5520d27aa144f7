import SourceText

/// The field tables: ECS, beats, integration packages, endpoint, non-ECS lists, and the user's own.
///
/// Nothing is built at start-up: a look-up searches the sorted text of `schemas/` that is in the binary.
package struct FieldCatalog: Sendable {
    /// The tables that are in the binary, and no others.
    package static let builtIn = FieldCatalog()

    /// Fields of the user's own; later ones count before earlier ones.
    ///
    /// Where all indices of one of a rule's patterns have them, they count before every built-in table; where only some
    /// index may have them, they add names that no built-in table has.
    package let custom: [CustomFields]

    /// The built-in tables with files of the user's own beside them.
    package init(custom: [CustomFields] = []) { self.custom = custom }

    /// The tables that apply to a rule, in their order of precedence (reference: schemas §1).
    package func scope(_ selection: FieldSelection) -> FieldScope { FieldScope(selection.bounded, custom: custom) }

    /// Every table that knows the name, for `tenet fields NAME`: the user's own first, then ECS, lists, packages, beats,
    /// Endgame.
    package func definitions(of field: String) -> [FieldDefinition] {
        let own = custom.reversed().flatMap { file in
            file.fields(named: field).flatMap { $0.definitions(source: file.label(of: $0.source)) }
        }
        return own + builtInDefinitions(of: field)
    }

    private func builtInDefinitions(of field: String) -> [FieldDefinition] {
        let name = Array(field.utf8)
        let files: [(SortedTable, (String) -> String)] = [
            (SchemaTables.ecs, { $0 == "ecs" ? "ECS" : "ECS " + Self.versions($0) }),
            (SchemaTables.endpointCustom, { _ in "endpoint custom fields" }),
            (SchemaTables.nonECS, { "non-ECS fields of \($0)" }),
            (SchemaTables.packages, { "package " + Self.words($0) }),
            (SchemaTables.beats, { "beats " + Self.words($0) }),
            (SchemaTables.endgame, { $0 == "endgame" ? "Endgame" : "Endgame " + Self.versions($0) }),
        ]
        return files.flatMap { file, label in Self.definitions(of: field, name, in: file, label) }
    }

    /// The names of all tables that a pattern with `*` matches, sorted by their bytes; at most `limit`.
    package func names(matching pattern: String, limit: Int) -> [String] {
        var listing = NameListing(Array(pattern.utf8), limit: limit)
        for file in files { listing.look(in: file) { _ in true } }
        return listing.names
    }

    /// Every field table, the user's own first.
    var files: [SortedTable] {
        custom.map(\.table) + SchemaTables.fields
    }

    /// The closed list of values of an ECS field in one ECS version; empty where any value may be.
    package func allowedValues(of field: String, ecs version: String) -> [String] {
        ValueList.values(ValueList.closed(field), ecs: version)
    }

    private static func definitions(
        of field: String, _ name: [UInt8], in file: SortedTable, _ label: (String) -> String
    ) -> [FieldDefinition] {
        guard let line = file.line(named: name) else { return [] }
        var definitions: [FieldDefinition] = []
        var start = file.columnEnd(line.start, in: line) + 1
        while start < line.end {
            let type = start..<file.columnEnd(start, in: line)
            let words = min(type.upperBound + 1, line.end)
            let end = file.columnEnd(words, in: line)
            for word in file.pieces(words..<end) {
                definitions.append(FieldDefinition(name: field, word: file.text(type), source: label(word)))
            }
            start = end + 1
        }
        return definitions
    }

    /// `azure/activitylogs@1,2` as `azure activitylogs 1, 2`.
    private static func words(_ word: String) -> String {
        let name = word.prefix { $0 != "@" }.split(separator: "/").joined(separator: " ")
        let versions = versions(word)
        return versions.isEmpty ? name : "\(name) \(versions)"
    }

    private static func versions(_ word: String) -> String {
        word.split(separator: "@").dropFirst().last?.split(separator: ",").joined(separator: ", ") ?? ""
    }
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
    /// Whether every package of `integrations` counts (ES|QL), not only those whose events carry no data set.
    package var everyIntegrationCounts = false
    /// Whether of a Beat only the modules count that the query names, as Elastic's own CI reads it. Else a query that
    /// names none has the fields of all modules, as the Beat's index template has.
    package var onlyNamedModulesCount = false
    /// The stack whose versions of the tables count.
    package var stack: StackVersion

    /// Nothing but a stack: ECS and what every rule has.
    package init(stack: StackVersion = .newest) { self.stack = stack }

    /// Names of each kind that are looked at: real rules have a handful, and each costs a walk over the tables.
    private static let mostNames = 256

    /// The same with each name once and no more names than are looked at.
    var bounded: FieldSelection {
        var result = self
        Self.bound(&result.indexPatterns)
        Self.bound(&result.datasets)
        Self.bound(&result.modules)
        Self.bound(&result.integrations)
        return result
    }

    private static func bound(_ list: inout [String]) {
        // Most lists are short and name each once.
        if list.count <= 8 {
            let isClean = list.indices.allSatisfy { place in !list[..<place].contains { $0.isSame(as: list[place]) } }
            if isClean { return }
        }
        var seen: Set<[UInt8]> = []
        var names: [String] = []
        // Not a lazy filter: what asks and changes `seen` must run once for each name.
        for name in list where names.count < mostNames {
            if seen.insert(Array(name.utf8)).inserted { names.append(name) }
        }
        list = names
    }
}

/// One table's word on a field.
package struct FieldDefinition: Sendable, Hashable {
    /// The name in the table: of a sub-field of a flattened field the flattened one.
    package var name: String
    /// The type, as far as queries tell types apart.
    package var type: FieldType
    /// The type's name as the source writes it.
    package var typeName: String
    /// Such as `ECS 9.5.0`, `azure 1.11.3 activitylogs`, `filebeat 9.5.0 azure`.
    package var source: String
    /// Closed list of values, empty where any value may be.
    package var allowedValues: [String]
    /// A second index of the parent's value (`process.name.text`): never in documents.
    package var isMultiField = false
    /// Writers always fill it with an array.
    package var isArray = false
    /// Of an alias, the field that it represents.
    package var aliasTarget: String?

    /// A definition of a plain field.
    package init(name: String, typeName: String, source: String, allowedValues: [String] = []) {
        self.name = name
        type = FieldType(name: typeName)
        self.typeName = typeName
        self.source = source
        self.allowedValues = allowedValues
    }

    /// A definition with the marks of a table word.
    init(name: String, word: String, source: String) {
        let word = FieldTypeWord(word)
        self.init(name: name, typeName: word.name, source: source)
        isMultiField = word.isMultiField
        isArray = word.isArray
        aliasTarget = word.aliasTarget
    }
}
