package import SourceText

/// The NDJSON file that Kibana's rule import reads: a rule a line, then a line of counts (reference: kibana-validation §8).
package enum KibanaImportFile {
    /// The whole file for rules as `KibanaRule` gives them.
    package static func text(_ rules: [JSONValue]) -> String { lines(rules + [trailer(ruleCount: rules.count)]) }

    /// A value a line, each with its line feed.
    package static func lines(_ values: [JSONValue]) -> String {
        var writer = JSONWriter()
        for value in values {
            writer.value(value)
            writer.newline()
        }
        return writer.text
    }

    /// The last line. Such a file holds rules only: no exception lists and no connectors, none missing.
    package static func trailer(ruleCount: Int) -> JSONValue {
        let count = JSONValue.integer(Int64(ruleCount))
        let zero = JSONValue.integer(0)
        let none = JSONValue.array([])
        return .object([
            JSONValue.Member("exported_count", count),
            JSONValue.Member("exported_rules_count", count),
            JSONValue.Member("missing_rules", none),
            JSONValue.Member("missing_rules_count", zero),
            JSONValue.Member("exported_exception_list_count", zero),
            JSONValue.Member("exported_exception_list_item_count", zero),
            JSONValue.Member("missing_exception_list_items", none),
            JSONValue.Member("missing_exception_list_items_count", zero),
            JSONValue.Member("missing_exception_lists", none),
            JSONValue.Member("missing_exception_lists_count", zero),
            JSONValue.Member("exported_action_connector_count", zero),
            JSONValue.Member("missing_action_connection_count", zero),
            JSONValue.Member("missing_action_connections", none),
            JSONValue.Member("excluded_action_connection_count", zero),
            JSONValue.Member("excluded_action_connections", none),
        ])
    }
}
