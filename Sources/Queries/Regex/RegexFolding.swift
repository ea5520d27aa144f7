// Expressions without regard to case, for languages that cannot ask for that. Only ASCII letters have another case here,
// as in Elasticsearch's indices.

extension Regex {
    /// The expression with both forms of each letter; its text is still the one that was written.
    package var ignoringCase: Regex {
        var regex = self
        regex.root = root.ignoringCase
        return regex
    }

    /// The text as it was written where it says what the tree says, else one that does.
    ///
    /// `inSlashes`: slashes are escaped.
    func text(inSlashes: Bool = false) -> String {
        if inSlashes && text.utf8.contains(UInt8(ascii: "/")) || (try? Regex(text).root) != root {
            return RegexPrinter.text(of: root)
        }
        return text
    }
}

extension RegexNode {
    /// The depth is bounded by the parser of expressions.
    fileprivate var ignoringCase: RegexNode {
        switch self {
        case .nothing, .empty: self
        case .character(let ranges): .character(CharacterRanges.merged(ranges.flatMap(Self.folded)))
        case .sequence(let parts): .sequence(parts.map(\.ignoringCase))
        case .either(let parts): .either(parts.map(\.ignoringCase))
        case .both(let left, let right): .both(left.ignoringCase, right.ignoringCase)
        case .other(let part): .other(part.ignoringCase)
        case .repeated(let part, let least, let most): .repeated(part.ignoringCase, least: least, most: most)
        }
    }

    private static func folded(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
        var ranges = [range]
        for (letters, step) in [(0x41...0x5A, 32), (0x61...0x7A, -32)] as [(ClosedRange<Int>, Int)] {
            let low = max(letters.lowerBound, Int(range.lowerBound))
            let high = min(letters.upperBound, Int(range.upperBound))
            if low <= high { ranges.append(UInt32(low + step)...UInt32(high + step)) }
        }
        return ranges
    }

    /// The texts that a pattern takes.
    init(_ pattern: WildcardText) {
        var parts: [RegexNode] = []
        for part in pattern.parts {
            switch part {
            case .anyCharacters: parts.append(.anyText)
            case .oneCharacter: parts.append(.anyCharacter)
            case .literal(let text): parts += text.unicodeScalars.map { .character([$0.value...$0.value]) }
            }
        }
        self = parts.isEmpty ? .empty : .sequence(parts)
    }
}

extension Comparison {
    /// An expression for the texts that a value or a pattern accepts without regard to case; nil for other comparisons.
    var ignoringCase: RegexNode? {
        let pattern: WildcardText
        switch self {
        case .equals(let literal) where literal.kind != .null: pattern = WildcardText([.literal(literal.text)])
        case .fits(let text): pattern = text
        default: return nil
        }
        return RegexNode(pattern).ignoringCase
    }
}
