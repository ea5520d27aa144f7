extension Diagnostic {
    /// What a finding is about beyond its message, with the names that checks and reports need: what a query's parser or
    /// its types object to, which key is missing, which value is lost.
    package enum Cause: Sendable, Hashable {
        /// The text is not of the language.
        case syntax
        /// Nested deeper, or longer, than the limit that the message names.
        case limit
        /// No schema of the lookup has the name.
        case unknownField(String)
        /// The value cannot be one of the field's type.
        case valueDoesNotFit(field: String, type: String, value: String)
        /// A pattern on a type that has none.
        case patternOnType(field: String, type: String)
        /// A nested field outside braces, or braces on a field that is not nested.
        case nesting(field: String)
        /// EQL: an analyzed text without a keyword beside it. Some operators are rejected, others match whole values only.
        case textField(String)
        /// EQL: a type that the language does not read.
        case fieldType(field: String, type: String)
        /// EQL: neither side of a comparison is a constant.
        case comparedFields
        /// EQL: no function has the name.
        case unknownFunction(String)
        /// EQL: too few, too many or wrong arguments, or `~` after a function that has no such form.
        case arguments(function: String)
        /// EQL: a value of another type than its operator accepts, or a condition that is neither true nor false.
        case operand
        /// EQL: a regular expression that Elasticsearch cannot read or that is over its limits.
        case regex
        /// EQL: the keys of stages that cannot be equal.
        case joinKeys
        /// What the grammar has and the engine does not.
        case unsupported
        /// Query DSL: a clause or parameter, by name, that Elasticsearch runs and one event cannot answer here.
        case notEvaluable(String)
        /// Another language has no counterpart of it, for the reason named (`TranslationGap`).
        case untranslatable(String)
        /// A table lacks the key that the path of names leads to; items of lists are not numbered.
        case missingKey([String])
        /// A format has no place for the value at the pointer (RFC 6901); `isByDesign`: for none of its kind.
        case loss(pointer: String, isByDesign: Bool)

        /// Whether it is about one name or value alone, so that errors elsewhere in the text do not change it.
        package var isAboutOneName: Bool {
            switch self {
            case .unknownField, .valueDoesNotFit, .patternOnType, .nesting, .textField, .fieldType, .unknownFunction,
                .regex:
                true
            case .syntax, .limit, .comparedFields, .arguments, .operand, .joinKeys, .unsupported, .notEvaluable,
                .untranslatable, .missingKey, .loss:
                false
            }
        }
    }
}
