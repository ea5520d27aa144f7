/// What laying out a file has to know of its format: which keys have an order, and which strings are long texts.
package struct LayoutGuide: Sendable {
    /// One key of a table, as far as its place is concerned.
    package struct Member: Sendable {
        package var key: String
        /// A table, or a list of tables.
        package var isTable: Bool

        package init(key: String, isTable: Bool) {
            self.key = key
            self.isTable = isTable
        }
    }

    /// A string that may be long.
    package enum LongText: Sendable {
        /// Code, in which backslashes and quotes are frequent.
        case query
        case prose
    }

    /// The places of a table's keys: for each place the index of the member that is there, a permutation; nil where
    /// they stay as they are written. The path is the table's name without indices.
    package var order: @Sendable (_ members: [Member], _ path: [String]) -> [Int]?
    /// What kind of long text the key of that table holds; nil for none.
    package var longText: @Sendable (_ key: String, _ path: [String]) -> LongText?
    /// The table that is first in a TOML file.
    package var firstTable: String?

    package init(
        firstTable: String? = nil, order: @escaping @Sendable ([Member], [String]) -> [Int]?,
        longText: @escaping @Sendable (String, [String]) -> LongText?
    ) {
        self.firstTable = firstTable
        self.order = order
        self.longText = longText
    }
}
