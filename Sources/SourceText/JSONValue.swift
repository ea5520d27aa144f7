/// A JSON value to be written: members keep their order, integers stay integers.
///
/// Equality compares members by their order; see `equalsIgnoringOrder` for JSON's own notion.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One member of an object.
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The member of that name, the last one if it occurs twice; nil in anything but an object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The value with the members of every object sorted by the bytes of their names.
    package var sorted: JSONValue {
        switch self {
        case .null, .bool, .integer, .double, .string: self
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.sorted) }
                    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        }
    }

    /// Whether two values are the same JSON value, the order of members aside.
    package func equalsIgnoringOrder(_ other: JSONValue) -> Bool { sorted == other.sorted }

    /// The text on one line.
    package var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.text
    }
}
