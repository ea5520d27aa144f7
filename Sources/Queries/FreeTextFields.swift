import Schemas

/// The fields that free text asks: gathered once a query, because to list them again for each word costs seconds.
struct FreeTextFields {
    /// Outside nested objects; where other fields can be there as well, only those with an analyzed type.
    private var fields: [FieldExpansion.Known] = []
    /// Whether no other fields can be there. Else the fields of the event are asked as untyped ones, and those here by
    /// their words.
    let isComplete: Bool

    private static let maximum = 20_000

    init(of lookup: some FieldLookup) {
        let names = lookup.fields(matching: "*", limit: Self.maximum)
        isComplete = lookup.isClosed && names.count < Self.maximum
        for name in names where lookup.nestedPath(of: name) == nil {
            let types = lookup.types(of: name)
            guard isComplete || types.contains(where: { $0.family == .text }) else { continue }
            fields.append((name, types))
        }
    }

    /// The fields that take the comparison, as those of their types that do.
    func asked(_ comparison: Comparison) -> [FieldExpansion.Known] {
        fields.compactMap { name, all in
            let types = all.filter { ComparisonTypes.takes($0, comparison) }
            guard !types.isEmpty, isComplete || types.contains(where: { $0.family == .text }) else { return nil }
            return (name, types)
        }
    }
}
