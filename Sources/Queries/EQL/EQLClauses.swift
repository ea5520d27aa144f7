package import Schemas
import SourceText

extension EQL {
    /// The clauses of a filter as an expression, for those that look at how clauses bear on each other; not for running it.
    ///
    /// Tests of one field against constants become tests. What needs a script (functions, arithmetic, field against field)
    /// or a regular expression becomes a part that is like nothing but itself, so that the shape stays and nothing is
    /// concluded from it. The category is one more condition, on the field that the rule has for it.
    package static func clauses(
        of filter: EQLFilter, fields: some FieldLookup, in text: String, categoryField: String = "event.category"
    ) -> Expr {
        var lowering = EQLClauseLowering(fields: fields, text: Array(text.utf8))
        var parts: [ExprID] = []
        if let category = filter.category.name {
            let literal = Literal(category, .quoted)
            parts.append(lowering.test(categoryField, .equals(literal), false, filter.category.range))
        }
        parts.append(lowering.lower(filter.condition))
        lowering.expr.root = parts.count == 1 ? parts[0] : lowering.expr.add(.and(parts), span: filter.range)
        return lowering.expr
    }
}

private struct EQLClauseLowering<Fields: FieldLookup> {
    let fields: Fields
    let text: [UInt8]
    var expr = Expr()
    private var types: [String: [FieldType]] = [:]

    init(fields: Fields, text: [UInt8]) {
        self.fields = fields
        self.text = text
    }

    /// Depth is bounded by the parser's limit.
    mutating func lower(_ node: EQLNode) -> ExprID {
        switch node {
        case .or(let parts, let range):
            let ids = parts.map { lower($0) }
            return expr.add(.or(ids), span: range)
        case .and(let parts, let range):
            let ids = parts.map { lower($0) }
            return expr.add(.and(ids), span: range)
        case .not(let inner, let range):
            let id = lower(inner)
            return expr.add(.not(id), span: range)
        case .comparison(.field(let field), let comparison, .literal(let literal), let range):
            return self.comparison(field.name, comparison, literal, range) ?? script(node)
        case .comparison(.literal(let literal), .equal, .field(let field), let range):
            return comparison(field.name, .equal, literal, range) ?? script(node)
        case .list(.field(let field), let nodes, let isNegated, let ignoresCase, let range):
            let literals = nodes.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
            guard literals.count == nodes.count else { return script(node) }
            let tests = literals.compactMap { literal in
                Self.literal(literal).map { (Comparison.equals($0), literal.range) }
            }
            guard tests.count == literals.count else { return script(node) }
            let id = any(field.name, tests, ignoresCase, range)
            return isNegated ? expr.add(.not(id), span: range) : id
        case .match(.field(let field), let matcher, let literals, let range) where !matcher.isRegex:
            let tests = literals.compactMap { literal in
                Self.pattern(literal).map { ($0, literal.range) }
            }
            guard tests.count == literals.count else { return script(node) }
            return any(field.name, tests, matcher.ignoresCase, range)
        case .call(let name, let arguments, let range) where name.text == "cidrMatch":
            return blocks(arguments, range) ?? script(node)
        case .literal(let literal):
            guard case .boolean(let value) = literal.content else { return script(node) }
            return expr.add(.constant(value), span: node.range)
        default: return script(node)
        }
    }

    private mutating func comparison(
        _ field: String, _ comparison: EQLComparison, _ literal: EQLLiteral, _ range: ByteRange
    ) -> ExprID? {
        if case .null = literal.content {
            guard comparison == .equal || comparison == .notEqual else { return nil }
            let exists = test(field, .exists, false, range)
            return comparison == .equal ? expr.add(.not(exists), span: range) : exists
        }
        guard let value = Self.literal(literal) else { return nil }
        switch comparison {
        case .equal: return test(field, .equals(value), false, range)
        case .notEqual:
            let id = test(field, .equals(value), false, range)
            return expr.add(.not(id), span: range)
        case .less: return test(field, .compares(.less, value), false, range)
        case .lessOrEqual: return test(field, .compares(.lessOrEqual, value), false, range)
        case .greater: return test(field, .compares(.greater, value), false, range)
        case .greaterOrEqual: return test(field, .compares(.greaterOrEqual, value), false, range)
        }
    }

    /// One test, or alternatives that stand each at its own literal.
    private mutating func any(
        _ field: String, _ tests: [(Comparison, ByteRange)], _ ignoresCase: Bool, _ range: ByteRange
    ) -> ExprID {
        if tests.count == 1 { return test(field, tests[0].0, ignoresCase, range) }
        let ids = tests.map { test(field, $0.0, ignoresCase, $0.1) }
        return expr.add(.or(ids), span: range)
    }

    private mutating func blocks(_ arguments: [EQLNode], _ range: ByteRange) -> ExprID? {
        guard arguments.count > 1, case .field(let field) = arguments[0] else { return nil }
        var tests: [(Comparison, ByteRange)] = []
        for argument in arguments.dropFirst() {
            guard case .literal(let literal) = argument, case .string(let text) = literal.content else { return nil }
            tests.append((.equals(Literal(text, .quoted)), literal.range))
        }
        return any(field.name, tests, false, range)
    }

    mutating func test(_ field: String, _ comparison: Comparison, _ ignoresCase: Bool, _ range: ByteRange) -> ExprID {
        let known = types[field] ?? fields.types(of: field)
        types[field] = known
        return expr.add(
            .test(FieldTest(.named(field), types: known, comparison, ignoresCase: ignoresCase)), span: range)
    }

    /// A part that is like itself only: its text stands where a name with wildcards would.
    private mutating func script(_ node: EQLNode) -> ExprID {
        let range = node.range
        let bytes = text[min(range.start, text.count)..<min(max(range.start, range.end), text.count)]
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0.isNewline || $0 == "\t" }
        let selector = FieldSelector.matching(WildcardText([.literal(words.joined(separator: " "))]))
        return expr.add(.test(FieldTest(selector, types: [], .exists)), span: range)
    }

    // MARK: literals

    private static func literal(_ literal: EQLLiteral) -> Literal? {
        switch literal.content {
        case .string(let text): Literal(text, .quoted)
        case .integer(let number): Literal(String(number), .number)
        case .decimal(let number): Literal(String(number), .number)
        case .boolean(let value): Literal(value ? "true" : "false", .boolean)
        case .null: nil
        }
    }

    /// `*` and `?` of a string are wildcards, and cannot be escaped.
    private static func pattern(_ literal: EQLLiteral) -> Comparison? {
        guard case .string(let text) = literal.content else { return Self.literal(literal).map { .equals($0) } }
        var parts: [WildcardText.Part] = []
        var plain = ""
        for scalar in text.unicodeScalars {
            if scalar == "*" || scalar == "?" {
                if !plain.isEmpty { parts.append(.literal(plain)) }
                plain = ""
                parts.append(scalar == "*" ? .anyCharacters : .oneCharacter)
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        if parts.isEmpty { return .equals(Literal(text, .quoted)) }
        if !plain.isEmpty { parts.append(.literal(plain)) }
        let pattern = WildcardText(parts)
        return pattern.isLoneStar ? .exists : .fits(pattern)
    }
}
