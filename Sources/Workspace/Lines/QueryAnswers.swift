import Documents
package import Queries
import Schemas
package import SourceText

/// The lines of `query --ndjson`: a query in, whether it is one and what it becomes out.
package struct QueryAnswers: Sendable {
    /// What the answer's `result` holds.
    package enum Target: String, Sendable, CaseIterable {
        /// KQL's own text in canonical form.
        case kuery
        /// The Elasticsearch query that Kibana makes of it.
        case dsl
        /// The tree of the language's own grammar (Lucene).
        case tree

        /// What a query of the language can become.
        package static func all(for language: QueryLanguage) -> [Target] {
            switch language {
            case .kql: [.kuery, .dsl]
            case .lucene: [.tree, .dsl]
            case .dsl: [.dsl]
            }
        }
    }

    private let language: QueryLanguage
    /// nil: the query is only parsed.
    private let target: Target?
    /// What joins clauses of Lucene; a line may say otherwise.
    private let defaultOperator: Lucene.DefaultOperator

    package init(
        _ language: QueryLanguage = .kql, to target: Target?, defaultOperator: Lucene.DefaultOperator = .or
    ) {
        self.language = language
        self.target = target
        self.defaultOperator = defaultOperator
    }

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
        if language == .lucene {
            let word = node.table?["default_operator"]?.value.string
            let given = word.flatMap { Lucene.DefaultOperator(rawValue: $0) }
            return (lucene(query, given ?? defaultOperator), true)
        }
        if language == .dsl { return (dsl(query), true) }
        return (kql(query, fields: node.table?["fields"]?.value.table.map(GivenFields.init)), true)
    }

    /// The answer to one query.
    package func answer(_ text: String) -> JSONValue {
        switch language {
        case .kql: kql(text, fields: nil)
        case .lucene: lucene(text, defaultOperator)
        case .dsl: dsl(text)
        }
    }

    /// What is wrong with the text of a query.
    package func issues(_ text: String) -> [QueryIssue] {
        switch language {
        case .kql: KQL.parse(text).issues
        case .lucene: Lucene.parse(text).issues
        case .dsl: QueryDSL.parse(text).issues
        }
    }

    private func dsl(_ text: String) -> JSONValue {
        if let issue = QueryDSL.parse(text).issues.first { return Self.refused(issue.message, issue.offset) }
        let result = target == .dsl ? JSONReader.value(text).map { JSONValue($0) } : nil
        return Self.object(ok: true, error: .null, result: result ?? .null)
    }

    private func lucene(_ text: String, _ defaultOperator: Lucene.DefaultOperator) -> JSONValue {
        let query = Lucene.parse(text, defaultOperator: defaultOperator)
        if let issue = query.issues.first { return Self.refused(issue.message, issue.offset) }
        let result: JSONValue =
            switch target {
            case nil, .kuery: .null
            case .tree: Lucene.treeJSON(query)
            case .dsl: Lucene.queryDSL(query, defaultOperator)
            }
        return Self.object(ok: true, error: .null, result: result)
    }

    private func kql(_ text: String, fields: GivenFields?) -> JSONValue {
        let query = KQL.parse(text)
        if let issue = query.issues.first { return Self.refused(issue.message, issue.offset) }
        if target == .dsl, let fields {
            // Kibana makes no query of a nested field outside its braces, or of braces around another field.
            let issues = KQL.lower(query, fields: fields).issues
            let nesting = issues.first { if case .nesting = $0.kind { true } else { false } }
            if let nesting { return Self.refused(nesting.message, nesting.offset) }
        }
        let result: JSONValue =
            switch target {
            case nil, .tree: .null
            case .kuery: .string(query.root.map(KQL.print) ?? "")
            case .dsl: KQL.queryDSL(query, fields: fields)
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

/// The fields of one question, in the order of the line.
private struct GivenFields: FieldLookup {
    private let mapping: FieldMapping
    private let names: [String]

    init(_ table: Table) {
        // Scripted fields are objects, and no part of what is answered here.
        let entries = table.entries.compactMap { entry in entry.value.string.map { (entry.key, $0) } }
        mapping = FieldMapping(Dictionary(entries) { first, _ in first })
        names = entries.map(\.0)
    }

    func types(of field: String) -> [FieldType] { mapping.types(of: field) }
    func nestedPath(of field: String) -> String? { mapping.nestedPath(of: field) }
    var isClosed: Bool { true }

    func fields(matching pattern: String, limit: Int) -> [String] {
        let fitting = Set(mapping.fields(matching: pattern, limit: .max))
        return Array(names.lazy.filter { fitting.contains($0) }.prefix(limit))
    }
}
