package import Schemas
package import SourceText

/// Something wrong in a query; ranges are bytes of the query's text.
package struct QueryIssue: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The text is not of the language.
        case syntax
        /// Nested deeper, or longer, than the limit that the message names.
        case limit
        /// No schema of the lookup has the name.
        case unknownField(String)
        /// The value cannot be one of the field's type; Elasticsearch refuses the query, or nothing ever matches.
        case valueDoesNotFit(field: String, type: FieldType, value: String)
        /// A pattern on a type that has none.
        case patternOnType(field: String, type: FieldType)
        /// A nested field outside braces, or braces on a field that is not nested.
        case nesting(field: String)
        /// EQL: an analysed text without a keyword beside it. Some operators are refused, others find whole values only.
        case textField(field: String, isRefused: Bool)
        /// EQL: a type that the language does not read.
        case fieldType(field: String, type: FieldType)
        /// EQL: neither side of a comparison is a constant.
        case comparedFields
        /// EQL: no function has the name.
        case unknownFunction(String)
        /// EQL: too few, too many or wrong arguments, or `~` behind a function that has no such form.
        case arguments(function: String)
        /// EQL: a value of another type than its operator takes, or a condition that is neither true nor false.
        case operand
        /// EQL: the keys of stages that cannot be equal.
        case joinKeys
        /// EQL: what the grammar has and the engine does not.
        case unsupported
        /// Query DSL: a clause or parameter, by name, that Elasticsearch runs and one event cannot answer here.
        case notEvaluable(String)
        /// Another language has no counterpart of it.
        case untranslatable(Untranslatable)
    }

    package var kind: Kind
    /// Whether the text itself is at fault: nothing of such a query is run.
    package var isOfText: Bool { kind == .syntax || kind == .limit }
    /// Where to look.
    package var range: ByteRange
    package var message: String
    /// What to do, where there is something to say.
    package var help: String?
    /// Where the language's own parser reports a syntax error; elsewhere the start of `range`.
    package var offset: Int
    /// What stands in place of `range` in the query that was most likely meant; nil where that is a guess.
    package var replacement: String?
    /// Whether the language's engine refuses the query. Else it runs it, though the part at hand can never hold: a
    /// linter's matter.
    package var isRefused = true

    package init(_ kind: Kind, _ range: ByteRange, _ message: String, help: String? = nil, offset: Int? = nil) {
        self.kind = kind
        self.range = range
        self.message = message
        self.help = help
        self.offset = offset ?? range.start
    }

    /// The same with what was meant.
    func meaning(_ replacement: String?) -> QueryIssue {
        var issue = self
        issue.replacement = replacement
        return issue
    }
}

extension QueryIssue {
    /// What the issue is called where queries are read and translated outside of checks.
    package var findingID: String {
        switch kind {
        case .syntax: "query-syntax"
        case .limit, .untranslatable(.limit): "limit-exceeded"
        case .untranslatable(.weight): "left-out"
        case .untranslatable: "no-counterpart"
        case .notEvaluable: "not-evaluable"
        case .valueDoesNotFit, .patternOnType: "value-does-not-fit"
        case .unknownField, .nesting, .textField, .fieldType, .comparedFields,
            .unknownFunction, .arguments, .operand, .joinKeys, .unsupported:
            "query-refused"
        }
    }
}
