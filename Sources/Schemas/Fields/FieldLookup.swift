import Values

/// Where a query's field names get their types from: a rule's scope of the catalog, a given mapping, or nothing.
package protocol FieldLookup: Sendable {
    /// The types of a field, one for each that the sources disagree on; empty: the field is unknown here.
    ///
    /// A sub-field of a `flattened` or open `object` field is known by its ancestor.
    func types(of field: String) -> [FieldType]

    /// The names that a pattern with `*` (which also spans dots) matches, sorted by their bytes; at most `limit`.
    func fields(matching pattern: String, limit: Int) -> [String]

    /// The nearest nested ancestor of a field (`n` for `n.a` where `n` is nested), or nil.
    func nestedPath(of field: String) -> String?

    /// Whether a name that the lookup does not have is a mistake (true), or simply untyped (false).
    var isClosed: Bool { get }
}

/// No types at all: every field is as its values are.
package struct NoFields: FieldLookup {
    package init() {}
    package func types(of field: String) -> [FieldType] { [] }
    package func fields(matching pattern: String, limit: Int) -> [String] { [] }
    package func nestedPath(of field: String) -> String? { nil }
    package var isClosed: Bool { false }
}

/// Types given name by name, as by `--mapping`. `isClosed` is true: the mapping is all that the indices hold.
package struct FieldMapping: FieldLookup {
    private let byName: [String: [FieldType]]
    private let names: [String]

    /// `types` maps a dotted name to a type, or to several joined by `|` where indices disagree.
    package init(_ types: [String: String]) {
        byName = types.mapValues { $0.split(separator: "|").map { FieldType(name: String($0)) } }
        names = byName.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func types(of field: String) -> [FieldType] {
        if let types = byName[field] { return types }
        var ancestor = Substring(field)
        while let dot = ancestor.lastIndex(of: ".") {
            ancestor = ancestor[..<dot]
            if let types = byName[String(ancestor)] { return types.contains(.flattened) ? [.flattened] : [] }
        }
        return []
    }

    package func fields(matching pattern: String, limit: Int) -> [String] {
        Array(names.lazy.filter { WildcardMatcher.matches(Array($0.utf8), pattern: Array(pattern.utf8)) }.prefix(limit))
    }

    package func nestedPath(of field: String) -> String? {
        var ancestor = Substring(field)
        while let dot = ancestor.lastIndex(of: ".") {
            ancestor = ancestor[..<dot]
            if byName[String(ancestor)]?.contains(.nested) == true { return String(ancestor) }
        }
        return nil
    }

    package var isClosed: Bool { true }
}
