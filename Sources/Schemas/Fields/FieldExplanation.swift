/// What a scope says of a field, and why: for people who ask.
package struct FieldExplanation: Sendable {
    /// What kind of table has the field.
    package enum Kind: String, Sendable {
        case own, integration, beats, ecs
        case endpointCustom = "endpoint-custom"
        case nonECS = "non-ecs"
        case endgame
    }

    /// One table's word.
    package struct Word: Sendable {
        package var kind: Kind
        /// The type and the table, such as `ECS 9.5.0`.
        package var definition: FieldDefinition
        /// Why that table and that version count, in words.
        package var reason: String
        /// Whether the type here is this one; the others follows it.
        package var decides: Bool
        /// Whether it means another type than the one that decides.
        package var disagrees: Bool
        /// Of a file of the user's own, its name and the line, from 1.
        package var place: (path: String, line: Int)?
    }

    package var name: String
    /// As `FieldScope.types`.
    package var types: [FieldType]
    /// The name that the tables have where the asked one only is below it; nil where they have the name itself.
    package var below: String?
    /// Strongest first.
    package var words: [Word]
    /// Its closed list of values, if it has one.
    package var values: [String]
    /// Further indices of its value, with their types.
    package var multiFields: [(name: String, type: FieldType)]
}

extension FieldScope {
    /// Names of multi-fields that are reported for one field.
    private static let mostMultiFields = 20

    /// Which tables have a field, why they count, and which of them decides; nil for an unknown field.
    package func explanation(of field: String) -> FieldExplanation? {
        guard let found = find(Array(field.utf8)) else { return nil }
        let name = String(decoding: found.name, as: UTF8.self)
        var words: [FieldExplanation.Word] = []
        var decided: FieldType.Family?
        for level in tables.levels {
            let entries = level.allEntries(of: found.name)
            for entry in entries {
                let definition = FieldDefinition(name: name, word: entry.type, source: entry.table.label)
                words.append(
                    FieldExplanation.Word(
                        kind: level.kind.explained, definition: definition, reason: reason(entry.table, level.kind),
                        decides: decided == nil, disagrees: decided.map { $0 != definition.type.family } ?? false,
                        place: place(name, entry.table, level.kind)))
            }
            if decided == nil { decided = words.first?.definition.type.family }
        }
        let types = types(of: field)
        return FieldExplanation(
            name: field, types: types, below: name == field ? nil : OpenObject.name(of: name), words: words,
            values: definition(of: field)?.allowedValues ?? [],
            multiFields: name == field ? multiFields(of: field, types) : [])
    }

    /// What is below a field that holds values itself are further indices of them, whether or not a table says so.
    private func multiFields(of field: String, _ types: [FieldType]) -> [(name: String, type: FieldType)] {
        if types.contains(where: { [.object, .flattened, .other].contains($0.family) }) { return [] }
        return fields(matching: field + ".*", limit: Self.mostMultiFields).compactMap { child in
            definition(of: child).flatMap { $0.name == child ? (child, $0.type) : nil }
        }
    }

    private func place(
        _ name: String, _ table: TableSelection.Table, _ kind: TableSelection.Kind
    ) -> (path: String, line: Int)? {
        guard case .custom(let index) = kind, tables.custom.indices.contains(index) else { return nil }
        let file = tables.custom[index]
        let source = Int(String(decoding: table.name, as: UTF8.self))
        return file.fields(named: name).first { $0.source == source }.map { (file.path, $0.line) }
    }

    private func reason(_ table: TableSelection.Table, _ kind: TableSelection.Kind) -> String {
        let name = String(decoding: table.name, as: UTF8.self)
        guard let row = tables.row else { return "" }
        switch kind {
        case .custom(let index):
            guard tables.custom.indices.contains(index), let source = Int(name) else { return "" }
            let patterns = tables.custom[index].sources[source].indexPatterns
            return "given for \(patterns.prefix(3).joined(separator: ", "))" + (patterns.count > 3 ? " …" : "")
        case .endpointCustom: return "given to every rule"
        case .nonECS: return "a hand-kept list of this very pattern"
        case .ecs: return Self.reason("ECS", row.ecs, row)
        case .endgame: return Self.reason("the Endgame table", row.endgame, row)
        case .beats:
            let beat = String(name.prefix { $0 != "/" })
            let isNamed = tables.patterns.contains { $0.kind == .beat(beat) } || beat == "libbeat"
            return (isNamed ? "" : "used in place of a package that has no table here; ")
                + Self.reason("beats", row.beats, row)
        case .packages: return reason(package: name, row)
        }
    }

    private static func reason(_ what: String, _ version: StackMap.TableVersion, _ row: StackMap.Row) -> String {
        let asked = "stack \(row.stackText) is checked with \(what) \(version.wanted)"
        return version.wanted == version.table
            ? asked : "\(asked), which is not here; \(version.table) is used in its place"
    }

    private func reason(package table: String, _ row: StackMap.Row) -> String {
        let parts = table.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return "" }
        let dataset = StreamName.dataset(package: parts[0], stream: parts[1])
        let chosen = choice(of: dataset, parts[0])
        guard let stream = StreamTable.stream(dataset: dataset, stackText: row.stackText) else { return chosen }
        let newest = IntegrationManifest.builtIn.newest(package: parts[0], dataStream: parts[1], stack: row.stack)
        guard stream.isStandIn else {
            return "\(chosen); the newest version that stack \(row.stackText) admits"
                + (newest.map { $0.stacks.isEmpty ? "" : " (\($0.stacks))" } ?? "")
        }
        guard let newest else {
            return "\(chosen); no version is known for stack \(row.stackText), so the newest table is used"
        }
        return
            "\(chosen); stack \(row.stackText) uses \(newest.version), of which no table is here, so the newest one is used"
    }

    /// What named a data stream: the query, the rule's metadata, or an index pattern.
    private func choice(of dataset: String, _ package: String) -> String {
        if selection.datasets.contains(dataset) { return "the query names data set \(dataset)" }
        if let pattern = tables.patterns.first(where: { $0.mayBe(dataset: dataset) }) {
            return "\(pattern.text) reads data set \(dataset)"
        }
        return "the rule names integration \(package)"
    }
}

extension IndexPattern {
    /// Whether the pattern names the data set, or the beginning of it.
    fileprivate func mayBe(dataset: String) -> Bool {
        switch kind {
        case .dataset(let name): name == dataset
        case .datasets(let prefix): dataset.hasPrefix(prefix)
        case .beat, .endgame, .open: false
        }
    }
}

extension TableSelection.Kind {
    fileprivate var explained: FieldExplanation.Kind {
        switch self {
        case .custom: .own
        case .endpointCustom: .endpointCustom
        case .nonECS: .nonECS
        case .ecs: .ecs
        case .packages: .integration
        case .beats: .beats
        case .endgame: .endgame
        }
    }
}
