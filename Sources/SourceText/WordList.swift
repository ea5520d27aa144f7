/// Lists of words as messages say them.
package enum WordList {
    /// `` `a`, `b` or `c` ``; at most `limit` of them, then how many more there are.
    package static func alternatives(_ words: [String], limit: Int = 5) -> String {
        join(words, limit: limit, last: "or")
    }

    /// `` `a`, `b` and `c` ``, likewise.
    package static func enumeration(_ words: [String], limit: Int = 5) -> String {
        join(words, limit: limit, last: "and")
    }

    private static func join(_ words: [String], limit: Int, last: String) -> String {
        let quoted = words.prefix(limit).map { "`\($0)`" }
        guard words.count <= limit else {
            return quoted.joined(separator: ", ") + " and \(words.count - limit) more"
        }
        guard quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " \(last) " + quoted[quoted.count - 1]
    }
}
