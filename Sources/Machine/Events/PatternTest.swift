import Values

/// Whether bytes match a pattern of a program's pool.
///
/// No recursion. A literal after a star is sought with a linear search and never sought again before that place, so
/// without single-character wildcards the time is linear in the value for each part of the pattern.
enum PatternTest {
    @inline(__always)
    static func fits(_ value: UnsafeBufferPointer<UInt8>, _ pattern: UInt32, _ pools: PoolTable) -> Bool {
        let words = pools.pattern(pattern)
        let strings = (pools.stringBytes, pools.stringEnds)
        return fits(value, words) { word in
            let start = Int(strings.1[Int(word)])
            return UnsafeBufferPointer(start: strings.0 + start, count: Int(strings.1[Int(word) + 1]) - start)
        }
    }

    /// The same from the pools of a program.
    static func fits(
        _ value: UnsafeBufferPointer<UInt8>, _ patterns: WordRows, _ pattern: UInt32, _ strings: StringPool
    ) -> Bool {
        let row = patterns.range(pattern)
        return patterns.words.withUnsafeBufferPointer { words in
            strings.bytes.withUnsafeBufferPointer { bytes in
                fits(value, UnsafeBufferPointer(rebasing: words[row])) { word in
                    UnsafeBufferPointer(rebasing: bytes[strings.range(word)])
                }
            }
        }
    }

    /// The same of bytes in an array.
    static func fits(_ value: [UInt8], _ patterns: WordRows, _ pattern: UInt32, _ strings: StringPool) -> Bool {
        value.withUnsafeBufferPointer { fits($0, patterns, pattern, strings) }
    }

    @inline(__always)
    private static func fits(
        _ value: UnsafeBufferPointer<UInt8>, _ words: UnsafeBufferPointer<UInt32>,
        _ literal: (UInt32) -> UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard let first = words.first, let last = words.last else { return value.isEmpty }
        // A literal at an end decides most misses at once.
        if last < PatternWord.oneCharacter {
            let text = literal(last)
            if !starts(value, at: value.count - text.count, with: text) { return false }
        }
        if first < PatternWord.oneCharacter, !starts(value, at: 0, with: literal(first)) { return false }
        return WildcardMatcher.matches(
            parts: words.count, end: value.count, isStar: { words[$0] == PatternWord.anyCharacters },
            step: { part, place in
                if words[part] == PatternWord.oneCharacter {
                    guard place < value.count else { return nil }
                    let next = place + width(value[place])
                    return next <= value.count ? next : nil
                }
                let text = literal(words[part])
                return starts(value, at: place, with: text) ? place + text.count : nil
            },
            candidate: { part, start in
                var place = start
                while place < value.count, value[place] & 0xC0 == 0x80 { place += 1 }
                return words[part] < PatternWord.oneCharacter
                    ? ValueSearch.first(literal(words[part]), in: value, from: place) : place
            })
    }

    @inline(__always)
    static func width(_ first: UInt8) -> Int { first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1 }

    @inline(__always)
    private static func starts(
        _ value: UnsafeBufferPointer<UInt8>, at place: Int, with text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard place >= 0, value.count - place >= text.count else { return false }
        for index in 0..<text.count where value[place + index] != text[index] { return false }
        return true
    }
}
