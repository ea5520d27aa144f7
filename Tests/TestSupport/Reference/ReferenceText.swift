import Queries

/// Patterns and words, by the plainest means.
enum ReferenceText {
    /// Whether a whole text matches a pattern.
    static func fits(_ text: String, _ pattern: WildcardText) -> Bool {
        // Which parts of the pattern can begin at each scalar: a set of states, moved along the text.
        let text = Array(text.unicodeScalars)
        var steps: [Step] = []
        for part in pattern.parts {
            switch part {
            case .literal(let literal): steps += literal.unicodeScalars.map(Step.scalar)
            case .anyCharacters: steps.append(.any)
            case .oneCharacter: steps.append(.one)
            }
        }
        var states: Set<Int> = closure([0], steps)
        for scalar in text {
            var next: Set<Int> = []
            for state in states where state < steps.count {
                switch steps[state] {
                case .any: next.insert(state)
                case .one: next.insert(state + 1)
                case .scalar(let wanted): if wanted == scalar { next.insert(state + 1) }
                }
            }
            states = closure(next, steps)
            if states.isEmpty { return false }
        }
        return states.contains(steps.count)
    }

    /// `A` to `Z` in lower case, everything else as it is.
    static func asciiFolded(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }

    private enum Step {
        case scalar(Unicode.Scalar)
        case any, one
    }

    private static func closure(_ states: Set<Int>, _ steps: [Step]) -> Set<Int> {
        var all = states
        for state in states {
            var next = state
            while next < steps.count, case .any = steps[next] {
                next += 1
                all.insert(next)
            }
        }
        return all
    }

    // MARK: words

    /// The words of the standard analyzer, in lower case: the boundaries of Unicode annex 29, as far as letters, digits
    /// and the marks between them go; an ideograph or hiragana letter is a word of its own.
    static func words(of text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var words: [String] = []
        var start: Int?
        func finish(_ end: Int) {
            if let first = start, scalars[first..<end].contains(where: isWordScalar) {
                words.append(ReferenceScalar.folded(String(String.UnicodeScalarView(scalars[first..<end]))))
            }
            start = nil
        }
        for index in scalars.indices {
            if index > 0, start != nil, joins(scalars, index) { continue }
            finish(index)
            start = index
        }
        finish(scalars.count)
        return words
    }

    private enum Class {
        case letter, digit, ideograph, katakana, connector, midLetter, midNumber, midBoth, extend, other
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        [.letter, .digit, .ideograph, .katakana].contains(classify(scalar))
    }

    private static func classify(_ scalar: Unicode.Scalar) -> Class {
        switch scalar.value {
        case 0x27, 0x2E, 0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E: return .midBoth
        case 0x3A, 0xB7, 0x0387, 0x055F, 0x05F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A: return .midLetter
        case 0x2C, 0x3B, 0x037E, 0x0589, 0x060C, 0x060D, 0x066C, 0x07F8, 0x2044, 0xFE10, 0xFE14, 0xFE50, 0xFE54, 0xFF0C,
            0xFF1B:
            return .midNumber
        case 0x3041...0x309F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .ideograph
        case 0x30A0...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: return .katakana
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .extend
        case .decimalNumber: return .digit
        case .connectorPunctuation: return .connector
        default: return scalar.properties.isAlphabetic ? .letter : .other
        }
    }

    /// Whether no boundary is before the scalar at `index`.
    private static func joins(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        let after = classify(scalars[index])
        if after == .extend { return true }
        func before(_ count: Int) -> Class {
            var left = count
            var position = index
            while position > 0 {
                position -= 1
                let found = classify(scalars[position])
                if found == .extend { continue }
                left -= 1
                if left == 0 { return found }
            }
            return .other
        }
        func next() -> Class {
            scalars[(index + 1)...].lazy.map(classify).first { $0 != .extend } ?? .other
        }
        switch (before(1), after) {
        case (.letter, .letter), (.letter, .digit), (.digit, .letter), (.digit, .digit): return true
        case (.katakana, .katakana): return true
        case (.letter, .midLetter), (.letter, .midBoth): return next() == .letter
        case (.midLetter, .letter), (.midBoth, .letter): return before(2) == .letter
        case (.digit, .midNumber), (.digit, .midBoth): return next() == .digit
        case (.midNumber, .digit), (.midBoth, .digit): return before(2) == .digit
        case (.connector, .connector): return true
        case (.letter, .connector), (.digit, .connector), (.katakana, .connector): return true
        case (.connector, .letter), (.connector, .digit), (.connector, .katakana): return true
        default: return false
        }
    }
}
