import Diagnostics
package import Documents
import SourceText

/// Elasticsearch's Query DSL: entry points.
///
/// `parse` reads a tree of JSON (or of YAML or TOML, as rule files hold it), `facts` and `lower` read the result. What
/// Elasticsearch runs and a single event cannot answer (scripts, places, percolators …) is an issue, never a guess.
/// Source of the clauses and their parameters: Elasticsearch's reference of the Query DSL, 8 and 9.
package enum QueryDSL {
    /// Limits of a query: bytes of its text, and clauses within each other.
    package static let maximumBytes = 256 << 10
    package static let maximumDepth = 128

    /// What the author of a query is held to.
    package enum Form: Sendable {
        /// A query as Elasticsearch's API takes it.
        case query
        /// The body of one of Kibana's filters, of which Kibana brings older forms up to date.
        case filter
    }

    /// The query that a node holds; ranges are those of the node.
    package static func parse(_ node: Node, as form: Form = .query) -> DSLQuery {
        var parser = DSLParser(form)
        let root = parser.clause(node)
        return DSLQuery(root: root, issues: parser.issues)
    }

    /// The query of a text in JSON; ranges are bytes of the text.
    package static func parse(_ text: String) -> DSLQuery {
        let bytes = Array(text.utf8)
        let whole = ByteRange(0, bytes.count)
        guard bytes.count <= maximumBytes else {
            let issue = Diagnostic(.limit, whole, "a query is longer than \(maximumBytes) bytes")
            return DSLQuery(root: .unread(whole), issues: [issue])
        }
        do throws(JSONError) {
            return parse(try JSONReader.value(of: bytes, in: 0..<bytes.count))
        } catch {
            let issue = Diagnostic(
                error.isLimit ? .limit : .syntax, error.range, "not JSON: \(error.message)", help: error.help)
            return DSLQuery(root: .unread(whole), issues: [issue])
        }
    }
}
