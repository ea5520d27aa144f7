package import Queries

/// The distance between two texts, from its definition: characters put in, taken out, changed, or neighbors swapped,
/// no character touched twice.
enum ReferenceDistance {
    static func edits(_ a: String, _ b: String) -> Int {
        let (first, second) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        var table = [[Int]](repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
        for i in 0...first.count {
            for j in 0...second.count {
                if i == 0 || j == 0 {
                    table[i][j] = i + j
                    continue
                }
                var least = min(table[i - 1][j], table[i][j - 1]) + 1
                least = min(least, table[i - 1][j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1))
                if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
                    least = min(least, table[i - 2][j - 2] + 1)
                }
                table[i][j] = least
            }
        }
        return table[first.count][second.count]
    }
}

/// Sloppy phrases by trying every choice of places.
enum ReferencePhrase {
    static func stands(_ phrase: [String], in words: [String], slop: Int) -> Bool {
        guard !phrase.isEmpty else { return false }
        func choose(_ index: Int, _ places: [Int]) -> Bool {
            guard index < phrase.count else {
                let shifts = places.enumerated().map { $1 - $0 }
                return (shifts.max() ?? 0) - (shifts.min() ?? 0) <= slop
            }
            return words.indices.contains { place in
                words[place] == phrase[index] && !places.contains(place) && choose(index + 1, places + [place])
            }
        }
        return choose(0, [])
    }
}

/// Whether a text matches an expression, from the definition of each operator: which ends a node can reach from a
/// start.
package enum ReferenceRegex {
    package static func fits(_ text: String, _ root: RegexNode) -> Bool {
        let scalars = text.unicodeScalars.map(\.value)
        return ends(root, [0], scalars).contains(scalars.count)
    }

    private static func ends(_ node: RegexNode, _ starts: Set<Int>, _ text: [UInt32]) -> Set<Int> {
        switch node {
        case .nothing: return []
        case .empty: return starts
        case .character(let ranges):
            return Set(
                starts.filter { start in start < text.count && ranges.contains { $0.contains(text[start]) } }
                    .map { $0 + 1 })
        case .sequence(let parts): return parts.reduce(starts) { ends($1, $0, text) }
        case .either(let parts): return parts.reduce(into: []) { $0.formUnion(ends($1, starts, text)) }
        case .both(let a, let b): return each(starts) { ends(a, [$0], text).intersection(ends(b, [$0], text)) }
        case .other(let part):
            return each(starts) { Set($0...text.count).subtracting(ends(part, [$0], text)) }
        case .repeated(let part, let least, let most):
            var reached = (0..<least).reduce(starts) { places, _ in ends(part, places, text) }
            var all = reached
            var count = least
            while count < most ?? .max {
                reached = ends(part, reached, text)
                if reached.isSubset(of: all) { break }
                all.formUnion(reached)
                count += 1
            }
            return all
        }
    }

    private static func each(_ starts: Set<Int>, _ body: (Int) -> Set<Int>) -> Set<Int> {
        starts.reduce(into: []) { $0.formUnion(body($1)) }
    }
}
