/// Lucene's classic query syntax as Elasticsearch's query_string takes it: entry points.
///
/// Source of the grammar: Lucene's `QueryParser.jj` and what Elasticsearch's `QueryStringQueryParser` makes of its terms.
package enum Lucene {
    /// Limits of a query: bytes of its text, and parentheses within each other.
    package static let maximumBytes = 256 << 10
    package static let maximumDepth = 128

    /// What joins clauses that are side by side without an operator.
    package enum DefaultOperator: String, Sendable, CaseIterable {
        case or = "OR"
        case and = "AND"
    }

    /// Whether Kibana, which runs rules, leaves the query out: then it asks nothing. Elasticsearch alone would find nothing.
    package static func isBlank(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return KQLCharacters.trimmed(bytes, bytes.indices).isEmpty
    }

    /// The query without clauses.
    package static func blank(_ text: String) -> LuceneQuery { LuceneQuery(text: text, root: nil, issues: []) }

    /// The tree of a query; without a root where the text is broken, because Elasticsearch runs nothing of it then.
    package static func parse(_ text: String, defaultOperator: DefaultOperator = .or) -> LuceneQuery {
        if let limit = LuceneSyntaxError.tooLong(text) { return LuceneQuery(text: text, root: nil, issues: [limit]) }
        // Java's notion of blank: nothing but characters up to U+0020.
        if text.utf8.allSatisfy({ $0 <= 0x20 }) { return blank(text) }
        var parser = LuceneParser(text, defaultOperator)
        return parser.query()
    }
}
