package import SourceText

/// What a query names, whatever its language: the input of `required_fields`, of `related_integrations` and of the
/// choice of schemas.
package struct QueryFacts: Sendable, Hashable {
    /// A field as the query writes it (nested paths made absolute), at each place.
    package struct FieldUse: Sendable, Hashable {
        package var name: String
        package var range: ByteRange

        package init(_ name: String, _ range: ByteRange) {
            self.name = name
            self.range = range
        }
    }

    /// In the order of the text; names with wildcards included.
    package var fields: [FieldUse] = []
    /// Literal strings compared with `event.dataset` or `data_stream.dataset`, also under `not`; no patterns.
    package var datasets: [FieldUse] = []
    /// Literal strings compared with `event.module`.
    package var modules: [FieldUse] = []

    package init() {}
}
