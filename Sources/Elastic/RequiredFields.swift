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
        return names.map { name in
            let field = FieldCatalog.builtIn.scope(selection).definition(of: name)
            return .object([
                JSONValue.Member("ecs", .bool(field?.source.hasPrefix("ECS ") ?? false)),
                JSONValue.Member("name", .string(name)),
                JSONValue.Member("type", .string(field?.typeName ?? "unknown")),
            ])
        }
    }
}
