import Diagnostics
import Schemas
import SourceText

// What a question means for the types of a field.
extension DSLLowering {
    /// `tells`: whether a value that the types cannot have is an issue; else such types are passed over.
    mutating func test(
        _ field: FieldSelector, _ types: [FieldType], _ question: DSLQuestion, _ range: ByteRange, tells: Bool
    ) -> ExprID {
        let words = types.filter { $0.family == .text }
        // Terms are compared with the words of an analyzed text as they are: the text is analyzed, the term is not.
        guard !words.isEmpty, question.differsOnWords else {
            return wholes(field, types, question, range, tells: tells)
        }
        let others = types.filter { $0.family != .text }
        let onWords = self.words(field, words, question, range)
        if others.isEmpty { return onWords }
        let onWholes = wholes(field, others, question, range, tells: tells)
        return add(.or([onWords, onWholes]), range)
    }

    private mutating func wholes(
        _ field: FieldSelector, _ types: [FieldType], _ question: DSLQuestion, _ range: ByteRange, tells: Bool
    ) -> ExprID {
        var types = types
        let tests = comparisons(question, range)
        if tells, case .named(let name) = field {
            // One cause, one finding: the first value that does not match is reported.
            let issue = tests.lazy.flatMap(\.sides).compactMap {
                ComparisonTypes.issue($0.comparison, name, types, at: $0.range)
            }.first
            issues += issue.map { [$0] } ?? []
        }
        if !tells, !types.isEmpty {
            types.removeAll { type in !tests.contains { ComparisonTypes.takes(type, $0.comparison) } }
            if types.isEmpty { return add(.constant(false), range) }
        }
        let children = tests.map { test in
            add(.test(FieldTest(field, types: types, test.comparison, ignoresCase: test.ignoresCase)), range)
        }
        return join(children, isAll: false, range)
    }

    private struct Asked {
        var comparison: Comparison
        var range: ByteRange
        var ignoresCase = false
        /// The bounds of a range.
        var bounds: [DSLBound] = []

        /// What is asked, value by value.
        var sides: [(comparison: Comparison, range: ByteRange)] {
            if bounds.isEmpty { return [(comparison, range)] }
            return bounds.map { (.compares($0.relation, $0.value.literal(.anyWord)), $0.value.range) }
        }
    }

    /// What is asked of whole values; one of them has to hold, and none never does.
    private mutating func comparisons(_ question: DSLQuestion, _ range: ByteRange) -> [Asked] {
        switch question {
        case .term(let values, let ignoresCase):
            return values.map {
                Asked(comparison: .equals($0.literal(.anyWord)), range: $0.range, ignoresCase: ignoresCase)
            }
        case .match(let value, let needsAll, let fuzziness):
            if let fuzziness, fuzziness.edits(of: value.text) > 0 { return fuzzy(value, fuzziness) }
            return [Asked(comparison: .equals(value.literal(needsAll ? .allWords : .anyWord)), range: value.range)]
        case .phrase(let value, slop: 0):
            return [Asked(comparison: .equals(value.literal(.phrase)), range: value.range)]
        case .phrase(let value, let slop): return [Asked(comparison: .near(value.text, slop: slop), range: value.range)]
        case .range(let low, let high):
            let bounds = [low, high].compactMap { $0 }
            let low = low.map { RangeBound($0.relation, $0.value.literal(.anyWord)) }
            let high = high.map { RangeBound($0.relation, $0.value.literal(.anyWord)) }
            switch (low, high) {
            case (let low?, let high?): return [Asked(comparison: .between(low, high), range: range, bounds: bounds)]
            case (let bound?, nil), (nil, let bound?):
                return [
                    Asked(comparison: .compares(bound.relation, bound.literal), range: range, bounds: bounds)
                ]
            case (nil, nil): return [Asked(comparison: .exists, range: range)]
            }
        case .exists: return [Asked(comparison: .exists, range: range)]
        case .wildcard(let value, let ignoresCase):
            let pattern = WildcardText(lucene: value.text)
            // `*` alone takes the empty text too, which `exists` does as well.
            return [Asked(comparison: .fits(pattern), range: value.range, ignoresCase: ignoresCase)]
        case .prefix(let value, let ignoresCase):
            let parts = [.literal(value.text), .anyCharacters].filter { $0 != WildcardText.Part.literal("") }
            return [Asked(comparison: .fits(WildcardText(parts)), range: value.range, ignoresCase: ignoresCase)]
        case .regexp(let value, let ignoresCase):
            return regex(value, ignoresCase).map { [Asked(comparison: .matches($0), range: value.range)] } ?? []
        case .fuzzy(let value, let fuzziness): return fuzzy(value, fuzziness)
        }
    }

    private mutating func fuzzy(_ value: DSLValue, _ fuzziness: DSLFuzziness) -> [Asked] {
        guard value.text.unicodeScalars.count <= FuzzyTerm.maximumLength else {
            issues.append(
                Diagnostic(
                    .limit, value.range, "a fuzzy term is longer than \(FuzzyTerm.maximumLength) characters"))
            return []
        }
        let term = FuzzyTerm(value.text, edits: fuzziness.edits(of: value.text))
        return [Asked(comparison: .resembles(term), range: value.range)]
    }

    private mutating func regex(_ value: DSLValue, _ ignoresCase: Bool) -> Regex? {
        do throws(RegexError) {
            return try regexes.regex(value.text, ignoresCase: ignoresCase)
        } catch {
            issues.append(error.diagnostic(.syntax, at: value.range))
            return nil
        }
    }

    // MARK: words of analyzed text

    private mutating func words(
        _ field: FieldSelector, _ types: [FieldType], _ question: DSLQuestion, _ range: ByteRange
    ) -> ExprID {
        let comparisons: [Comparison]
        var isAll = false
        switch question {
        case .term(let values, let ignoresCase):
            comparisons = values.compactMap { Regex.literal($0.text, ignoresCase).map { .matches($0) } }
        case .prefix(let value, let ignoresCase):
            guard var regex = Regex.literal(value.text, ignoresCase) else { return add(.constant(false), range) }
            regex.root = .sequence([regex.root, .anyText])
            comparisons = [.matches(regex)]
        case .match(let value, let needsAll, let fuzziness?):
            let pieces = value.text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
            guard pieces.allSatisfy({ $0.utf8.allSatisfy(\.isPlain) }) else {
                return refused(
                    "fuzziness", value.range,
                    "`fuzziness` over `\(value.text)` depends on how it is cut into words, "
                        + "and cannot be evaluated here")
            }
            isAll = needsAll && !pieces.isEmpty
            comparisons = pieces.map { piece in
                let word = piece.lowercased()
                return .resembles(FuzzyTerm(word, edits: fuzziness.edits(of: word)))
            }
        default: return add(.constant(false), range)
        }
        let children = comparisons.map { add(.test(FieldTest(field, types: types, $0)), range) }
        return join(children, isAll: isAll, range)
    }
}

extension DSLQuestion {
    /// Whether the question means something else for analyzed text than the IR's comparison of its name.
    fileprivate var differsOnWords: Bool {
        switch self {
        case .term, .prefix: true
        case .match(_, _, let fuzziness): fuzziness != nil
        case .phrase, .range, .exists, .wildcard, .regexp, .fuzzy: false
        }
    }
}

extension DSLValue {
    func literal(_ kind: Literal.Kind) -> Literal { Literal(text, self.kind == .boolean ? .boolean : kind) }
}

extension UInt8 {
    /// A letter or digit of ASCII, of which the analysis of text makes words as they are written.
    fileprivate var isPlain: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}

extension Regex {
    /// The expression that this text matches and no other; nil where it is longer than words are.
    static func literal(_ text: String, _ ignoresCase: Bool) -> Regex? {
        guard text.utf16.count <= Regex.maximumLength / 2 else { return nil }
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) {
                escaped.unicodeScalars.append("\\")
            }
            escaped.unicodeScalars.append(scalar)
        }
        guard let regex = try? Regex(escaped.isEmpty ? "()" : escaped) else { return nil }
        return ignoresCase ? regex.ignoringCase : regex
    }
}
