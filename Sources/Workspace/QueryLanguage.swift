/// A language of bare queries.
package enum QueryLanguage: String, Sendable, CaseIterable {
    case kql, lucene, dsl

    /// By the name that people type; `kuery` is how rule files call KQL.
    package init?(name: String) {
        guard let language = QueryLanguage(rawValue: name == "kuery" ? "kql" : name) else { return nil }
        self = language
    }
}
