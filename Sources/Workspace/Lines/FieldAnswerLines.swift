import Schemas
import SourceText

/// The JSON of `tenet fields --output-format json`.
///
/// `{"version":1,"fields":[{"name","known","types","below","values","multi_fields":[{"name","type"}],"sources":[…],
/// "elsewhere":[…],"suggestions":[…]}]}`. `sources` are the tables that count, strongest first; `elsewhere` all tables that
/// have the name, where it is unknown in the indices asked about or none were.
package enum FieldAnswerLines {
    /// One object, a line feed after it.
    package static func json(_ answers: [FieldAnswers.Answer]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("version")
        writer.integer(1)
        writer.name("fields")
        writer.beginArray()
        for answer in answers { writer.value(object(answer)) }
        writer.endArray()
        writer.endObject()
        writer.newline()
        return writer.bytes
    }

    private static func object(_ answer: FieldAnswers.Answer) -> JSONValue {
        let explanation = answer.explanation
        let below = explanation?.below ?? answer.openAncestor
        let isElsewhere = explanation == nil || !answer.isNarrowed
        return .object([
            .init("name", .string(answer.name)), .init("known", .bool(answer.isKnown)),
            .init("types", .array((explanation?.types ?? []).map { .string($0.rawValue) })),
            .init("below", below.map { .string($0) } ?? .null),
            .init("values", .array((explanation?.values ?? []).map { .string($0) })),
            .init(
                "multi_fields",
                .array(
                    (explanation?.multiFields ?? []).map { child in
                        .object([.init("name", .string(child.name)), .init("type", .string(child.type.rawValue))])
                    })),
            .init("sources", .array((explanation?.words ?? []).map(source))),
            .init("elsewhere", .array(isElsewhere ? answer.definitions.map { .object(members($0)) } : [])),
            .init("suggestions", .array(answer.suggestions.map { .string($0) })),
        ])
    }

    private static func members(_ definition: FieldDefinition) -> [JSONValue.Member] {
        [
            .init("source", .string(definition.source)), .init("type", .string(definition.typeName)),
            .init("path", definition.aliasTarget.map { .string($0) } ?? .null),
            .init("multi", .bool(definition.isMultiField)), .init("array", .bool(definition.isArray)),
        ]
    }

    private static func source(_ word: FieldExplanation.Word) -> JSONValue {
        .object(
            [.init("kind", .string(word.kind.rawValue))] + members(word.definition) + [
                .init("decides", .bool(word.decides)), .init("disagrees", .bool(word.disagrees)),
                .init("reason", .string(word.reason)), .init("file", word.place.map { .string($0.path) } ?? .null),
                .init("line", word.place.map { .integer(Int64($0.line)) } ?? .null),
            ])
    }
}
