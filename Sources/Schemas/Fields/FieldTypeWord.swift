/// A type as the tables of `schemas/` write it: the Elasticsearch name with marks around it.
///
/// `keyword[]` is a field that writers always fill with an array (ECS `normalize`), `+match_only_text` a multi-field,
/// `alias=source.ip` an alias and its target.
struct FieldTypeWord {
    /// After the type of a field that is always an array.
    static let arrayMark = "[]"
    /// Before the type of a multi-field.
    static let multiFieldMark = "+"
    /// Of a name such as `object.*`: the data decide the types of the names that it represents.
    static let dataDecide = "object"
    /// Before the target of an alias.
    static let aliasMark = "alias="

    /// The Elasticsearch type, `alias` for an alias.
    let name: String
    let isMultiField: Bool
    let isArray: Bool
    let aliasTarget: String?

    /// Takes the marks off.
    init(_ word: String) {
        if word.hasPrefix(Self.aliasMark) {
            name = "alias"
            aliasTarget = String(word.dropFirst(Self.aliasMark.count))
            isMultiField = false
            isArray = false
            return
        }
        isMultiField = word.hasPrefix(Self.multiFieldMark)
        isArray = word.hasSuffix(Self.arrayMark)
        name = String(word.dropFirst(isMultiField ? 1 : 0).dropLast(isArray ? 2 : 0))
        aliasTarget = nil
    }
}
