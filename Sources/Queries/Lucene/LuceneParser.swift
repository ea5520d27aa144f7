import SourceText

/// The grammar: clauses with modifiers, joined by AND and OR that touch only their neighbors.
struct LuceneParser {
    let scanner: LuceneScanner
    let text: String
    let defaultOperator: Lucene.DefaultOperator
    /// After the last token that was taken.
    private var offset = 0
    /// The token that follows an offset.
    private var ahead: (offset: Int, token: LuceneToken)?
    private var depth = 0
    /// Parentheses that are open, for messages.
    private var open: [ByteRange] = []
    /// After an error, the clauses that were complete before it, those of outer lists first.
    private var complete: [LuceneClause] = []

    init(_ text: String, _ defaultOperator: Lucene.DefaultOperator) {
        self.text = text
        self.defaultOperator = defaultOperator
        scanner = LuceneScanner(bytes: Array(text.utf8))
    }

    /// The whole text.
    mutating func query() -> LuceneQuery {
        do throws(LuceneSyntaxError) {
            let root = try clauses(of: nil)
            let rest = peek()
            guard rest.kind == .end else { throw LuceneSyntaxError.unexpected(rest, in: self) }
            return LuceneQuery(text: text, root: root, issues: [])
        } catch {
            let ranges = complete.map(\.node.range)
            let whole = ranges.dropFirst().reduce(ranges.first) { $0?.union($1) }
            let recovered = whole.map { LuceneNode.clauses(complete, boost: nil, $0) }
            return LuceneQuery(text: text, root: nil, recovered: recovered, issues: [error.issue])
        }
    }

    // MARK: tokens

    /// The next token; outside ranges it is cut once, however often it is looked at.
    private mutating func peek(_ mode: LuceneScanner.Mode = .plain) -> LuceneToken {
        guard mode == .plain else { return scanner.token(from: offset, mode) }
        if let ahead, ahead.offset == offset { return ahead.token }
        let token = scanner.token(from: offset, .plain)
        ahead = (offset, token)
        return token
    }

    private func peek(behind token: LuceneToken) -> LuceneToken { scanner.token(from: token.range.end, .plain) }

    /// The next token if it is of that kind, taken.
    private mutating func take(_ kind: LuceneToken.Kind, _ mode: LuceneScanner.Mode = .plain) -> LuceneToken? {
        let token = peek(mode)
        guard token.kind == kind else { return nil }
        offset = token.range.end
        return token
    }

    /// What is between the marks of a token.
    private func inside(_ token: LuceneToken) -> ByteRange { ByteRange(token.range.start + 1, token.range.end - 1) }

    func source(_ range: ByteRange) -> String {
        String(decoding: scanner.bytes[range.start..<min(range.end, scanner.bytes.count)], as: UTF8.self)
    }

    // MARK: clauses

    /// A query, to the end of the text or to a closing parenthesis.
    private mutating func clauses(of field: LuceneField?) throws(LuceneSyntaxError) -> LuceneNode {
        var list = ClauseList(defaultOperator)
        do throws(LuceneSyntaxError) {
            while true {
                if let joined = try joinedTerms(of: field) {
                    list.add(joined)
                    continue
                }
                let next = peek()
                if !list.clauses.isEmpty, next.kind == .end || next.kind == .close { break }
                let connective = list.clauses.isEmpty ? nil : self.connective()
                let modifier = self.modifier()
                let node = try clause(of: field, after: modifier ?? connective)
                list.add(node, connective: connective?.kind, modifier: modifier?.kind)
            }
        } catch {
            complete = list.clauses + complete
            throw error
        }
        return list.node
    }

    private mutating func connective() -> LuceneToken? { take(.and) ?? take(.or) }

    private mutating func modifier() -> LuceneToken? { take(.plus) ?? take(.minus) ?? take(.not) }

    /// Two terms or more side by side are one text; nil where the next two are not.
    private mutating func joinedTerms(of field: LuceneField?) throws(LuceneSyntaxError) -> LuceneNode? {
        let first = peek()
        guard first.kind == .term else { return nil }
        var terms = [first]
        while true {
            let next = peek(behind: terms[terms.count - 1])
            guard next.kind == .term, joins(peek(behind: next).kind) else { break }
            terms.append(next)
        }
        guard terms.count > 1 else { return nil }
        offset = terms[terms.count - 1].range.end
        var words: [String] = []
        for term in terms { words.append(try LuceneEscapes.decoded(source(term.range), of: term)) }
        let range = first.range.union(terms[terms.count - 1].range)
        return .test(plain(words.joined(separator: " "), field, range))
    }

    /// Whether a term before a token of this kind may join the terms before it.
    private func joins(_ kind: LuceneToken.Kind) -> Bool {
        switch kind {
        case .colon, .star, .fuzzy, .caret, .and, .or: false
        default: true
        }
    }

    private mutating func clause(
        of outer: LuceneField?, after before: LuceneToken?
    ) throws(LuceneSyntaxError) -> LuceneNode {
        let start = peek()
        var field = outer
        if start.kind == .term || start.kind == .star, peek(behind: start).kind == .colon {
            let name = start.kind == .star ? "*" : try LuceneEscapes.decoded(source(start.range), of: start)
            field = LuceneField(name, start.range)
            offset = start.range.end
            _ = take(.colon)
        }
        let isNamed = offset > start.range.start && field?.range == start.range
        guard let parenthesis = take(.open) else {
            return try test(of: field, start: isNamed ? start.range : nil, after: before)
        }
        guard depth < Lucene.maximumDepth else { throw LuceneSyntaxError.tooDeep(parenthesis) }
        depth += 1
        open.append(parenthesis.range)
        let inner = try clauses(of: field)
        guard take(.close) != nil else { throw LuceneSyntaxError.unclosed(parenthesis, peek(), in: self) }
        depth -= 1
        open.removeLast()
        let boosted = inner.boosted(try boost())
        if case .clauses(let clauses, let boost, _) = boosted {
            return .clauses(clauses, boost: boost, taken(from: start.range))
        }
        return boosted
    }

    // MARK: tests

    private mutating func test(
        of field: LuceneField?, start: ByteRange?, after before: LuceneToken?
    ) throws(LuceneSyntaxError) -> LuceneNode {
        let token = peek()
        var test: LuceneTest
        let factor: Double?
        switch token.kind {
        case .term, .star, .prefix, .wildcard, .regex, .lonelyOperator, .quoted:
            offset = token.range.end
            let suffixes = try self.suffixes()
            test = try word(token, field, suffixes.fuzzy)
            factor = suffixes.boost
        case .rangeOpen:
            offset = token.range.end
            test = try range(token, field)
            factor = try boost()
        default:
            throw LuceneSyntaxError.noClause(token, after: before, field: start == nil ? nil : field, in: self)
        }
        test.range = taken(from: start ?? token.range)
        return LuceneNode.test(test).boosted(factor)
    }

    /// The bytes from the start of a range to the end of the last token that was taken.
    private func taken(from start: ByteRange) -> ByteRange { ByteRange(start.start, max(start.end, offset)) }

    /// `~…` and `^…` in either order.
    private mutating func suffixes() throws(LuceneSyntaxError) -> (fuzzy: LuceneToken?, boost: Double?) {
        if let fuzzy = take(.fuzzy) { return (fuzzy, try boost()) }
        guard let boost = try boost() else { return (nil, nil) }
        return (take(.fuzzy), boost)
    }

    private mutating func boost() throws(LuceneSyntaxError) -> Double? {
        guard take(.caret) != nil else { return nil }
        guard let number = take(.number, .boost), let value = Double(source(number.range)) else {
            throw LuceneSyntaxError.noBoost(at: offset, in: self)
        }
        return value
    }

    private func word(
        _ token: LuceneToken, _ field: LuceneField?, _ fuzzy: LuceneToken?
    ) throws(LuceneSyntaxError) -> LuceneTest {
        let range = token.range
        let text = source(range)
        switch token.kind {
        case .star:
            let isAny = field == nil || field?.name == "*"
            return LuceneTest(isAny ? nil : field, isAny ? .matchAll : .exists, range)
        case .wildcard: return LuceneTest(field, .wildcard(text), range)
        case .prefix:
            let value = try LuceneEscapes.decoded(source(ByteRange(range.start, range.end - 1)), of: token)
            return LuceneTest(field, .prefix(value), range)
        case .regex: return LuceneTest(field, .regex(source(inside(token))), range)
        case .quoted:
            let value = try LuceneEscapes.decoded(source(inside(token)), of: token)
            if isExistence(field) { return exists(value, range) }
            let slop = fuzzy.map { Self.slop(source($0.range).dropFirst()) } ?? 0
            return LuceneTest(field, .phrase(value, slop: slop), range)
        case .lonelyOperator: return LuceneTest(field, .text(String(text.prefix(1))), range)
        default:
            let value = try LuceneEscapes.decoded(text, of: token)
            guard let fuzzy else { return plain(value, field, range) }
            return LuceneTest(field, .fuzzy(value, try distance(fuzzy)), range)
        }
    }

    /// Analyzed text, or what Elasticsearch reads out of it: `_exists_:f`, `f:>v`.
    private func plain(_ text: String, _ field: LuceneField?, _ range: ByteRange) -> LuceneTest {
        guard let field else { return LuceneTest(nil, .text(text), range) }
        if isExistence(field) { return exists(text, range) }
        let bytes = Array(text.utf8)
        let isGreater = bytes.first == UInt8(ascii: ">")
        guard bytes.count > 1, isGreater || bytes.first == UInt8(ascii: "<") else {
            return LuceneTest(field, .text(text), range)
        }
        let isInclusive = bytes.count > 2 && bytes[1] == UInt8(ascii: "=")
        let value = String(decoding: bytes[(isInclusive ? 2 : 1)...], as: UTF8.self)
        let bound = value == "*" ? nil : LuceneBound(value, isInclusive: isInclusive)
        let question: LuceneTest.Question =
            isGreater ? .range(lower: bound, upper: nil) : .range(lower: nil, upper: bound)
        return LuceneTest(field, question, range)
    }

    private func isExistence(_ field: LuceneField?) -> Bool { field?.name == "_exists_" }

    private func exists(_ name: String, _ place: ByteRange) -> LuceneTest {
        LuceneTest(LuceneField(name, place), .exists, place)
    }

    /// A slop that is no number counts as none; a fraction is cut.
    private static func slop(_ text: Substring) -> Int {
        guard let value = Double(text), value.isFinite else { return 0 }
        return Int(min(max(value, 0), Double(Int32.max)))
    }

    private func distance(_ token: LuceneToken) throws(LuceneSyntaxError) -> LuceneDistance {
        let text = source(token.range).dropFirst()
        if text.isEmpty || text.uppercased() == "AUTO" { return .automatic }
        guard let value = Double(text), value == 0 || value == 1 || value == 2 else {
            throw LuceneSyntaxError.badDistance(token, in: self)
        }
        return .edits(Int(value))
    }

    // MARK: ranges

    private mutating func range(_ opening: LuceneToken, _ field: LuceneField?) throws(LuceneSyntaxError) -> LuceneTest {
        let low = try side(opening)
        guard take(.to, .range) != nil else { throw LuceneSyntaxError.noTo(peek(.range), opening, in: self) }
        let high = try side(opening)
        guard let closing = take(.rangeClose, .range) else {
            throw LuceneSyntaxError.openRange(peek(.range), opening, in: self)
        }
        let bound = { (text: String, isInclusive: Bool) in
            text == "*" ? nil : LuceneBound(text, isInclusive: isInclusive)
        }
        let question = LuceneTest.Question.range(
            lower: bound(low, source(opening.range) == "["), upper: bound(high, source(closing.range) == "]"))
        return LuceneTest(field, question, opening.range.union(closing.range))
    }

    private mutating func side(_ opening: LuceneToken) throws(LuceneSyntaxError) -> String {
        let token = peek(.range)
        switch token.kind {
        case .rangeQuoted:
            offset = token.range.end
            return try LuceneEscapes.decoded(source(inside(token)), of: token)
        case .rangeText, .to:
            offset = token.range.end
            return try LuceneEscapes.decoded(source(token.range), of: token)
        default: throw LuceneSyntaxError.openRange(token, opening, in: self)
        }
    }

    /// The parenthesis that is open at the place of a fault.
    var lastOpen: ByteRange? { open.last }
}

/// Clauses as they come, each required, prohibited or neither (Lucene's `addClause`).
private struct ClauseList {
    let defaultOperator: Lucene.DefaultOperator
    var clauses: [LuceneClause] = []
    /// The one clause that may represent the list: the first, without a modifier.
    private var isBare = false

    init(_ defaultOperator: Lucene.DefaultOperator) { self.defaultOperator = defaultOperator }

    /// Words that were joined: no operator touches them.
    mutating func add(_ joined: LuceneNode) {
        if clauses.isEmpty { isBare = true }
        clauses.append(LuceneClause(defaultOperator == .or ? .should : .must, joined))
    }

    mutating func add(_ node: LuceneNode, connective: LuceneToken.Kind?, modifier: LuceneToken.Kind?) {
        if let last = clauses.indices.last, clauses[last].occurrence != .mustNot {
            if connective == .and { clauses[last].occurrence = .must }
            if connective == .or, defaultOperator == .and { clauses[last].occurrence = .should }
        }
        if clauses.isEmpty { isBare = modifier == nil }
        let isProhibited = modifier == .minus || modifier == .not
        let isRequired =
            switch defaultOperator {
            case .or: modifier == .plus || connective == .and
            case .and: connective != .or
            }
        clauses.append(LuceneClause(isProhibited ? .mustNot : isRequired ? .must : .should, node))
    }

    var node: LuceneNode {
        if clauses.count == 1, isBare { return clauses[0].node }
        let range = clauses.dropFirst().reduce(clauses[0].node.range) { $0.union($1.node.range) }
        return .clauses(clauses, boost: nil, range)
    }
}
