/// What the layout of Elastic's rule files allows: one table for the reader, the checks and the pages.
package enum RuleShape {
    /// The kind of value that a key takes.
    package indirect enum Kind: Sendable {
        case string
        /// Text of several lines, such as `query` and `note`: checks on white space pass over it.
        case text
        case integer, number, boolean
        case stringList
        /// A string or a list of strings.
        case stringOrList
        case date
        /// One of these words.
        case oneOf([String])
        case table([Key])
        case tableList([Key])
        /// A free dictionary or list: any content.
        case any
    }

    /// One key of a table.
    package struct Key: Sendable {
        package var name: String
        package var kind: Kind
        package var isRequired: Bool
        /// The rule types that know the key; nil for all.
        package var types: [RuleType]?

        package init(_ name: String, _ kind: Kind, required: Bool = false, types: [RuleType]? = nil) {
            self.name = name
            self.kind = kind
            isRequired = required
            self.types = types
        }
    }

    /// The keys of the top level: `metadata`, `rule`, `transform`, …
    package static let root: [Key] = []
}
