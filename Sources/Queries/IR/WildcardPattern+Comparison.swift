package import Values

extension WildcardPattern {
    /// The pattern of a query.
    package init(_ pattern: WildcardText, ignoresCase: Bool) {
        var symbols: [UInt32] = []
        symbols.reserveCapacity(pattern.parts.reduce(0) { $0 + $1.mostSymbols })
        for part in pattern.parts {
            switch part {
            case .literal(let text): for scalar in text.unicodeScalars { symbols.append(scalar.value) }
            case .anyCharacters: symbols.append(Self.anyCharacters)
            case .oneCharacter: symbols.append(Self.oneCharacter)
            }
        }
        self.init(symbols: symbols, ignoresCase: ignoresCase)
    }

    /// The texts that a comparison accepts; nil for ranges, `null` and the test for any value.
    package init?(_ comparison: Comparison, ignoresCase: Bool) {
        switch comparison {
        case .equals(let literal) where literal.kind != .null: self.init(literal.text, ignoresCase: ignoresCase)
        case .fits(let pattern): self.init(pattern, ignoresCase: ignoresCase)
        default: return nil
        }
    }
}

extension WildcardText.Part {
    /// How many symbols of a pattern it becomes at most.
    fileprivate var mostSymbols: Int { if case .literal(let text) = self { text.utf8.count } else { 1 } }
}
