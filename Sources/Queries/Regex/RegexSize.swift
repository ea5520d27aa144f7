extension Regex {
    /// Whether the automaton is surely far below its limits, so that nobody has to make it to be sure.
    ///
    /// Of alternatives that are rows of characters, each of them once, perhaps, or any number of times, what is left to
    /// read is always a set of rests of these rows: few parts have few sets. Where nothing but the first and the last part
    /// repeats, and the characters between are single ones, the longest rest decides which others are beside it, as in
    /// the search of Knuth, Morris and Pratt.
    package var hasFewStates: Bool {
        let rows: [RegexNode] = if case .either(let parts) = root { parts } else { [root] }
        var parts = rows.count
        for row in rows {
            guard let count = Self.partCount(row) else { return false }
            parts += count
        }
        if parts <= 10 { return true }
        guard rows.count == 1, parts <= 24, case .sequence(let sequence) = root else { return false }
        return sequence.dropFirst().dropLast().allSatisfy { part in
            guard case .character(let ranges) = part else { return false }
            return ranges.count == 1 && ranges[0].count == 1
        }
    }

    /// The parts of a row, one that has to be there and may repeat counted twice; nil where it is not a row.
    private static func partCount(_ row: RegexNode) -> Int? {
        let parts: [RegexNode] = if case .sequence(let parts) = row { parts } else { [row] }
        var count = 0
        for part in parts {
            switch part {
            case .empty, .character: count += 1
            case .repeated(.character, least: 0, most: nil), .repeated(.character, least: 0, most: 1): count += 1
            case .repeated(.character, least: 1, most: nil): count += 2
            default: return nil
            }
        }
        return count
    }
}

extension RegexNode {
    /// The characters of the expression with its repetitions written out; `limit` where there are as many or more. The
    /// depth is bounded by the parser.
    func characterCount(atMost limit: Int) -> Int {
        switch self {
        case .nothing, .empty, .character: return 1
        case .sequence(let parts), .either(let parts):
            var count = 0
            for part in parts where count < limit { count += part.characterCount(atMost: limit) }
            return min(count, limit)
        case .both(let a, let b): return min(a.characterCount(atMost: limit) + b.characterCount(atMost: limit), limit)
        case .other(let part): return part.characterCount(atMost: limit)
        case .repeated(let part, let least, let most):
            // Any number of copies, several times, is any number of copies.
            if case .repeated(_, least: 0, most: nil) = part { return part.characterCount(atMost: limit) }
            // Both factors are far below the square root of the largest number.
            return min(part.characterCount(atMost: limit) * max(most ?? least, 1), limit)
        }
    }
}
