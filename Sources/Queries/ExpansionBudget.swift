import Schemas

/// How much the names with wildcards and the free text of one query may become: each stands for a test of every field that
/// it fits, so that a short query could fill the memory. What goes beyond is left to the fields of the event, untyped.
struct ExpansionBudget {
    /// Tests of fields.
    private var left = 32_768
    /// Looking a pattern up searches all names; it counts like so many tests.
    private static let search = 256

    /// Whether a pattern may be looked up.
    mutating func takeSearch() -> Bool { take(Self.search) }

    /// Whether there may be that many more tests; none may come after the first refusal.
    mutating func take(_ count: Int) -> Bool {
        left = count <= left ? left - count : 0
        return left > 0
    }

    /// The fields that free text asks; nil where they are left to the event.
    mutating func asked(
        _ fields: FreeTextFields, _ comparison: Comparison
    ) -> [(name: String, types: [FieldType])]? {
        guard left > 0 else { return nil }
        let asked = fields.asked(comparison)
        return take(asked.count) ? asked : nil
    }
}
