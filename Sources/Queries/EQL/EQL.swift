/// The Event Query Language of Elasticsearch: entry points.
///
/// `parse` reads the text, `facts` and `check` read the tree, `print` writes it.
package enum EQL {
    /// Limits of a query: bytes of its text, and parentheses, lists, calls and signs within each other. A long chain of
    /// `and`, `or` or `+` is no nesting.
    package static let maximumBytes = 256 << 10
    package static let maximumDepth = 128

    /// The tree of a query, the best one where the text is broken.
    package static func parse(_ text: String) -> EQLQuery {
        var parser = EQLParser(text)
        return parser.query()
    }
}
