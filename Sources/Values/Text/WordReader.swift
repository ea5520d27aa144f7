/// Splits text into the lower-cased words that Elasticsearch's standard analyzer makes of it.
///
/// The rules are those of Unicode's word boundaries as Lucene applies them: letters and digits join; an apostrophe, a
/// full stop or a colon stays inside a word between letters, a full stop or a comma between digits, an underscore next
/// to either; ideographs and hiragana are words of their own. Script-specific dictionaries are not used.
package struct WordReader {
    /// The word that `next` found, lower-cased.
    package private(set) var word: [UInt8] = []
    private var index = 0

    /// Longer words are cut, as Lucene does.
    private static let maximumScalars = 255

    package init() {}

    /// Starts again at the beginning of another text; the buffer is kept.
    package mutating func restart() { index = 0 }

    /// Passes the next word where it is ASCII letters and digits between characters that no word has, and gives where it is;
    /// nil where `next` has to read it.
    package mutating func nextPlain(in text: Span<UInt8>) -> Range<Int>? {
        guard let end = skipToASCIIWord(in: text), end == text.count || Self.partsASCII(text[end]) else { return nil }
        defer { index = end }
        return index..<end
    }

    /// Reads the next word of the text into `word`; false at its end.
    package mutating func next(in text: Span<UInt8>) -> Bool {
        word.removeAll(keepingCapacity: true)
        var scalars = 0
        var hasContent = false
        var previous = WordClass.other
        if let end = skipToASCIIWord(in: text) {
            // Nearly all words are ASCII letters and digits between blanks; the rest goes on below from where such a run ends.
            scalars = end - index
            for place in index..<end { word.append(CaseFolding.lowered(text[place])) }
            index = end
            if end == text.count || Self.partsASCII(text[end]) { return true }
            previous = Self.isLetter(text[end - 1]) ? .letter : .digit
            hasContent = true
        }
        while index < text.count {
            let decoded = UTF8Validation.scalar(at: index, in: text)
            let (scalar, width) = (decoded.value, decoded.length)
            let kind = WordClass(scalar)
            switch joins(kind, after: previous, text, index + width) {
            case .ends:
                if hasContent { return true }
                word.removeAll(keepingCapacity: true)
                (scalars, previous) = (0, .other)
                // The scalar may begin a word of its own.
                guard kind.beginsWord else {
                    index += width
                    continue
                }
            case .joins: break
            }
            if scalars == Self.maximumScalars {
                if hasContent { return true }
                word.removeAll(keepingCapacity: true)
                scalars = 0
            }
            append(scalar)
            scalars += 1
            index += width
            if kind.isContent { hasContent = true }
            if kind != .extend { previous = kind }
            if kind == .single {
                // Only marks may follow.
                previous = .single
            }
        }
        return hasContent
    }

    /// Passes what begins no word, and gives where the run of ASCII letters and digits ends that begins at the place then; nil
    /// where another character comes first, or the run is longer than a word may be.
    private mutating func skipToASCIIWord(in text: Span<UInt8>) -> Int? {
        var start = index
        while start < text.count, Self.partsASCII(text[start]) { start += 1 }
        index = start
        var end = start
        // Not further than a word goes: what follows is read again for the next one.
        let limit = min(text.count, start + Self.maximumScalars)
        while end < limit, Self.isLetter(text[end]) || Self.isDigit(text[end]) { end += 1 }
        return end > start && end < start + Self.maximumScalars ? end : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether a byte is an ASCII character that no word has.
    private static func partsASCII(_ byte: UInt8) -> Bool {
        guard byte < 0x80, !isLetter(byte), !isDigit(byte) else { return false }
        switch byte {
        case 0x5F, 0x2E, 0x27, 0x3A, 0x2C, 0x3B: return false
        default: return true
        }
    }

    private enum Decision { case joins, ends }

    private func joins(_ kind: WordClass, after previous: WordClass, _ text: Span<UInt8>, _ following: Int) -> Decision
    {
        switch (previous, kind) {
        case (.other, _): return .ends
        case (_, .extend): return .joins
        case (.letter, .letter), (.letter, .digit), (.digit, .letter), (.digit, .digit), (.katakana, .katakana):
            return .joins
        case (.letter, .underscore), (.digit, .underscore), (.katakana, .underscore), (.underscore, .underscore):
            return .joins
        case (.underscore, .letter), (.underscore, .digit), (.underscore, .katakana): return .joins
        case (.letter, .betweenLetters), (.letter, .betweenBoth):
            return nextClass(text, following) == .letter ? .joins : .ends
        case (.digit, .betweenDigits), (.digit, .betweenBoth):
            return nextClass(text, following) == .digit ? .joins : .ends
        case (.betweenLetters, .letter), (.betweenBoth, .letter), (.betweenDigits, .digit), (.betweenBoth, .digit):
            return .joins
        default: return .ends
        }
    }

    /// The class of the next scalar that is not a mark.
    private func nextClass(_ text: Span<UInt8>, _ start: Int) -> WordClass {
        var index = start
        while index < text.count {
            let decoded = UTF8Validation.scalar(at: index, in: text)
            let (scalar, width) = (decoded.value, decoded.length)
            let kind = WordClass(scalar)
            if kind != .extend { return kind }
            index += width
        }
        return .other
    }

    private mutating func append(_ scalar: UInt32) {
        CaseFolding.unicode.append(scalar, to: &word)
    }
}

/// What a scalar is to word boundaries.
private enum WordClass {
    case other, letter, digit, katakana, underscore, betweenLetters, betweenDigits, betweenBoth, extend
    /// A word of its own.
    case single

    init(_ scalar: UInt32) {
        switch scalar {
        case 0x61...0x7A, 0x41...0x5A: self = .letter
        case 0x30...0x39: self = .digit
        case 0x5F: self = .underscore
        case 0x2E, 0x27: self = .betweenBoth
        case 0x3A: self = .betweenLetters
        case 0x2C, 0x3B: self = .betweenDigits
        case 0..<0x80: self = .other
        default: self = WordClass(beyondASCII: scalar)
        }
    }

    private init(beyondASCII scalar: UInt32) {
        switch scalar {
        case 0x37E, 0x589, 0x60C, 0x60D, 0x66C, 0x7F8, 0x2044, 0xFE10, 0xFE14, 0xFE50, 0xFE54, 0xFF0C, 0xFF1B:
            self = .betweenDigits
        case 0xB7, 0x387, 0x55F, 0x5F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A: self = .betweenLetters
        case 0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E: self = .betweenBoth
        case 0x203F, 0x2040, 0x2054, 0xFE33, 0xFE34, 0xFE4D...0xFE4F, 0xFF3F, 0x202F: self = .underscore
        case 0x3041...0x309F: self = .single
        case 0x30A0...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F, 0x32D0...0x32FE, 0x3300...0x3357: self = .katakana
        default:
            guard let unicode = Unicode.Scalar(scalar) else {
                self = .other
                return
            }
            let properties = unicode.properties
            switch properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark, .format: self = .extend
            case .decimalNumber: self = .digit
            case _ where properties.isIdeographic: self = .single
            case _ where properties.isAlphabetic: self = .letter
            default: self = .other
            }
        }
    }

    var beginsWord: Bool {
        switch self {
        case .letter, .digit, .katakana, .underscore, .single: true
        case .other, .betweenLetters, .betweenDigits, .betweenBoth, .extend: false
        }
    }

    /// Whether it makes a word by itself; an underscore alone does not.
    var isContent: Bool {
        switch self {
        case .letter, .digit, .katakana, .single: true
        case .other, .underscore, .betweenLetters, .betweenDigits, .betweenBoth, .extend: false
        }
    }
}
