import Schemas

// What translations ask of tests.

extension FieldTest {
    /// Whether no type of the field is analyzed; so it is for a field that no schema knows, whose strings are keywords.
    var comparesWholeValues: Bool { types.allSatisfy { $0.family != .text } }

    /// Whether the field is known, and has no analyzed type.
    var isKnownWhole: Bool { !types.isEmpty && comparesWholeValues }

    /// Whether values are texts that are compared whole: then a regular expression can say what a value says.
    var comparesTexts: Bool { field != .any && types.allSatisfy { $0.family == .keyword } }

    /// The literal of a comparison that says it is exact.
    var exactLiteral: Literal? {
        switch comparison {
        case .equals(let literal), .compares(_, let literal): literal.kind == .exact ? literal : nil
        case .exists, .fits, .between, .matches, .resembles, .near: nil
        }
    }

    /// The name of the field, for messages.
    var shownField: String {
        switch field {
        case .named(let name): name
        case .matching(let pattern): pattern.display
        case .any: "*"
        }
    }

    /// Whether letters are compared without case and case makes a difference.
    var needsIgnoredCase: Bool {
        guard ignoresCase, types.isEmpty || types.contains(where: { $0.family.hasLetters }) else { return false }
        switch comparison {
        case .equals(let literal): return !TextShape.isCaseless(literal.text)
        case .fits(let pattern): return pattern.hasLiteral { !TextShape.isCaseless($0) }
        case .exists: return false
        case .compares, .between, .matches, .resembles, .near: return true
        }
    }

    /// The test as one of equality where that is the same: both bounds of a range are one value, a fuzzy term allows no
    /// edit, words that are near each other are compared as a whole value.
    var simplified: FieldTest {
        var test = self
        switch comparison {
        case .between(let low, let high):
            guard low.relation == .greaterOrEqual, high.relation == .lessOrEqual, !types.isEmpty,
                types.allSatisfy({ $0.family.hasOrder }), !low.literal.text.utf8.contains(UInt8(ascii: "/")),
                low.literal.text.utf8.elementsEqual(high.literal.text.utf8)
            else { break }
            test.comparison = .equals(low.literal)
        case .near(let text, let slop):
            if isKnownWhole || slop == 0 { test.comparison = .equals(Literal(text, .phrase)) }
        case .resembles(let term) where term.edits == 0 && isKnownWhole:
            test.comparison = .equals(Literal(term.text, .phrase))
        case .fits(let pattern):
            if let text = pattern.plainText, comparesWholeValues { test.comparison = .equals(Literal(text, .phrase)) }
        default: break
        }
        return test
    }
}

extension FieldType.Family {
    /// Whether a range from a value to itself is the value.
    fileprivate var hasOrder: Bool {
        switch self {
        case .keyword, .ip, .integer, .float, .date: true
        case .text, .boolean, .range, .flattened, .object, .other: false
        }
    }

    /// Whether letters of values are compared.
    fileprivate var hasLetters: Bool {
        switch self {
        case .ip, .integer, .float, .date, .boolean: false
        case .keyword, .text, .range, .flattened, .object, .other: true
        }
    }
}

extension Literal {
    /// Whether the text is one word of letters and digits: to an analyser `"x"` and `x` are the same then.
    var isOneWord: Bool { !text.isEmpty && text.utf8.allSatisfy(TextShape.isWordByte) }

    /// The words between spaces, where each is of letters and digits; nil for other texts.
    var plainWords: [String]? {
        let words = text.split(separator: " ").map(String.init)
        guard !words.isEmpty, words.allSatisfy({ $0.utf8.allSatisfy(TextShape.isWordByte) }) else { return nil }
        return words
    }
}

extension WildcardText {
    /// Whether a literal part meets the condition.
    func hasLiteral(_ condition: (String) -> Bool) -> Bool {
        parts.contains { if case .literal(let text) = $0 { condition(text) } else { false } }
    }

    /// The text of a pattern without wildcards.
    var plainText: String? {
        parts.contains { $0 == .anyCharacters || $0 == .oneCharacter } ? nil : display
    }

    /// What is between the ends of the pattern and its first and last wildcard.
    var edges: (first: String, last: String) {
        func text(_ part: Part?) -> String { if case .literal(let text)? = part { text } else { "" } }
        return (text(parts.first), text(parts.last))
    }
}

/// What characters of a text are.
enum TextShape {
    /// ASCII letters and digits.
    static func isWordByte(_ byte: UInt8) -> Bool { isLetter(UInt32(byte)) || (0x30...0x39).contains(byte) }

    /// ASCII letters.
    static func isLetter(_ scalar: UInt32) -> Bool { (0x61...0x7A).contains(scalar | 0x20) }

    /// The whitespace of Lucene's query parser.
    static func isLuceneBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r", "\u{3000}": true
        default: false
        }
    }

    /// Whether upper and lower case make no difference to a text.
    static func isCaseless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.isASCII ? !isLetter($0.value) : !$0.properties.changesWhenCaseMapped }
    }
}

extension String {
    /// The text for a message, cut short.
    var shown: String { utf8.count > 60 ? prefix(59) + "…" : self }
}
