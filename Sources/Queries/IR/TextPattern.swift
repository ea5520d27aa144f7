/// Which texts a test of a keyword takes: one text, or those that fit a pattern.
package struct TextPattern: Hashable, Sendable {
    /// Unicode scalars, and the two signs below for wildcards; in lower case where `ignoresCase`.
    package let signs: [UInt32]
    package let ignoresCase: Bool

    /// No scalar has these values.
    static let anyCharacters: UInt32 = 0xFFFF_FFFF
    static let oneCharacter: UInt32 = 0xFFFF_FFFE

    package init(_ pattern: WildcardText, ignoresCase: Bool) {
        var signs: [UInt32] = []
        for part in pattern.parts {
            switch part {
            case .literal(let text): Self.append(text, ignoresCase, to: &signs)
            // Two stars in a row are one.
            case .anyCharacters: if signs.last != Self.anyCharacters { signs.append(Self.anyCharacters) }
            case .oneCharacter: signs.append(Self.oneCharacter)
            }
        }
        self.signs = signs
        self.ignoresCase = ignoresCase
    }

    package init(_ text: String, ignoresCase: Bool) {
        var signs: [UInt32] = []
        signs.reserveCapacity(text.utf8.count)
        Self.append(text, ignoresCase, to: &signs)
        self.signs = signs
        self.ignoresCase = ignoresCase
    }

    /// The texts that a comparison takes; nil for ranges, `null` and the test for any value.
    package init?(_ comparison: Comparison, ignoresCase: Bool) {
        switch comparison {
        case .equals(let literal) where literal.kind != .null: self.init(literal.text, ignoresCase: ignoresCase)
        case .fits(let pattern): self.init(pattern, ignoresCase: ignoresCase)
        default: return nil
        }
    }

    private static func append(_ text: String, _ ignoresCase: Bool, to signs: inout [UInt32]) {
        for scalar in (ignoresCase ? text.lowercased() : text).unicodeScalars { signs.append(scalar.value) }
    }

    /// Whether every text that `other` takes is taken here. May say no where the truth is yes, never the reverse.
    ///
    /// Linear in `other` times the stars here; a star of `other` can be met by a star only.
    package func covers(_ other: TextPattern) -> Bool {
        if other.ignoresCase, !ignoresCase { return false }
        if ignoresCase, !other.ignoresCase { return covers(other.folded) }
        let theirs = other.signs
        var i = 0
        var j = 0
        var retry: (own: Int, their: Int)?
        while i < theirs.count {
            if j < signs.count, signs[j] == Self.anyCharacters {
                retry = (j, i)
                j += 1
            } else if j < signs.count, Self.takes(signs[j], theirs[i]) {
                i += 1
                j += 1
            } else if let back = retry {
                retry = (back.own, back.their + 1)
                j = back.own + 1
                i = back.their + 1
            } else {
                return false
            }
        }
        while j < signs.count, signs[j] == Self.anyCharacters { j += 1 }
        return j == signs.count
    }

    /// Whether no text is taken by both. May say no where the truth is yes, never the reverse.
    package func excludes(_ other: TextPattern) -> Bool {
        if ignoresCase != other.ignoresCase { return folded.excludes(other.folded) }
        if !hasWildcards { return !other.covers(self) }
        if !other.hasWildcards { return !covers(other) }
        return Self.differ(signs[...], other.signs[...])
            || Self.differ(signs.reversed()[...], other.signs.reversed()[...])
    }

    package var hasWildcards: Bool { signs.contains { $0 >= Self.oneCharacter } }

    /// The same without regard to case; it takes at least as much.
    package var folded: TextPattern {
        if ignoresCase { return self }
        var parts: [WildcardText.Part] = []
        for sign in signs {
            switch sign {
            case Self.anyCharacters: parts.append(.anyCharacters)
            case Self.oneCharacter: parts.append(.oneCharacter)
            default: parts.append(.literal(Unicode.Scalar(sign).map { String($0) } ?? ""))
            }
        }
        return TextPattern(WildcardText(parts), ignoresCase: true)
    }

    private static func takes(_ own: UInt32, _ their: UInt32) -> Bool {
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
