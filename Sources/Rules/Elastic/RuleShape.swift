import SourceText

/// What the layout of Elastic's rule files allows: one table for the reader, the checks and the pages.
///
/// The keys themselves are in `RuleShapeKeys.swift`.
package enum RuleShape {
    /// The kind of value that a key takes.
    package indirect enum Kind: Sendable {
        case string
        /// Text of several lines, such as `query` and `note`: checks on whitespace pass over it.
        case text
        case integer, number, boolean
        case stringList
        /// A string or a list of strings.
        case stringOrList
        /// Text of the form `YYYY/MM/DD`.
        case date
        /// One of these words.
        case oneOf([String])
        case table([Key])
        case tableList([Key])
        /// A table, or in its place a list of strings.
        case tableOrStrings([Key])
        /// A list whose items are all of this kind.
        case listOf(Kind)
        /// A list with any content, such as `filters`.
        case freeList
        /// A table with any content, such as `meta`.
        case freeTable
        /// A table whose names are free and whose values are all of this kind, such as `ecs_mapping`.
        case tableOf(Kind)
        /// Any content.
        case any
    }

    /// One key of a table.
    package struct Key: Sendable {
        package var name: String
        package var kind: Kind
        /// Required in every table that may have it; see also `requiredFor`.
        package var isRequired: Bool
        /// Required for rules of these types only.
        package var requiredFor: [RuleType]
        /// A key beside this one that makes it unneeded (the flat form of `new_terms`).
        package var alternative: String?
        /// The rule types that know the key; nil for all.
        package var types: [RuleType]?

        package init(
            _ name: String, _ kind: Kind, required: Bool = false, requiredFor: [RuleType] = [],
            alternative: String? = nil, types: [RuleType]? = nil
        ) {
            self.name = name
            self.kind = kind
            isRequired = required
            self.requiredFor = requiredFor
            self.alternative = alternative
            self.types = types
        }

        /// Whether rules of that type know the key. Without a type (absent or unknown) every key is known.
        package func isKnown(for type: RuleType?) -> Bool {
            guard let type, let types else { return true }
            return types.contains(type)
        }

        /// Whether a rule of that type must have the key. Without a type only what all types need.
        package func isRequired(for type: RuleType?) -> Bool {
            guard isKnown(for: type) else { return false }
            if let type, requiredFor.contains(type) { return true }
            return isRequired && (type != nil || types == nil)
        }
    }

    /// The key of that name; names are compared by their bytes.
    package static func key(_ name: String, in keys: [Key]) -> Key? {
        index(of: name, in: keys).map { keys[$0] }
    }

    /// The place of the key of that name.
    package static func index(of name: String, in keys: [Key]) -> Int? {
        for index in keys.indices where keys[index].name.isSame(as: name) { return index }
        return nil
    }

    /// The keys that are outermost in a layout. Paths of Kibana's objects begin with `rule` as well.
    package static func root(of form: RuleForm) -> [Key] {
        switch form {
        case .file: root
        case .body: kibanaBody
        case .line: kibanaLine
        case .asset: kibanaAsset
        case .stub: kibanaStub
        }
    }

    /// The key at a path of names from the top level; lists count as their items. nil where the shape has none.
    package static func key(at path: [String], in form: RuleForm = .file) -> Key? {
        var keys = root(of: form)
        var found: Key?
        for name in path {
            guard let next = key(name, in: keys) else { return nil }
            found = next
            keys = next.kind.members ?? []
        }
        return found
    }
}

extension RuleShape.Kind {
    /// The keys of the table, or of the tables in the list; nil where the content is not a table or is free.
    package var members: [RuleShape.Key]? {
        switch self {
        case .table(let keys), .tableList(let keys), .tableOrStrings(let keys): keys
        case .listOf(let item): item.members
        case .string, .text, .integer, .number, .boolean, .stringList, .stringOrList, .date, .oneOf, .freeList,
            .freeTable, .tableOf, .any:
            nil
        }
    }
}
