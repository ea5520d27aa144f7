/// A language that an expression can be written in.
package enum TranslationTarget: String, Sendable, Hashable, CaseIterable {
    case kuery, lucene, eql, esql, dsl

    /// What people call it.
    package var languageName: String {
        switch self {
        case .kuery: "KQL"
        case .lucene: "Lucene"
        case .eql: "EQL"
        case .esql: "ES|QL"
        case .dsl: "the Query DSL"
        }
    }
}
