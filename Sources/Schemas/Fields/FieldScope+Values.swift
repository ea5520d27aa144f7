/// What ECS says of the values of a field; all of it by the ECS version of the scope's stack.
extension FieldScope {
    /// The closed list of an ECS field; empty where any value may be, or where another table than ECS has the field.
    package func allowedValues(of field: String) -> [String] { list(ValueList.closed, field) }

    /// The values that an ECS field usually has, others allowed; empty where ECS names none.
    package func usualValues(of field: String) -> [String] { list(ValueList.usual, field) }

    /// The event types that ECS expects with an `event.category`; empty where it says nothing.
    package func eventTypes(with category: String) -> [String] {
        list(ValueList.eventTypes, category, of: "event.category")
    }

    private func list(_ kind: (String) -> String, _ name: String, of field: String? = nil) -> [String] {
        let key = kind(name)
        // Few fields have one, and every test of a query asks.
        guard ValueList.exists(key) else { return [] }
        return choice.values.answer(Array(key.utf8)) {
            guard let version = tables.ecsVersion, let found = find(Array((field ?? name).utf8)),
                found.entries.first?.table.name == Array("ecs".utf8)
            else { return [] }
            return ValueList.values(key, ecs: version)
        }
    }
}

/// The keys of `values.txt`, and its look-up.
package enum ValueList {
    /// A closed list has the field's name.
    static func closed(_ field: String) -> String { field }
    /// Usual values are under the name with a tilde.
    static func usual(_ field: String) -> String { field + "~" }
    /// The event types of a category.
    static func eventTypes(_ category: String) -> String { "event.category=" + category }

    /// The list in one ECS version; empty where there is none.
    static func values(_ key: String, ecs version: String) -> [String] {
        let table = SchemaTables.values
        let name = Array(key.utf8)
        for line in table.lines(from: table.lowerBound(name)) {
            guard table.equals(table.column(0, of: line), name) else { break }
            let versions = table.pieces(table.column(1, of: line), separator: UInt8(ascii: ","))
            if versions == ["*"] || versions.contains(version) { return table.pieces(table.column(2, of: line)) }
        }
        return []
    }

    /// Whether any version has a list.
    static func exists(_ key: String) -> Bool { keys.contains(key) }

    private static let keys: Set<String> = {
        let table = SchemaTables.values
        return Set(table.lines().map { table.text(table.column(0, of: $0)) })
    }()
}
