/// The Kibana Query Language: entry points.
///
/// `parse` reads the text, `facts` and `lower` read the tree, `print` writes it.
package enum KQL {
    /// Limits of a query: bytes of its text, and parentheses or braces within each other.
    package static let maximumBytes = 256 << 10
    package static let maximumDepth = 128

    /// The tree of a query, the best one where the text is broken.
    package static func parse(_ text: String) -> KQLQuery {
        var parser = KQLParser(text)
        return parser.query()
    }
}
