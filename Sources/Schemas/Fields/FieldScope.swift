import Values

/// The fields that the indices of one rule can hold.
package struct FieldScope: FieldLookup {
    /// What the tables were chosen by.
    package let selection: FieldSelection
    let choice: ScopeStore.Choice

    /// Chooses the tables; look-ups search them. `custom` are fields of the user's own, see `FieldCatalog.custom`.
    package init(_ selection: FieldSelection, custom: [CustomFields] = []) {
        self.selection = selection
        choice =
            custom.isEmpty
            ? ScopeStore.builtIn.choice(selection) : ScopeStore.Choice(ScopeTables(selection, custom: custom))
    }

    var tables: ScopeTables { choice.tables }

    /// What decides the type of a name.
    struct Found {
        /// The name in the table that decides: the asked one, an ancestor, or a name with `*`.
        let name: [UInt8]
        let entries: [TableSelection.Entry]
        /// Whether the name is below `name`, whose sub-fields come with the data.
        let isBelow: Bool
    }

    /// Aliases lead to other names; a chain of them ends here at the latest.
    private static let longestAliasChain = 4
    /// A name has at most so many parts that are looked at for ancestors.
    private static let deepestName = 64
    /// Bytes of a name: an index cannot hold a longer one (Lucene's limit of a term), so no table has it.
    private static let longestName = 32_766

    /// The types of a field, as `FieldLookup` says; an alias has its target's types. A name that is known only because it
    /// is below an open object has the type `other`.
    package func types(of field: String) -> [FieldType] { kept(Array(field.utf8)) }

    private func kept(_ name: [UInt8]) -> [FieldType] {
        if name.count > Self.longestName { return [] }
        return choice.types.answer(name) { types(of: name, Self.longestAliasChain) }
    }

    private func types(of name: [UInt8], _ fuel: Int) -> [FieldType] {
        guard let found = find(name) else { return [] }
        var types: [FieldType] = []
        for entry in found.entries {
            let word = FieldTypeWord(entry.type)
            var these = [FieldType(name: word.name)]
            if let target = word.aliasTarget, fuel > 0 {
                let resolved = self.types(of: Array(target.utf8), fuel - 1)
                if !resolved.isEmpty { these = resolved }
            }
            if found.isBelow, these != [.flattened] {
                // The data decide the type below an open object; a pattern with a type of its own gives that.
                these = these.map { $0.family == .object ? .other : $0 }
            }
            for type in these where !types.contains(type) { types.append(type) }
        }
        return types
    }

    /// The definition that counts, with its source; nil for an unknown field.
    package func definition(of field: String) -> FieldDefinition? {
        guard let found = find(Array(field.utf8)), let entry = found.entries.first else { return nil }
        let name = String(decoding: found.name, as: UTF8.self)
        var definition = FieldDefinition(name: name, word: entry.type, source: entry.table.label)
        if entry.table.name == Array("ecs".utf8) {
            definition.allowedValues = FieldCatalog.builtIn.allowedValues(
                of: name, ecs: String(decoding: entry.table.version, as: UTF8.self))
        }
        return definition
    }

    /// The names that a pattern matches, as `FieldLookup` says; a pattern below an open field is known as itself.
    package func fields(matching pattern: String, limit: Int) -> [String] {
        let pattern = Array(pattern.utf8)
        var listing = NameListing(pattern, limit: limit)
        for level in tables.levels { listing.look(in: level.file) { level.contains($0) } }
        var unique = listing.names
        // `flat.key.*` is below a field whose sub-fields no table lists.
        if unique.isEmpty, limit > 0, find(pattern)?.isBelow == true {
            unique.append(String(decoding: pattern, as: UTF8.self))
        }
        return unique
    }

    /// The nearest nested ancestor, as `FieldLookup` says.
    package func nestedPath(of field: String) -> String? {
        let name = Array(field.utf8)
        if name.count > Self.longestName { return nil }
        return choice.nestedPaths.answer(name) { nestedPath(of: name) }
    }

    private func nestedPath(of name: [UInt8]) -> String? {
        for ancestor in ancestors(of: name) where mayBeNested(ancestor) {
            if let entries = exact(ancestor), entries.contains(where: { FieldTypeWord($0.type).name == "nested" }) {
                return String(decoding: ancestor, as: UTF8.self)
            }
        }
        return nil
    }

    /// Whether any table at all has the name as a nested field: few are, and all rules ask for the same few names.
    private func mayBeNested(_ name: [UInt8]) -> Bool {
        if !tables.custom.isEmpty { return true }
        return Self.nestedNames.answer(name) {
            SchemaTables.fields.contains { file in
                guard let line = file.line(named: name) else { return false }
                return file.text(line.start..<line.end).split(separator: "\t").contains {
                    FieldTypeWord(String($0)).name == "nested"
                }
            }
        }
    }

    private static let nestedNames = Memo<[UInt8], Bool>(most: 4_096)

    /// Whether events hold at most one value of a field: ECS has it, and neither it nor an object around it is a list there.
    package func isSingleValued(_ field: String) -> Bool {
        let name = Array(field.utf8)
        if name.count > Self.longestName { return false }
        return choice.singles.answer(name) { isSingleValued(name) }
    }

    private func isSingleValued(_ name: [UInt8]) -> Bool {
        let ecs = tables.ecs
        let own = ecs.entries(of: name)
        guard !own.isEmpty, !isList(own) else { return false }
        return !ancestors(of: name).contains { isList(ecs.entries(of: $0)) }
    }

    private func isList(_ entries: [TableSelection.Entry]) -> Bool {
        entries.contains { entry in
            let word = FieldTypeWord(entry.type)
            return word.isArray || word.name == "nested" || word.name == "flattened"
        }
    }

    /// Whether every index pattern is one whose fields the tables know in full.
    package var isClosed: Bool { tables.isClosed }

    /// Whether a table of another package version replaces the one that the stack uses: a field that is unknown here
    /// may have come since, so it is at most a warning.
    package var hasStandIns: Bool { tables.hasStandIns }

    /// Whether all modules of a Beat count because the query names none, see `FieldSelection.onlyNamedModulesCount`.
    package var hasEveryModule: Bool { tables.levels.contains { $0.tables.contains { $0.group != nil } } }

    /// The same selection with the tables of another stack.
    package func scope(for stack: StackVersion) -> FieldScope {
        var selection = selection
        selection.stack = stack
        guard tables.custom.isEmpty else { return FieldScope(selection, custom: tables.custom) }
        return FieldScope(selection, choice.others.answer(stack) { ScopeStore.builtIn.choice(selection) })
    }

    private init(_ selection: FieldSelection, _ choice: ScopeStore.Choice) {
        self.selection = selection
        self.choice = choice
    }

    /// Whether the tables of ECS and beats are of the very versions that belong to a stack. Those of packages may be
    /// in all the same, see `hasStandIns`.
    package static func hasOwnVersions(for stack: StackVersion) -> Bool {
        guard let row = StackMap.row(for: stack) else { return false }
        return row.ecs.wanted == row.ecs.table && row.beats.wanted == row.beats.table
    }

    /// The packages whose newest table is not here, sorted; see `hasStandIns`.
    package var outdatedPackages: [String] { tables.outdatedPackages.sorted() }

    /// The tables that are searched, strongest first, for messages: `ECS 9.5.0`, `azure 1.11.3 activitylogs`. The modules
    /// of a Beat all of which count are one of them.
    package var sources: [String] {
        var seen: Set<String> = []
        return tables.levels.flatMap { level in level.tables.map { $0.group ?? $0.label } }
            .filter { seen.insert($0).inserted }
    }

    /// The first level's word on a name, or what an ancestor or a pattern says of it; nil where it is unknown.
    func find(_ name: [UInt8]) -> Found? {
        if name.count > Self.longestName { return nil }
        if let entries = exact(name) { return Found(name: name, entries: entries, isBelow: false) }
        for ancestor in ancestors(of: name) {
            if let found = pattern(fitting: name, below: ancestor) { return found }
            guard let entries = exact(ancestor) else { continue }
            let type = entries.first.map { FieldType(name: FieldTypeWord($0.type).name) }
            switch type?.family {
            case .flattened: return Found(name: ancestor, entries: entries, isBelow: true)
            case .object where !hasFields(below: ancestor):
                return Found(name: ancestor, entries: entries, isBelow: true)
            case .object, .other, nil: break
            // A field that holds values has no names below it, unless another table has an object there.
            default: return flattened(ancestor)
            }
        }
        return nil
    }

    /// The word of the first table that has the name as a flattened field.
    private func flattened(_ name: [UInt8]) -> Found? {
        for level in tables.levels {
            let entries = level.entries(of: name).filter { FieldTypeWord($0.type).name == "flattened" }
            if !entries.isEmpty { return Found(name: name, entries: entries, isBelow: true) }
        }
        return nil
    }

    private func exact(_ name: [UInt8]) -> [TableSelection.Entry]? { choice.exact(name) }

    /// `a.b`, `a` for `a.b.c`.
    private func ancestors(of name: [UInt8]) -> [[UInt8]] {
        var ancestors: [[UInt8]] = []
        for index in name.indices.reversed() where name[index] == UInt8(ascii: ".") && index > 0 {
            ancestors.append(Array(name[..<index]))
            if ancestors.count == Self.deepestName { break }
        }
        return ancestors
    }

    /// A table name such as `ancestor.*.id` that the name matches.
    private func pattern(fitting name: [UInt8], below ancestor: [UInt8]) -> Found? {
        let prefix = ancestor + Array(".*".utf8)
        for level in tables.levels {
            for line in level.file.lines(withPrefix: prefix) {
                let pattern = level.file.bytes(level.file.column(0, of: line))
                guard WildcardMatcher.matches(name, pattern: pattern) else { continue }
                let entries = level.entries(in: line)
                if !entries.isEmpty { return Found(name: pattern, entries: entries, isBelow: true) }
            }
        }
        return nil
    }

    /// Whether some table lists fields below an object: then other names below it are mistakes.
    private func hasFields(below name: [UInt8]) -> Bool {
        let prefix = name + [UInt8(ascii: ".")]
        return tables.levels.contains { level in
            level.file.lines(withPrefix: prefix).contains { level.contains($0) }
        }
    }
}
