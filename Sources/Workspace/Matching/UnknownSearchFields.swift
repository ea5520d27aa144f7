package import Queries
package import Schemas

/// The fields of a bare query that no table knows: where no event has them either, the query finds nothing because of
/// the name.
package struct UnknownSearchFields {
    /// In the order of the query, each once; at most `most`.
    package let names: [String]
    private var seen: Set<Int> = []

    /// Each costs a test of every event.
    private static let most = 20

    /// Takes the names that the expression tests and the catalog does not know.
    package init(of expr: Expr, _ catalog: FieldCatalog) {
        var names: [String] = []
        var looked: Set<[UInt8]> = []
        for node in expr.nodes where names.count < Self.most {
            guard case .test(let test) = node, case .named(let name) = test.field else { continue }
            // Fields of documents, such as `_id`, are in no table.
            guard !name.utf8.isEmpty, !name.hasPrefix("_"), looked.insert(Array(name.utf8)).inserted else { continue }
            if !catalog.knows(name) { names.append(name) }
        }
        self.names = names
    }

    /// Notes that an event has the field with that place in `names`.
    package mutating func note(_ place: Int) { seen.insert(place) }

    /// The fields that no event had, with names that may be meant.
    package func missing(_ catalog: FieldCatalog) -> [(name: String, near: [String])] {
        names.indices.filter { !seen.contains($0) }.map { (names[$0], catalog.suggestions(for: names[$0], limit: 3)) }
    }
}
