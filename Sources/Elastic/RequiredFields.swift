import Queries
import Rules
import Schemas
import SourceText

/// `required_fields`: what the query reads, each with its type (reference: elastic-build §5).
enum RequiredFields {
    /// Sorted by name (code points), none twice; empty for languages that name no fields.
    static func rows(_ rule: Rule, query: RuleQuery, stack: StackVersion) -> [JSONValue] {
        guard let language = rule.elastic.queryLanguage, language != .lucene else { return [] }
        var selection = query.fields.selection
        selection.stack = stack
        let names = Set(query.facts.fields.map { written($0, query) })
            .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
        return FieldCatalog.builtIn.requiredFields(names, selection: selection).map { field in
            .object([
                JSONValue.Member("ecs", .bool(field.isECS)),
                JSONValue.Member("name", .string(field.name)),
                JSONValue.Member("type", .string(field.type)),
            ])
        }
    }

    /// The name of a field; one that EQL writes with backquotes keeps them, and so no table has it.
    private static func written(_ use: QueryFacts.FieldUse, _ query: RuleQuery) -> String {
        guard query.tree.eql != nil, use.range.count > use.name.utf8.count else { return use.name }
        let text = query.text.text.utf8
        let start = text.index(text.startIndex, offsetBy: use.range.start)
        let source = text[start..<text.index(start, offsetBy: use.range.count)]
        guard source.contains(UInt8(ascii: "`")) else { return use.name }
        return String(Substring(source.first == UInt8(ascii: "?") ? source.dropFirst() : source))
    }
}
