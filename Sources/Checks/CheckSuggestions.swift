import SourceText

/// Ids of checks near a wrong one, for `explain`, `--select` and the like.
package enum CheckSuggestions {
    /// The check of that id.
    package static func check(_ id: String) -> (any Check.Type)? {
        CheckRegistry.all.first { $0.info.id.utf8.elementsEqual(id.utf8) }
    }

    /// At most `limit` ids, best first: near ones by spelling, then those that share the most words.
    package static func nearest(_ id: String, limit: Int = 3) -> [String] {
        let ids = CheckRegistry.all.map { $0.info.id }
        var found = NearestName.ranked(id, among: ids, limit: 5)
        let words = Set(id.split(separator: "-"))
        var related: [(id: String, shared: Int)] = []
        for id in ids where !found.contains(id) {
            let shared = words.intersection(id.split(separator: "-")).count
            if shared > 0 { related.append((id, shared)) }
        }
        related.sort { a, b in a.shared != b.shared ? a.shared > b.shared : a.id < b.id }
        found += related.map { $0.id }
        return Array(found.prefix(limit))
    }
}
