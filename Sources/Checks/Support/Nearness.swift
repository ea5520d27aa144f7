/// Which known words are near a wrong one.
///
/// Near: at most `max(1, length / 3)` steps, a step being a byte inserted, left out or replaced or two neighbours
/// swapped; letters are compared without case.
package enum Nearness {
    /// A near word and how far it is.
    package struct Match: Hashable, Sendable {
        package var word: String
        package var distance: Int
    }

    /// The near words, best first; equally near ones in the order of their bytes.
    package static func matches(for word: String, among known: [String]) -> [Match] {
        let wanted = lowered(word)
        let limit = max(1, wanted.count / 3)
        return
            known.compactMap { candidate -> Match? in
                let bytes = lowered(candidate)
                guard abs(bytes.count - wanted.count) <= limit else { return nil }
                let distance = distance(wanted, bytes)
                return distance <= limit ? Match(word: candidate, distance: distance) : nil
            }
            .sorted { a, b in
                a.distance != b.distance ? a.distance < b.distance : a.word.utf8.lexicographicallyPrecedes(b.word.utf8)
            }
    }

    /// The one word that is nearer than every other, if there is one.
    package static func winner(for word: String, among known: [String]) -> String? {
        let matches = matches(for: word, among: known)
        guard let first = matches.first else { return nil }
        return matches.count == 1 || matches[1].distance > first.distance ? first.word : nil
    }

    /// Steps between two words. Words over 128 bytes count as unlike: the table is quadratic.
    package static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        guard a.count <= 128, b.count <= 128 else { return a == b ? 0 : max(a.count, b.count) }
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [Int](repeating: i, count: b.count + 1)
            for j in 1...b.count {
                var best = min(last[j], row[j - 1]) + 1
                best = min(best, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, beforeLast[j - 2] + 1) }
                row[j] = best
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }

    private static func lowered(_ word: String) -> [UInt8] {
        word.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}

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
