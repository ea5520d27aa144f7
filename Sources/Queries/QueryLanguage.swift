/// A language that queries are written in, with the spellings of its name.
package enum QueryLanguage: String, Sendable, Hashable, CaseIterable {
    /// Kibana and rule files write `kuery`; people also write `kql`.
    case kql = "kuery"
    case lucene, eql, esql, dsl

    /// Parses any spelling, in any letter case: `kuery` and `kql` are the same language.
    package init?(spelling: String) {
        let name = spelling.lowercased()
        guard let language = Self.allCases.first(where: { $0.spellings.contains(name) }) else { return nil }
        self = language
    }

    /// The language that a rule names.
    package init?(ofRules spelling: String) {
        guard let language = QueryLanguage(spelling: spelling), Self.ofRules.contains(language) else { return nil }
        self = language
    }

    /// The spellings that are understood, the one that rules and Kibana use first.
    package var spellings: [String] { self == .kql ? [rawValue, "kql"] : [rawValue] }

    /// The name in messages.
    package var title: String {
        switch self {
        case .kql: "KQL"
        case .lucene: "Lucene"
        case .eql: "EQL"
        case .esql: "ES|QL"
        case .dsl: "Query DSL"
        }
    }

    /// The languages that a rule can be written in; the Query DSL is a format of conversion only.
    package static let ofRules: [QueryLanguage] = [.kql, .lucene, .eql, .esql]

    /// The languages that are parsed; queries of the others are kept as text.
    package static let parsed: [QueryLanguage] = [.kql, .lucene, .eql, .dsl]
}
