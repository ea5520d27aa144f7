/// Which texts a test of a keyword accepts: one text, or those that match a pattern.
package struct WildcardPattern: Hashable, Sendable {
    /// Unicode scalars, and the two symbols below for wildcards; in lower case where `ignoresCase`.
    package let symbols: [UInt32]
    /// ASCII letters are compared without case, as Elasticsearch's index tests do.
    package let ignoresCase: Bool

    /// `*`: any text, also none. No scalar has this value.
    package static let anyCharacters: UInt32 = 0xFFFF_FFFF
    /// `?`: exactly one character. No scalar has this value.
    package static let oneCharacter: UInt32 = 0xFFFF_FFFE

    /// Takes scalars and the two symbols; two stars in a row become one.
    package init(symbols: some Sequence<UInt32>, ignoresCase: Bool) {
        self.init(symbols: symbols, atMost: symbols.underestimatedCount, ignoresCase)
    }

    /// `count`: how many symbols there are at most, as far as it is known.
    private init(symbols: some Sequence<UInt32>, atMost count: Int, _ ignoresCase: Bool) {
        var kept: [UInt32] = []
        kept.reserveCapacity(count)
        for symbol in symbols where symbol != Self.anyCharacters || kept.last != Self.anyCharacters {
            kept.append(ignoresCase && symbol < 0x80 ? UInt32(CaseFolding.lowered(UInt8(symbol))) : symbol)
        }
        self.symbols = kept
        self.ignoresCase = ignoresCase
    }

    /// The pattern that only this text matches.
    package init(_ text: String, ignoresCase: Bool) {
        self.init(symbols: text.unicodeScalars.lazy.map(\.value), atMost: text.utf8.count, ignoresCase)
    }

    /// Whether every text that `other` accepts is accepted here. May say no where the truth is yes, never the reverse.
    ///
    /// A star of `other` can be met by a star only.
    package func covers(_ other: WildcardPattern) -> Bool {
        if other.ignoresCase, !ignoresCase { return false }
        if ignoresCase, !other.ignoresCase { return covers(other.folded) }
        let theirs = other.symbols
        return WildcardMatcher.matches(
            parts: symbols.count, units: theirs.count, isStar: { symbols[$0] == Self.anyCharacters },
            accepts: { Self.accepts(symbols[$0], theirs[$1]) })
    }

    /// Whether no text is accepted by both. May say no where the truth is yes, never the reverse.
    package func excludes(_ other: WildcardPattern) -> Bool {
        if ignoresCase != other.ignoresCase { return folded.excludes(other.folded) }
        if !hasWildcards { return !other.covers(self) }
        if !other.hasWildcards { return !covers(other) }
        return Self.differ(symbols[...], other.symbols[...])
            || Self.differ(symbols.reversed()[...], other.symbols.reversed()[...])
    }

    package var hasWildcards: Bool { symbols.contains { $0 >= Self.oneCharacter } }

    /// The same without regard to case; it accepts at least as much.
    package var folded: WildcardPattern {
        ignoresCase ? self : WildcardPattern(symbols: symbols, ignoresCase: true)
    }

    private static func accepts(_ own: UInt32, _ their: UInt32) -> Bool {
        own == their || own == oneCharacter && their != anyCharacters
    }

    /// Whether two beginnings part before a star of either is reached.
    private static func differ(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> Bool {
        for (left, right) in zip(a, b) {
            if left == anyCharacters || right == anyCharacters { return false }
            if left != right, left != oneCharacter, right != oneCharacter { return true }
        }
        return false
    }
}
