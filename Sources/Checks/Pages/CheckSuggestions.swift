import SourceText

/// Ids of checks near a wrong one, for `explain`, `--select`, suppressions and the configuration: all say it alike.
package enum CheckSuggestions {
    /// The check of that id.
    package static func check(_ id: String) -> (any Check.Type)? { byID[Array(id.utf8)] }

    /// By the bytes of the ids.
    private static let byID: [[UInt8]: any Check.Type] = Dictionary(
        uniqueKeysWithValues: CheckRegistry.all.map { (Array($0.info.id.utf8), $0) })

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

    /// Where all ids can be read.
    package static var list: String { "`tenet checks` lists all \(CheckRegistry.all.count)" }

    /// What may have been meant by a wrong id (or by one of `names`), and where all ids can be read.
    package static func help(_ id: String, besides names: [String] = []) -> String {
        var near = NearestName.ranked(id, among: CheckRegistry.all.map { $0.info.id } + names)
        if near.isEmpty { near = nearest(id) }
        if near.isEmpty { return list }
        return "did you mean \(WordList.alternatives(near))? \(list)"
    }
}
