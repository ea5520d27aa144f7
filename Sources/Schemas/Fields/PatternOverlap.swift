import Values

/// Index patterns against each other: `*` represents any text, other bytes for themselves.
enum PatternOverlap {
    /// Names of indices have at most so many bytes; longer patterns mean none.
    private static let longest = 255

    /// Whether every index that `narrow` means is one that `wide` means.
    static func covers(_ wide: String, _ narrow: String) -> Bool {
        let narrow = Array(narrow.utf8)
        // The star of `narrow` is a byte that only a star of `wide` can represent.
        return narrow.count <= longest && WildcardMatcher.matches(narrow, pattern: Array(wide.utf8))
    }

    /// Whether some index is meant by both patterns.
    static func overlap(_ a: String, _ b: String) -> Bool {
        let a = Array(a.utf8)
        let b = Array(b.utf8)
        guard a.count <= longest, b.count <= longest, endsFit(a, b), endsFit(a.reversed(), b.reversed()) else {
            return false
        }
        // `reached[j]`: some text is meant by the first i bytes of `a` and the first j of `b`.
        var reached = [Bool](repeating: false, count: b.count + 1)
        reached[0] = true
        for j in b.indices where b[j] == star { reached[j + 1] = reached[j] }
        for i in a.indices {
            var next = [Bool](repeating: false, count: b.count + 1)
            next[0] = reached[0] && a[i] == star
            for j in b.indices {
                if a[i] == star || b[j] == star {
                    // A star represents nothing, or takes what the other pattern has next.
                    next[j + 1] = reached[j + 1] || next[j]
                } else {
                    next[j + 1] = reached[j] && a[i] == b[j]
                }
            }
            reached = next
        }
        return reached[b.count]
    }

    private static let star = UInt8(ascii: "*")

    /// A cheap look: up to the first star of either, both begin alike.
    private static func endsFit(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        for (x, y) in zip(a, b) {
            if x == star || y == star { return true }
            if x != y { return false }
        }
        // One ended: only a star can represent nothing.
        return a.count == b.count || (a.count < b.count ? b[a.count] : a[b.count]) == star
    }
}
