import Testing
import Values

/// The one matcher against a slow and obvious one, over every short pattern and value of two letters.
@Suite struct WildcardMatcherTests {
    private static func words(_ letters: String, upTo length: Int) -> [String] {
        var words = [""]
        var last = words
        for _ in 0..<length {
            last = last.flatMap { word in letters.map { word + String($0) } }
            words += last
        }
        return words
    }

    private static func plainly(_ value: Substring, _ pattern: Substring) -> Bool {
        guard let first = pattern.first else { return value.isEmpty }
        if first == "*" {
            return plainly(value, pattern.dropFirst()) || !value.isEmpty && plainly(value.dropFirst(), pattern)
        }
        guard let letter = value.first, first == "?" || first == letter else { return false }
        return plainly(value.dropFirst(), pattern.dropFirst())
    }

    private static func pattern(_ text: String, ignoresCase: Bool = false) -> WildcardPattern {
        WildcardPattern(
            symbols: text.unicodeScalars.map { scalar in
                switch scalar {
                case "*": WildcardPattern.anyCharacters
                case "?": WildcardPattern.oneCharacter
                default: scalar.value
                }
            }, ignoresCase: ignoresCase)
    }

    @Test func equalsThePlainSearch() {
        let values = Self.words("ab", upTo: 4)
        for pattern in Self.words("ab*", upTo: 4) {
            for value in values {
                let matches = WildcardMatcher.matches(Array(value.utf8), pattern: Array(pattern.utf8))
                #expect(matches == Self.plainly(value[...], pattern[...]), "\(value) \(pattern)")
            }
        }
    }

    @Test func conclusionsOfPatternsHold() {
        let values = Self.words("ab", upTo: 4)
        let patterns = Self.words("a*?", upTo: 3) + ["ab*", "*b", "b?", "*a*b"]
        for wide in patterns {
            for narrow in patterns {
                let own = values.filter { Self.plainly($0[...], wide[...]) }
                let theirs = values.filter { Self.plainly($0[...], narrow[...]) }
                if Self.pattern(wide).covers(Self.pattern(narrow)) {
                    #expect(Set(theirs).isSubset(of: own), "\(wide) covers \(narrow)")
                }
                if Self.pattern(wide).excludes(Self.pattern(narrow)) {
                    #expect(Set(theirs).isDisjoint(with: own), "\(wide) excludes \(narrow)")
                }
            }
        }
    }

    @Test func lettersBeyondASCIIKeepTheirCase() {
        #expect(Self.pattern("A*", ignoresCase: true).covers(Self.pattern("ab")))
        #expect(!Self.pattern("Ä*", ignoresCase: true).covers(Self.pattern("äb", ignoresCase: true)))
        #expect(Self.pattern("Ä*", ignoresCase: true).excludes(Self.pattern("äb", ignoresCase: true)))
    }

    @Test func manyStarsEndSoon() {
        let name = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
        let pattern = Array((String(repeating: "*a", count: 200) + "b").utf8)
        #expect(!WildcardMatcher.matches(name, pattern: pattern))
    }

    @Test func addressesAndBlocksAsText() {
        let blocks = [
            ("10.1.2.3/8", "10.0.0.0/8"), ("10.0.0.1", "10.0.0.1"), ("fe80::1/10", "fe80::/10"), ("::/0", "::/0"),
            ("0.0.0.0/0", "0.0.0.0/0"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("::1", "::1"),
        ]
        for (text, expected) in blocks { #expect(IPRange(text)?.text == expected, "\(text)") }
        let low = IPAddress("10.0.0.1"), high = IPAddress("10.0.0.2")
        if let low, let high { #expect(IPRange(low, high).text == nil) }
    }
}
