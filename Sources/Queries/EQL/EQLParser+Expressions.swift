import SourceText

/// Expressions, from the loosest operator to the tightest.
extension EQLParser {
    /// Operands joined by `and` and `or` up to what ends the innermost bracket.
    mutating func expression() -> EQLNode? {
        var alternatives: [EQLNode] = []
        var operands: [EQLNode] = []
        var start = token.range.start
        var end = start
        let whole = start
        reading: while !isStopped {
            if let operand = negation() {
                operands.append(operand)
                end = lastEnd
            }
            switch connective() {
            case .or:
                if let node = Self.join(operands, ByteRange(start, end), EQLNode.and) { alternatives.append(node) }
                operands = []
                start = token.range.start
            case .and: break
            default: break reading
            }
        }
        if let node = Self.join(operands, ByteRange(start, end), EQLNode.and) { alternatives.append(node) }
        return Self.join(alternatives, ByteRange(whole, end), EQLNode.or)
    }

    private static func join(
        _ nodes: [EQLNode], _ range: ByteRange, _ make: ([EQLNode], ByteRange) -> EQLNode
    ) -> EQLNode? {
        nodes.count > 1 ? make(nodes, range) : nodes.first
    }

    /// The word after an operand, or nil where the innermost bracket closes. Anything else is an error.
    private mutating func connective() -> EQLKeyword? {
        while !isStopped {
            if skip(.and) { return .and }
            if skip(.or) { return .or }
            if let (word, count) = EQLDiagnostics.meantConnective(in: self) {
                note(EQLDiagnostics.wrongConnective(word, count: count, in: self))
                advance(count)
                return word
            }
            if isAtTerminator { return nil }
            // A stage without its bracket: the next one begins.
            if open.last?.frame == .stage, isAt(.openBracket) || isAt(.missing) { return nil }
            note(EQLDiagnostics.leftover(in: self))
            recover()
            if !isAtEnd, closesOpen, !isAtTerminator { return nil }
            if isAt(.openBracket) || isAt(.missing) || isAt(.until) || isAt(.pipe) { return nil }
        }
        return nil
    }

    private mutating func negation() -> EQLNode? {
        guard isAt(.not) else { return comparison() }
        guard enter() else { return nil }
        defer { leave() }
        let start = token.range.start
        advance()
        guard let node = negation() else { return nil }
        return .not(node, ByteRange(start, lastEnd))
    }

    private mutating func comparison() -> EQLNode? {
        let start = token.range.start
        guard let left = sum(.operand) else { return nil }
        guard let comparison = comparisonOperator() else { return left }
        guard let right = sum(.right(of: comparison)) else { return nil }
        let node = EQLNode.comparison(left, comparison, right, ByteRange(start, lastEnd))
        if case .sign(let sign) = token.kind, EQLComparison(rawValue: sign.rawValue) != nil {
            note(EQLDiagnostics.chain(in: self))
            recover()
        }
        return node
    }

    /// Passes a comparison operator, or what was meant as one.
    private mutating func comparisonOperator() -> EQLComparison? {
        guard case .sign(let sign) = token.kind else { return nil }
        if let (meant, count) = EQLDiagnostics.meantComparison(in: self) {
            note(EQLDiagnostics.wrongComparison(meant, count: count, in: self))
            advance(count)
            return meant
        }
        guard let comparison = EQLComparison(rawValue: sign.rawValue) else { return nil }
        advance()
        return comparison
    }

    // MARK: arithmetic

    /// Where a value is, for the words of an error.
    enum Place {
        case operand
        case right(of: EQLComparison)
        case behind(String)
    }

    private mutating func sum(_ place: Place) -> EQLNode? {
        chain(place, isProduct: false) { parser, place in parser.product(place) }
    }

    private mutating func product(_ place: Place) -> EQLNode? {
        chain(place, isProduct: true) { parser, place in parser.signed(place) }
    }

    /// Operands of one level of operators.
    private mutating func chain(
        _ place: Place, isProduct: Bool, _ operand: (inout EQLParser, Place) -> EQLNode?
    ) -> EQLNode? {
        let start = token.range.start
        guard let first = operand(&self, place) else { return nil }
        var terms: [EQLTerm] = []
        while !isStopped, case .sign(let sign) = token.kind, let operation = EQLOperation(rawValue: sign.rawValue),
            operation.isProduct == isProduct
        {
            advance()
            guard let next = operand(&self, .behind(operation.rawValue)) else { return nil }
            terms.append(EQLTerm(operation, next))
        }
        return terms.isEmpty ? first : .arithmetic(first, terms, ByteRange(start, lastEnd))
    }

    private mutating func signed(_ place: Place) -> EQLNode? {
        guard isAt(.minus) || isAt(.plus) else { return predicate(place) }
        guard enter() else { return nil }
        defer { leave() }
        let start = token.range.start
        let isMinus = isAt(.minus)
        advance()
        guard let node = signed(.behind(isMinus ? "-" : "+")) else { return nil }
        return .sign(isMinus: isMinus, node, ByteRange(start, lastEnd))
    }

    // MARK: lists and patterns

    /// A primary with `in`, `:`, `like` or `regex` after it, or without.
    private mutating func predicate(_ place: Place) -> EQLNode? {
        let start = token.range.start
        guard let node = primary(place) else { return nil }
        var isNegated = false
        if isAt(.not) {
            switch token(after: 1).kind {
            case .keyword(.in), .keyword(.inInsensitive): isNegated = true
            case .sign(.colon), .keyword(.like), .keyword(.likeInsensitive), .keyword(.regex),
                .keyword(.regexInsensitive):
                note(EQLDiagnostics.notBeforeMatcher(ByteRange(start, lastEnd), in: self))
            default: return node
            }
            advance()
        }
        switch token.kind {
        case .keyword(.in), .keyword(.inInsensitive):
            let ignoresCase = isAt(.inInsensitive)
            advance()
            guard let values = list(after: ignoresCase ? "in~" : "in") else { return nil }
            return .list(
                node, values, isNegated: isNegated, ignoresCase: ignoresCase, ByteRange(start, lastEnd))
        case .sign(.colon): return match(node, .colon, from: start)
        case .keyword(let word):
            guard let matcher = EQLMatcher(rawValue: word.rawValue) else { return node }
            return match(node, matcher, from: start)
        default: return node
        }
    }

    /// The values of `in`.
    private mutating func list(after word: String) -> [EQLNode]? {
        guard isAt(.openParenthesis) else {
            note(EQLDiagnostics.noList(after: word, in: self))
            recover()
            return nil
        }
        return bracketed("a value")
    }

    /// Expressions in parentheses, parted with commas; the opening one is at hand.
    private mutating func bracketed(_ wanted: String, mayBeEmpty: Bool = false) -> [EQLNode]? {
        guard enter() else { return nil }
        open.append((.list, token))
        defer {
            open.removeLast()
            leave()
        }
        let opener = token
        advance()
        if mayBeEmpty, skip(.closeParenthesis) { return [] }
        var nodes: [EQLNode] = []
        while !isStopped {
            if isAt(.closeParenthesis) || isAt(.comma) {
                note(EQLDiagnostics.emptyPlace(wanted, isFirst: nodes.isEmpty, in: self))
            } else if let node = expression() {
                nodes.append(node)
            }
            if !skip(.comma) { break }
        }
        close(opener, .closeParenthesis)
        return nodes.isEmpty ? nil : nodes
    }

    /// Passes the closing bracket, or tells that it is missing.
    mutating func close(_ opener: EQLToken, _ closer: EQLSign) {
        guard !isStopped, !skip(closer) else { return }
        if issues.isEmpty { note(EQLDiagnostics.unclosed(opener, closer, in: self)) }
    }

    private mutating func match(_ node: EQLNode, _ matcher: EQLMatcher, from start: Int) -> EQLNode? {
        advance()
        if matcher == .colon, isAt(.colon) {
            note(EQLDiagnostics.doubleColon(in: self))
            advance()
        }
        guard isAt(.openParenthesis) else {
            guard let value = constant(after: matcher, isInList: false) else { return nil }
            return .match(node, matcher, [value], ByteRange(start, lastEnd))
        }
        guard enter() else { return nil }
        open.append((.list, token))
        let opener = token
        advance()
        var values: [EQLLiteral] = []
        while !isStopped {
            guard let value = constant(after: matcher, isInList: true) else { break }
            values.append(value)
            if isAtTerminator {
                if !skip(.comma) { break }
            } else {
                note(EQLDiagnostics.betweenConstants(in: self))
                recover()
                if !skip(.comma) { break }
            }
        }
        // After an error the list ends at its parenthesis, whatever is before it.
        while !issues.isEmpty, !isAtEnd, isAt(.and) || isAt(.or) || isAt(.comma) {
            advance()
            recover()
        }
        close(opener, .closeParenthesis)
        open.removeLast()
        leave()
        return values.isEmpty ? nil : .match(node, matcher, values, ByteRange(start, lastEnd))
    }

    private mutating func constant(after matcher: EQLMatcher, isInList: Bool) -> EQLLiteral? {
        if let literal = literal() { return literal }
        note(EQLDiagnostics.noConstant(after: matcher, isInList: isInList, in: self))
        recover()
        return nil
    }

    // MARK: primaries

    /// A constant, without a sign; nil where none is.
    private mutating func literal() -> EQLLiteral? {
        let content: EQLLiteral.Content
        switch token.kind {
        case .integer, .decimal:
            if let number = EQLText.number(token, bytes) {
                content = number
            } else {
                note(EQLDiagnostics.greatNumber(in: self))
                content = .integer(0)
            }
        case .string, .rawString: content = .string(EQLText.string(token, bytes))
        case .keyword(.true): content = .boolean(true)
        case .keyword(.false): content = .boolean(false)
        case .keyword(.null): content = .null
        default: return nil
        }
        let range = token.range
        advance()
        return EQLLiteral(content, range)
    }

    private mutating func primary(_ place: Place) -> EQLNode? {
        if let literal = literal() { return .literal(literal) }
        switch token.kind {
        case .sign(.openParenthesis): return group()
        case .identifier, .tildeIdentifier:
            if token(after: 1).kind == .sign(.openParenthesis) { return call() }
            if token.kind == .tildeIdentifier {
                fail("a field or a value", help: "`~` is allowed only after the name of a function: `name~(…)`")
                return nil
            }
            if token(after: 1).kind == .keyword(.of) {
                note(EQLDiagnostics.relationship(in: self))
                recover()
                return nil
            }
            return field().map { .field($0) }
        case .quotedIdentifier, .sign(.question): return field().map { .field($0) }
        case .keyword(let word) where EQLDiagnostics.isMeantAsName(word, in: self):
            return field().map { .field($0) }
        default:
            note(EQLDiagnostics.noOperand(place, in: self))
            // What is in place of a value may be an operator of its own: `a == == 1`.
            recover()
            return nil
        }
    }

    private mutating func group() -> EQLNode? {
        guard enter() else { return nil }
        let opener = token
        open.append((.group, opener))
        defer {
            open.removeLast()
            leave()
        }
        advance()
        let node = expression()
        close(opener, .closeParenthesis)
        return node
    }

    private mutating func call() -> EQLNode? {
        let start = token.range.start
        let ignoresCase = token.kind == .tildeIdentifier
        var text = source(token.range)
        if ignoresCase { text.removeLast() }
        let name = EQLName(text, ignoresCase: ignoresCase, token.range)
        advance()
        guard let arguments = bracketed("an argument", mayBeEmpty: true) else { return nil }
        return .call(name, arguments: arguments, ByteRange(start, lastEnd))
    }

    /// Names joined by dots, with `?` in front or without. A word of the language among them is reported, and taken as a name.
    mutating func field() -> EQLField? {
        let start = token.range.start
        let isOptional = skip(.question)
        var parts: [String] = []
        while true {
            switch token.kind {
            case .identifier, .quotedIdentifier: parts.append(EQLText.name(token, bytes))
            case .keyword(let word):
                guard parts.isEmpty || isAdjacent(0), !word.rawValue.hasSuffix("~") else { fallthrough }
                note(EQLDiagnostics.keywordInName(word, from: start, in: self))
                parts.append(word.rawValue)
            default:
                note(EQLDiagnostics.noName(isFirst: parts.isEmpty, in: self))
                recover()
                return nil
            }
            advance()
            guard skip(.dot) else { break }
        }
        let field = EQLField(parts, isOptional: isOptional, ByteRange(start, lastEnd))
        if isAt(.openBracket), token(after: 1).kind == .integer {
            note(EQLDiagnostics.arrayIndex(field, in: self))
            recover()
            return nil
        }
        return field
    }
}
