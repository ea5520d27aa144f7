package import Documents
package import SourceText

/// One place where a rule file departs from the layout of rule files (`RuleShape`).
///
/// Invariant: one cause gives one violation. A misspelled key represents the key that it was meant to be, so that one is not
/// missing as well; a value of the wrong type is not looked into.
package struct SchemaViolation: Sendable {
    package enum Kind: Sendable {
        /// No table of the layout has the key here. `known` are the names that could be here and do not yet, `meant`
        /// the one of them that is nearest; both are empty after the first `suggestedAtMost` unknown keys.
        case unknownKey(known: [String], meant: String?)
        /// Rules of other types have the key.
        case foreignKey([RuleType])
        case missingKey(RuleShape.Key)
        case wrongType(RuleShape.Kind)
        /// A word that is not in the list.
        case wrongWord([String])
    }

    package var kind: Kind
    /// Names from the top level to the key; items of lists are not numbered.
    package var path: [String]
    /// The key's entry; nil for a missing key.
    package var entry: Entry?
    /// The value at fault: that of the key, or one item of its list. Of a missing key, the table that lacks it.
    package var node: Node
    /// What to mark.
    package var range: ByteRange
    /// How the file is written: tables are named in its way.
    package var syntax: DocumentSyntax
    /// In Kibana's objects, what the outermost one is called: it is in the path like a table of that name.
    package var object: String?

    /// Whether an item of the key's list is at fault, not the whole value.
    package var isItem: Bool { entry.map { $0.value.range != node.range } ?? false }
    /// The name of the key.
    package var name: String { path.last ?? "" }
    /// The table that holds the key, as messages name it.
    package var tableName: String {
        if let object {
            return path.count > 2 ? "`\(path.dropFirst().dropLast().joined(separator: "."))`" : "the \(object)"
        }
        guard path.count > 1 else { return "the file" }
        let name = path.dropLast().joined(separator: ".")
        return syntax == .toml ? "`[\(name)]`" : "`\(name)`"
    }

    /// Looking for near names is slow; a file with more unknown keys than that is not a rule with a typo in it.
    package static let suggestedAtMost = 64

    /// The path of the key that a misspelled one was meant to be.
    package var meantPath: [String]? {
        guard case .unknownKey(_, let meant?) = kind else { return nil }
        return path.dropLast() + [meant]
    }

    /// All faults of a rule, in the order of the file.
    package static func all(of rule: Rule) -> [SchemaViolation] {
        let document = rule.document
        let keys = RuleShape.root(of: rule.form)
        guard rule.form.isKibana else {
            guard let root = document.root.table else { return [] }
            var walk = ShapeWalk(type: rule.elastic.type?.value, document, rule.form)
            walk.visit(root, document.root, opening: ByteRange(at: document.root.range.start), keys, [])
            walk.visit(rule.elastic.responseActions)
            return walk.faults
        }
        guard let entry = rule.ruleEntry, let table = entry.value.table else { return [] }
        var walk = ShapeWalk(type: rule.elastic.type?.value, document, rule.form, object: "rule")
        let members = RuleShape.key("rule", in: keys)?.kind.members ?? []
        walk.visit(table, entry.value, opening: entry.keyRange, members, ["rule"])
        walk.visit(rule.elastic.responseActions)
        return walk.faults
    }

    /// The faults of an object of Kibana's that is not a rule; its name in messages is the path's first name as well.
    package static func all(of document: Document, _ keys: [RuleShape.Key], called object: String) -> [SchemaViolation]
    {
        guard let table = document.root.table else { return [] }
        var walk = ShapeWalk(type: nil, document, .line, object: object)
        let start = document.root.range.start
        walk.visit(table, document.root, opening: ByteRange(start, start + 1), keys, [object])
        return walk.faults
    }
}

/// The walk along shape and document. The shape bounds its depth: it is a few tables deep, whatever the file does.
private struct ShapeWalk {
    var type: RuleType?
    var syntax: DocumentSyntax
    var form: RuleForm
    var object: String?
    var faults: [SchemaViolation] = []
    private var unknownCount = 0
    /// More come only from generated files, and no check has room for them.
    private static let mostFaults = 15_000

    init(type: RuleType?, _ document: Document, _ form: RuleForm, object: String? = nil) {
        self.type = type
        syntax = document.syntax
        self.form = form
        self.object = object
    }

    mutating func visit(
        _ table: Table, _ node: Node, opening: ByteRange, _ keys: [RuleShape.Key], _ path: [String]
    ) {
        if faults.count >= Self.mostFaults { return }
        // The place in the layout of each entry's key; nil for those that it does not have.
        let places = table.entries.map { RuleShape.index(of: $0.key, in: keys) }
        var isPresent = Array(repeating: false, count: keys.count)
        for case let place? in places { isPresent[place] = true }
        var absent: [String]?
        var meant: Set<String> = []
        for (entry, place) in zip(table.entries, places) {
            guard let place else {
                unknownCount += 1
                let isSuggested = unknownCount <= SchemaViolation.suggestedAtMost
                let known = isSuggested ? absent ?? self.absent(keys, isPresent) : []
                let name = isSuggested ? NearestName.clear(entry.key, among: known) : nil
                if let name { meant.insert(name) }
                // A second key cannot mean the same.
                if isSuggested { absent = known.filter { $0 != name } }
                add(.unknownKey(known: known, meant: name), path + [entry.key], entry, entry.value, entry.keyRange)
                continue
            }
            if let types = keys[place].types, !keys[place].isKnown(for: type) {
                add(.foreignKey(types), path + [entry.key], entry, entry.value, entry.keyRange)
            } else {
                check(entry.value, keys[place].kind, path, entry, depth: 0)
            }
        }
        for place in keys.indices where !isPresent[place] && keys[place].isRequired(for: type) {
            let key = keys[place]
            let other = key.alternative.flatMap { RuleShape.index(of: $0, in: keys) }
            if meant.contains(key.name) || other.map({ isPresent[$0] }) == true { continue }
            add(.missingKey(key), path + [key.name], nil, node, opening)
        }
    }

    /// The names that could be in a table and do not yet.
    private func absent(_ keys: [RuleShape.Key], _ isPresent: [Bool]) -> [String] {
        keys.indices.filter { !isPresent[$0] && keys[$0].isKnown(for: type) }.map { keys[$0].name }
    }

    /// The parameters of response actions, whose keys depend on the kind of action.
    mutating func visit(_ actions: [RuleResponseAction]) {
        for action in actions {
            guard let entry = action.params, let table = entry.value.table,
                let keys = RuleShape.responseParameters(action.typeID?.text, table["command"]?.value.string)
            else { continue }
            let path = ["rule", "response_actions", "params"]
            visit(table, entry.value, opening: opening(table, entry.value, entry), keys, path)
        }
    }

    private mutating func add(
        _ kind: SchemaViolation.Kind, _ path: [String], _ entry: Entry?, _ node: Node, _ range: ByteRange
    ) {
        faults.append(
            SchemaViolation(
                kind: kind, path: path, entry: entry, node: node, range: range, syntax: syntax, object: object))
    }

    /// `path` leads to the table that has the entry.
    private mutating func check(
        _ node: Node, _ kind: RuleShape.Kind, _ path: [String], _ entry: Entry, depth: Int
    ) {
        if node.isInvalid || depth > 8 { return }
        if case .null = node.value {
            if case .any = kind { return }
            return add(
                .wrongType(kind), path + [entry.key], entry, node, node.range.isEmpty ? entry.keyRange : node.range)
        }
        switch kind {
        case .any: return
        case .oneOf(let words):
            guard let text = node.ruleText?.text else { break }
            if !words.contains(where: { $0.isSame(as: text) }) {
                add(.wrongWord(words), path + [entry.key], entry, node, node.range)
            }
            return
        case .string, .text, .date:
            if node.ruleText != nil { return }
        case .integer:
            if node.integer != nil { return }
            // To JSON 47.0 is 47.
            if syntax == .json, case .float(let value) = node.value, value == value.rounded() { return }
        case .number:
            if node.integer != nil { return }
            if case .float = node.value { return }
        case .boolean:
            if node.boolean != nil { return }
        case .freeTable:
            if node.table != nil { return }
        case .freeList:
            if node.array != nil { return }
        case .stringOrList:
            if node.ruleText != nil { return }
            if let items = node.array { return checkItems(items, .string, path, entry, depth) }
        case .stringList:
            if let items = node.array { return checkItems(items, .string, path, entry, depth) }
        case .listOf(let item):
            if let items = node.array { return checkItems(items, item, path, entry, depth) }
        case .table(let keys):
            if let table = node.table {
                return visit(table, node, opening: opening(table, node, entry), keys, path + [entry.key])
            }
        case .tableOrStrings(let keys):
            if let items = node.array, form == .line { return checkItems(items, .string, path, entry, depth) }
            return check(node, .table(keys), path, entry, depth: depth)
        case .tableOf(let item):
            if let table = node.table {
                for inner in table.entries { check(inner.value, item, path + [entry.key], inner, depth: depth + 1) }
                return
            }
        case .tableList(let keys):
            if let items = node.array { return checkItems(items, .table(keys), path, entry, depth) }
        }
        add(.wrongType(kind), path + [entry.key], entry, node, node.table == nil ? node.range : entry.keyRange)
    }

    private mutating func checkItems(
        _ items: [Node], _ kind: RuleShape.Kind, _ path: [String], _ entry: Entry, _ depth: Int
    ) {
        for item in items { check(item, kind, path, entry, depth: depth + 1) }
    }

    /// What a missing key is shown at: the header of the table, or its key, or the first key of a list's item.
    private func opening(_ table: Table, _ node: Node, _ entry: Entry) -> ByteRange {
        switch table.style {
        case .root, .header, .implicit: entry.keyRange
        case .arrayHeader, .block:
            if entry.value.array == nil {
                entry.keyRange
            } else {
                table.entries.first.map(\.keyRange) ?? ByteRange(at: node.range.start)
            }
        case .inline: ByteRange(at: node.range.start)
        }
    }
}
