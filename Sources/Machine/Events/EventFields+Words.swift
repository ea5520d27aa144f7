import Values

/// Tests that look for several words near each other.
extension EventFields {
    /// Steps that a phrase with the same word twice may take in one value; beyond it counts as not there.
    private static let mostSteps = 5_000_000

    /// Whether the words of a list are in one value, each moved by so much that the movements differ by at most `slop`
    /// (Lucene's sloppy phrases); each place counts for one word.
    mutating func hasWords(
        _ slot: Int, _ list: UInt32, slop: UInt32, _ lists: WordRows, _ strings: StringPool
    ) -> Bool {
        let row = lists.range(list)
        var next = firstCell(slot)
        while next != Self.noCell {
            let (place, following) = cell(next)
            let repeats = gather(place, lists.words[row], strings)
            if isNear(row.count, Int(slop), repeats) { return true }
            next = following
        }
        return false
    }

    /// Notes where each word of the phrase is in a text; true if a place counts for several words of it.
    private mutating func gather(_ place: Int, _ phrase: ArraySlice<UInt32>, _ strings: StringPool) -> Bool {
        nearHits.removeAll(keepingCapacity: true)
        let text = text(place).span
        words.restart()
        var position = 0
        var repeats = false
        while words.next(in: text) {
            var found = 0
            for (index, word) in phrase.enumerated() {
                let range = strings.range(word)
                guard words.word.count == range.count,
                    words.word.withUnsafeBufferPointer({ Self.order($0, strings.bytes, range) == 0 })
                else { continue }
                nearHits.append(NearHit(shift: position - index, index: index, position: position))
                found += 1
            }
            if found > 1 { repeats = true }
            position += 1
        }
        return repeats
    }

    /// Whether hits of all words of the phrase are in one window of shifts.
    private mutating func isNear(_ count: Int, _ slop: Int, _ repeats: Bool) -> Bool {
        nearHits.sort { ($0.shift, $0.index) < ($1.shift, $1.index) }
        nearCounts.removeAll(keepingCapacity: true)
        nearCounts.append(contentsOf: repeatElement(0, count: count))
        var missing = count
        var first = 0
        var fuel = Self.mostSteps
        for last in nearHits.indices {
            let hit = nearHits[last]
            if nearCounts[hit.index] == 0 { missing -= 1 }
            nearCounts[hit.index] += 1
            while hit.shift - nearHits[first].shift > slop {
                nearCounts[nearHits[first].index] -= 1
                if nearCounts[nearHits[first].index] == 0 { missing += 1 }
                first += 1
            }
            guard missing == 0 else { continue }
            if !repeats || hasOwnPlaces(first...last, count) { return true }
            fuel -= (last - first + 1) * count
            if fuel < 0 { return false }
        }
        return false
    }

    /// Whether the hits of a window give each word of the phrase a place of its own: words in the order of their index
    /// take the first place that is free, which leaves the later ones as much as can be left.
    private mutating func hasOwnPlaces(_ window: ClosedRange<Int>, _ count: Int) -> Bool {
        nearPlaces.removeAll(keepingCapacity: true)
        for index in 0..<count {
            var best: Int?
            for hit in nearHits[window] where hit.index == index && !nearPlaces.contains(hit.position) {
                if best.map({ hit.position < $0 }) ?? true { best = hit.position }
            }
            guard let best else { return false }
            nearPlaces.append(best)
        }
        return true
    }
}

/// A word of a sloppy phrase in a text.
struct NearHit {
    /// Its place less its place in the phrase.
    var shift: Int
    var index: Int
    var position: Int
}
