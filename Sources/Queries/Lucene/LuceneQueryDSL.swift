package import SourceText

extension Lucene {
    /// The Elasticsearch query that Kibana makes of the text: it is passed on as it is written, with Kibana's default options.
    package static func queryDSL(_ query: LuceneQuery, _ defaultOperator: DefaultOperator = .or) -> JSONValue {
        if query.root == nil, query.issues.isEmpty { return .object([.init("match_all", .object([]))]) }
        var members: [JSONValue.Member] = [
            .init("query", .string(query.text)), .init("analyze_wildcard", .bool(true)),
        ]
        if defaultOperator == .and { members.append(.init("default_operator", .string(defaultOperator.rawValue))) }
        return .object([.init("query_string", .object(members))])
    }
}
