/// What an index pattern says about the fields after it.
///
/// Data streams are called `<type>-<data set>-<namespace>`; a data set holds no hyphen. Classic shippers write
/// `<beat>-…`, the old Endgame sensor `endgame-…`.
package struct IndexPattern: Sendable, Hashable {
    /// What is after a pattern.
    package enum Kind: Sendable, Hashable {
        /// One data set, named in full.
        case dataset(String)
        /// Every data set that begins so.
        case datasets(prefix: String)
        /// A shipper; its root fields and the modules that the query names.
        case beat(String)
        case endgame
        /// Anything may be there.
        case open
    }

    /// The pattern without the name of a remote cluster: the key of the hand-kept lists.
    package let text: String
    /// How its fields are found.
    package let kind: Kind

    /// How the names of data streams begin.
    static let streamTypes = ["logs-", "metrics-", "traces-", "synthetics-", "profiling-"]

    /// nil for a pattern that takes indices away (`-logs-x`).
    package init?(_ pattern: String) {
        if pattern.hasPrefix("-") { return nil }
        let text = Self.withoutCluster(pattern)
        self.text = text
        kind = Self.kinds.answer(Array(text.utf8)) { Self.kind(of: text) }
    }

    private static let kinds = Memo<[UInt8], Kind>(most: 1_024)

    private static func withoutCluster(_ pattern: String) -> String {
        // Date math (`<logs-{now/d}>`) may hold a colon of its own.
        guard !pattern.hasPrefix("<"), let colon = pattern.utf8.lastIndex(of: UInt8(ascii: ":")) else { return pattern }
        return String(pattern[pattern.utf8.index(after: colon)...])
    }

    private static func kind(of text: String) -> Kind {
        if let type = streamTypes.first(where: { text.hasPrefix($0) }) {
            return streamKind(text.dropFirst(type.utf8.count))
        }
        let first = text.prefix { $0 != "-" }
        if first.utf8.count < text.utf8.count {
            if first == "endgame" { return .endgame }
            if SchemaTables.beatTables.line(named: Array(first.utf8)) != nil { return .beat(String(first)) }
        }
        return .open
    }

    private static func streamKind(_ rest: Substring) -> Kind {
        let literal = rest.prefix { $0 != "*" && $0 != "?" }
        let dataset = literal.prefix { $0 != "-" }
        if dataset.isEmpty { return .open }
        let isWhole = dataset.utf8.count < literal.utf8.count || literal.utf8.count == rest.utf8.count
        return isWhole ? .dataset(String(dataset)) : .datasets(prefix: String(dataset))
    }
}
