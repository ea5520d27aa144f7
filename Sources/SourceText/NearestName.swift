/// "Did you mean": names near a mistaken one.
///
/// The distance is Damerau-Levenshtein (a transposition of neighbors counts 1) over lower-cased bytes; a name is near
/// if its distance is at most `max(1, length / 3)`.
package enum NearestName {
    /// Names longer than this are not compared: nobody mistypes them, and the cost is quadratic.
    private static let longest = 200

    /// The near names, nearest first, equals in the order of their bytes; at most `limit`.
    package static func ranked(_ name: String, among names: some Sequence<String>, limit: Int = 3) -> [String] {
        near(name, among: names).prefix(limit).map(\.name)
    }

    /// The one near name that is nearer than all others; nil where none or several are.
    package static func clear(_ name: String, among names: some Sequence<String>) -> String? {
        let found = near(name, among: names)
        guard let first = found.first else { return nil }
        if found.count > 1, found[1].distance == first.distance { return nil }
        return first.name
    }

    /// Number of insertions, deletions, replacements and transpositions that make `a` into `b`; `bound + 1` for all
    /// that are further than `bound`.
    package static func distance(_ a: [UInt8], _ b: [UInt8], bound: Int = .max - 1) -> Int {
        if abs(a.count - b.count) > bound { return bound + 1 }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        var row = last
        for i in a.indices {
            row[0] = i + 1
            var least = row[0]
            for j in b.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row[j + 1] = cost
                least = min(least, cost)
            }
            if least > bound { return bound + 1 }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return min(last[b.count], bound + 1)
    }

    private static func near(
        _ name: String, among names: some Sequence<String>
    ) -> [(name: String, distance: Int)] {
        let wanted = folded(name)
        guard !wanted.isEmpty, wanted.count <= longest else { return [] }
        let bound = max(1, wanted.count / 3)
        var found: [(name: String, distance: Int)] = []
        for candidate in names where candidate.utf8.count <= longest {
            let distance = distance(wanted, folded(candidate), bound: bound)
            if distance <= bound { found.append((candidate, distance)) }
        }
        return found.sorted { a, b in
            a.distance != b.distance
                ? a.distance < b.distance : a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
        }
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
