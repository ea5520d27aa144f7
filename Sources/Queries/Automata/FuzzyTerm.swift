/// A term that texts may differ from by some edits: a character put in, taken out, changed, or two neighbors swapped.
package struct FuzzyTerm: Hashable, Sendable {
    package var text: String
    /// At most 2, as in Elasticsearch.
    package var edits: Int

    package init(_ text: String, edits: Int) {
        self.text = text
        self.edits = edits
    }

    /// Characters of a term that is compared by edits.
    package static let maximumLength = 256

    /// The automaton of all texts within the distance; nil for a term over the limit of length.
    package func automaton() -> Automaton? {
        let term = text.unicodeScalars.map(\.value)
        guard term.count <= Self.maximumLength else { return nil }
        let machine = EditDistance(term: term, edits: UInt8(clamping: edits))
        let alphabet = Alphabet(Set(term).sorted().map { [$0...$0] })
        return Automaton.explored(
            from: machine.first, alphabet, accepts: { machine.isWithin($0) }, next: { machine.next($0, $1) })
    }
}

/// The table of distances, a row for each character of the text that was read.
private struct EditDistance {
    let term: [UInt32]
    let edits: UInt8

    /// One row. Distances over the limit are all the same, so that there are few rows.
    struct Row: Hashable {
        /// From what was read to each prefix of the term.
        var distances: [UInt8]
        /// To each prefix, if the next character completes a swap of its last two.
        var swaps: [UInt8]
    }

    private var over: UInt8 { edits + 1 }

    var first: Row {
        Row(
            distances: (0...term.count).map { UInt8(clamping: min($0, Int(over))) },
            swaps: Array(repeating: over, count: term.count + 1))
    }

    func isWithin(_ row: Row) -> Bool { row.distances[term.count] <= edits }

    func next(_ row: Row, _ scalar: UInt32) -> Row? {
        var result = Row(
            distances: [min(over, row.distances[0] + 1)], swaps: Array(repeating: over, count: term.count + 1))
        result.distances.reserveCapacity(term.count + 1)
        for index in 0..<term.count {
            let isSame = term[index] == scalar
            var least = row.distances[index] + (isSame ? 0 : 1)
            least = min(least, row.distances[index + 1] + 1, result.distances[index] + 1)
            // The swap's first character, read one before, was the term's at this index.
            if index > 0, term[index - 1] == scalar { least = min(least, row.swaps[index + 1]) }
            result.distances.append(min(over, least))
            if index > 0, isSame { result.swaps[index + 1] = min(over, row.distances[index - 1] + 1) }
        }
        return result.distances.contains { $0 <= edits } || result.swaps.contains { $0 <= edits } ? result : nil
    }
}
