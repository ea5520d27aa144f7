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
    }

    package var kind: Kind
    /// Where to look.
    package var range: ByteRange
    package var message: String
    /// What to do, where there is something to say.
    package var help: String?
    /// Where the language's own parser reports a syntax error; elsewhere the start of `range`.
    package var offset: Int

    package init(_ kind: Kind, _ range: ByteRange, _ message: String, help: String? = nil, offset: Int? = nil) {
        self.kind = kind
        self.range = range
        self.message = message
        self.help = help
        self.offset = offset ?? range.start
    }
}
