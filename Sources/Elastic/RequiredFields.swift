import Queries
import Rules
import Schemas
import SourceText

/// `required_fields`: what the query reads, each with its type (reference: elastic-build §5).
enum RequiredFields {
    /// Sorted by name (code points), none twice; empty for languages that name no fields.
    static func rows(_ rule: Rule, query: RuleQuery, stack: StackVersion) -> [JSONValue] {
        guard let language = rule.language, language.text != "lucene" else { return [] }
        var selection = query.fields.selection
        selection.stack = stack
        let names = Set(query.facts.fields.map(\.name))
            .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
        return FieldCatalog.builtIn.requiredFields(names, selection: selection).map { field in
            .object([
                JSONValue.Member("ecs", .bool(field.isECS)),
                JSONValue.Member("name", .string(field.name)),
                JSONValue.Member("type", .string(field.type)),
            ])
        }
    }
}
