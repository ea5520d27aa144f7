import Schemas

/// What the names with wildcards and the free text of one query represent: a test of every field that they fit.
///
/// Each of them may become thousands of tests, so that a short query could fill the memory. What goes beyond the budget
/// is left to the fields of the event, untyped.
struct FieldExpansion {
    /// A field that a schema names, with its types.
    typealias Known = (name: String, types: [FieldType])

    /// Tests of fields that there may still be.
    private var left = 32_768
    private var freeTextFields: FreeTextFields?

    /// Looking a pattern up searches all names; it counts like so many tests.
    private static let search = 256
    /// A name with wildcards that matches more fields than this is left to the events.
    private static let maximumFields = 2_000

    /// Whether there may be that many more tests; none may come after the first refusal.
    private mutating func take(_ count: Int) -> Bool {
        left = count <= left ? left - count : 0
        return left > 0
    }

    /// The fields that a name with wildcards matches and that the query may ask, for which `isAsked` decides besides;
    /// none where the name is left to the events. `isUnknown`: the schemas were searched and have no such field.
    mutating func fields(
        matching name: String, of fields: some FieldLookup, where isAsked: (String) -> Bool = { _ in true }
    ) -> (fields: [Known], isUnknown: Bool) {
        guard take(Self.search) else { return ([], false) }
        let names = fields.fields(matching: name, limit: Self.maximumFields)
        let known = names.map { (name: $0, types: fields.types(of: $0)) }.filter { field in
            field.types.contains { $0.family != .object } && isAsked(field.name)
        }
        if known.isEmpty { return ([], true) }
        return (names.count < Self.maximumFields && take(known.count) ? known : [], false)
    }

    /// The fields that free text asks, as those of their types that take the comparison. `isOpen`: other fields can be
    /// there as well, and those of the event are asked as untyped ones.
    mutating func fields(
        taking comparison: Comparison, of fields: some FieldLookup
    ) -> (fields: [Known], isOpen: Bool) {
        let known = freeTextFields ?? FreeTextFields(of: fields)
        freeTextFields = known
        guard left > 0 else { return ([], true) }
        let asked = known.asked(comparison)
        return take(asked.count) ? (asked, !known.isComplete) : ([], true)
    }
}

extension FieldSelector {
    /// The selector of a name that a lookup lists: `labels.*` represents every name below an open object.
    init(known name: String) {
        self = name.utf8.contains(UInt8(ascii: "*")) ? .matching(WildcardText(starsIn: name)) : .named(name)
    }
}
