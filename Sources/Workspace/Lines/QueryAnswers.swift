import Documents
import Queries
import Schemas
package import SourceText

/// The lines of `query --ndjson`: a query in, whether it is one and what it becomes out.
package struct QueryAnswers: Sendable {
    /// What the answer's `result` holds.
    package enum Target: String, Sendable, CaseIterable {
        /// KQL's own text in canonical form.
        case kuery
    }

    /// nil: the query is only parsed.
    private let target: Target?

    package init(to target: Target?) { self.target = target }

    /// The answer to one line. The second value is false where the line is no question: no JSON, or no `query` in it.
    package func answer(_ bytes: [UInt8], line: Range<Int>) -> (answer: JSONValue, isQuestion: Bool) {
        let node: Node
        do throws(JSONFault) {
            node = try JSONReader.value(of: bytes, in: line)
        } catch {
            return (
                Self.refused("the line is no JSON: \(error.message)", max(0, error.range.start - line.lowerBound)),
                false
            )
        }
        guard let query = node.table?["query"]?.value.string else {
            return (Self.refused("the line is no object with a text `query`", 0), false)
        }
        return (answer(query), true)
    }

    /// The answer to one query.
    package func answer(_ text: String) -> JSONValue {
        let query = KQL.parse(text)
        if let issue = query.issues.first { return Self.refused(issue.message, issue.offset) }
        let result: JSONValue =
            switch target {
            case nil: .null
            case .kuery: .string(query.root.map(KQL.print) ?? "")
            }
        return Self.object(ok: true, error: .null, result: result)
    }

    private static func refused(_ message: String, _ offset: Int) -> JSONValue {
        let error = JSONValue.object([
            .init("message", .string(message)), .init("offset", .integer(Int64(offset))),
        ])
        return object(ok: false, error: error, result: .null)
    }

    private static func object(ok: Bool, error: JSONValue, result: JSONValue) -> JSONValue {
        .object([.init("ok", .bool(ok)), .init("error", error), .init("result", result)])
    }
}
