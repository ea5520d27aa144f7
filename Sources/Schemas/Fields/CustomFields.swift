/// The fields of one file that a user gives beside the built-in tables.
///
/// A field counts for the index patterns of its source. Look-ups search a sorted text as those of the built-in tables do.
package struct CustomFields: Sendable {
    /// Where fields come from: a mapping, a template, a data view, a list, events.
    package struct Source: Sendable, Hashable {
        /// Such as `mapping of my-app`.
        package var name: String
        /// Which indices have the fields; `*` for all.
        package var indexPatterns: [String]
        /// Whether the source tells every field that such an index has, so that others are mistakes.
        package var isComplete: Bool

        /// A source with all its members.
        package init(name: String, indexPatterns: [String] = ["*"], isComplete: Bool = false) {
            self.name = name
            self.indexPatterns = indexPatterns
            self.isComplete = isComplete
        }
    }

    /// One source's word on a field.
    package struct Field: Sendable, Hashable {
        /// Dotted; `*` represents any text (dynamic templates).
        package var name: String
        /// Elasticsearch types, sorted; several where the indices of the source disagree.
        package var types: [String]
        package var isMultiField = false
        /// Writers always fill it with an array.
        package var isArray = false
        /// Of an alias, the field that it represents.
        package var aliasTarget: String?
        /// Computed at query time.
        package var isRuntime = false
        /// Guessed from values, not read from a definition.
        package var isInferred = false
        /// Place in `sources`.
        package var source = 0
        /// Line of the file, from 1.
        package var line = 0

        /// A plain field.
        package init(name: String, types: [String]) {
            self.name = name
            self.types = types
        }
    }

    /// Index patterns of one file that are looked at: each costs a comparison for every rule.
    package static let mostPatterns = 512

    /// The file, as messages name it.
    package let path: String
    package let sources: [Source]
    /// Sorted by name, then by source.
    package let fields: [Field]
    let table: SortedTable
    private let patterns: [[IndexPattern]]

    /// Fields whose `source` is a place in `sources`; others are omitted, and so are names that no table can hold.
    package init(path: String, sources: [Source], fields: [Field]) {
        self.path = path
        self.sources = sources
        self.fields = fields.filter { sources.indices.contains($0.source) && Self.isName($0.name) }
            .sorted { a, b in
                let (x, y) = (a.name.utf8, b.name.utf8)
                return x.elementsEqual(y) ? a.source < b.source : x.lexicographicallyPrecedes(y)
            }
        var lines = FieldLines()
        for field in self.fields {
            for word in field.words { lines.add(table: String(field.source), fields: [field.name: word]) }
        }
        table = SortedTable(owning: SchemaText("", sorting: lines.lines()).bytes)
        var room = Self.mostPatterns
        patterns = sources.map { source in
            let patterns = source.indexPatterns.prefix(room).compactMap { IndexPattern($0) }
            room -= patterns.count
            return patterns
        }
    }

    /// Whether a field of that name can be looked up: names with spaces or control characters cannot.
    package static func isName(_ name: String) -> Bool { name.fitsWord }

    /// What the file says of a name, by source.
    package func fields(named name: String) -> ArraySlice<Field> {
        var low = 0
        var high = fields.count
        while low < high {
            let middle = (low + high) / 2
            if fields[middle].name.utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
        }
        return fields[low...].prefix { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// The name of a source for messages: `my.ndjson (mapping of my-app)`.
    func label(of source: Int) -> String { "\(path) (\(sources[source].name))" }
}

// What the index patterns of a rule have to do with those of a source.
extension CustomFields {
    /// How far the fields of a source are those of a rule's indices.
    enum Reach: Comparable {
        case none
        /// Some index of the rule may have them.
        case some
        /// Every index of one of the rule's patterns has them.
        case every
    }

    /// The tables of the sources that reach so far.
    func tables(_ reach: Reach, of rulePatterns: [IndexPattern], _ kind: TableSelection.Kind) -> TableSelection {
        let tables = sources.indices.filter { self.reach($0, rulePatterns) == reach }
            .map { TableSelection.Table(String($0), version: "", label: label(of: $0)) }
        return TableSelection(kind, table, tables)
    }

    /// Whether a source says everything about the indices of a pattern.
    func describes(_ pattern: IndexPattern) -> Bool {
        sources.indices.contains { sources[$0].isComplete && reach($0, [pattern]) == .every }
    }

    /// Whether a source names indices that the pattern may mean.
    func names(_ pattern: IndexPattern) -> Bool {
        patterns.contains { $0.contains { $0.text != "*" && PatternOverlap.overlap($0.text, pattern.text) } }
    }

    private func reach(_ source: Int, _ rulePatterns: [IndexPattern]) -> Reach {
        var reach = Reach.none
        // A rule without patterns reads a data view, and that may be any.
        if rulePatterns.isEmpty { return patterns[source].contains { $0.text == "*" } ? .every : .some }
        for pattern in patterns[source] {
            for wanted in rulePatterns where reach < .every {
                if PatternOverlap.covers(pattern.text, wanted.text) {
                    reach = .every
                } else if reach < .some, PatternOverlap.overlap(pattern.text, wanted.text) {
                    reach = .some
                }
            }
        }
        return reach
    }
}

extension CustomFields.Field {
    /// The types as the tables write them.
    fileprivate var words: [String] {
        if let aliasTarget { return [FieldTypeWord.aliasMark + aliasTarget] }
        return types.map { type in
            (isMultiField ? FieldTypeWord.multiFieldMark : "") + type + (isArray ? FieldTypeWord.arrayMark : "")
        }
    }

    /// As a definition of the catalog.
    func definitions(source: String) -> [FieldDefinition] {
        words.map { FieldDefinition(name: name, word: $0, source: source) }
    }
}
