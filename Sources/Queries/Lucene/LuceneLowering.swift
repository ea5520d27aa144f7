package import Diagnostics
package import Schemas
import SourceText

extension Lucene {
    /// The IR of a query: names resolved and typed by the lookup. Issues are about fields and values, not syntax.
    ///
    /// Boosts are omitted, for they order hits and find none. A list of clauses is the `and` of what must be, with the
    /// `or` of the rest only where nothing must; a list that only prohibits is everything else.
    package static func lower(
        _ query: LuceneQuery, defaultOperator: DefaultOperator = .or, fields: some FieldLookup
    ) -> (expr: Expr, issues: [Diagnostic]) {
        var lowering = LuceneLowering(fields: fields, defaultOperator: defaultOperator)
        if let root = query.root ?? query.recovered {
            lowering.expr.root = lowering.lower(root)
        } else {
            lowering.expr.root = lowering.expr.add(.constant(false), span: ByteRange(0, query.text.utf8.count))
        }
        return (lowering.expr, lowering.issues)
    }
}

struct LuceneLowering<Fields: FieldLookup> {
    let fields: Fields
    let defaultOperator: Lucene.DefaultOperator
    var expr = Expr()
    var issues: [Diagnostic] = []
    /// Places of unknown names.
    private var checkedNames: Set<ByteRange> = []
    private var expansion = FieldExpansion()
    private var regexes = KnownRegexes()

    init(fields: Fields, defaultOperator: Lucene.DefaultOperator) {
        self.fields = fields
        self.defaultOperator = defaultOperator
    }

    /// The depth is bounded by the parser.
    mutating func lower(_ node: LuceneNode) -> ExprID {
        switch node {
        case .clauses(let clauses, _, let range): lower(clauses, range)
        case .test(let test): lower(test)
        }
    }

    private mutating func lower(_ clauses: [LuceneClause], _ range: ByteRange) -> ExprID {
        var parts: [ExprID] = []
        for clause in clauses where clause.occurrence != .should {
            let child = lower(clause.node)
            parts.append(
                clause.occurrence == .must ? child : expr.add(.not(child), span: clause.node.range))
        }
        let optional = clauses.filter { $0.occurrence == .should }
        if !optional.isEmpty {
            let isFree = clauses.contains { $0.occurrence == .must }
            // What may be there changes nothing beside what must, but its faults are reported.
            let children = optional.map { lower($0.node) }
            if !isFree { parts.append(joined(children, range) { .or($0) }) }
        }
        return joined(parts, range) { .and($0) }
    }

    private mutating func joined(_ parts: [ExprID], _ range: ByteRange, _ node: ([ExprID]) -> ExprNode) -> ExprID {
        parts.count == 1 ? parts[0] : expr.add(node(parts), span: range)
    }

    private mutating func lower(_ test: LuceneTest) -> ExprID {
        guard let comparison = comparison(test) else { return expr.add(.constant(false), span: test.range) }
        if test.question == .matchAll { return expr.add(.constant(true), span: test.range) }
        guard let field = test.field, field.name != "*" else { return freeText(comparison, test.range) }
        if field.name.utf8.contains(UInt8(ascii: "*")) { return matching(field, comparison, test.range) }
        let types = fields.types(of: field.name)
        // A name before a group is tested once for each value of it.
        if types.isEmpty, fields.isClosed, checkedNames.insert(field.range).inserted {
            issues.append(Diagnostic(.unknownField(field.name), field.range, "unknown field `\(field.name)`"))
        }
        if let issue = ComparisonTypes.issue(comparison, field.name, types, at: test.range) { issues.append(issue) }
        // Objects of a nested field are documents of their own: query_string sees nothing of them.
        if fields.nestedPath(of: field.name) != nil { return expr.add(.constant(false), span: test.range) }
        return add(.named(field.name), types, comparison, test.range)
    }

    private mutating func add(
        _ field: FieldSelector, _ types: [FieldType], _ comparison: Comparison, _ range: ByteRange
    ) -> ExprID {
        expr.add(.test(FieldTest(field, types: types, comparison)), span: range)
    }

    /// A name with `\*`: each field that matches it.
    private mutating func matching(_ field: LuceneField, _ comparison: Comparison, _ range: ByteRange) -> ExprID {
        let fields = fields
        let known = expansion.fields(matching: field.name, of: fields) { fields.nestedPath(of: $0) == nil }.fields
        if known.isEmpty { return add(.matching(WildcardText(starsIn: field.name)), [], comparison, range) }
        let children = known.map { add(FieldSelector(known: $0.name), $0.types, comparison, range) }
        return joined(children, range) { .or($0) }
    }

    /// The default field is every field, and lenient: one that the value cannot be compared with is passed over.
    private mutating func freeText(_ comparison: Comparison, _ range: ByteRange) -> ExprID {
        let asked = expansion.fields(taking: comparison, of: fields)
        var children = asked.isOpen ? [add(.any, [], comparison, range)] : []
        for (name, types) in asked.fields {
            children.append(add(FieldSelector(known: name), types, comparison, range))
        }
        if children.isEmpty { return expr.add(.constant(false), span: range) }
        return joined(children, range) { .or($0) }
    }

    // MARK: questions

    /// What a test asks of a value; nil where it can hold for none (an issue says why).
    private mutating func comparison(_ test: LuceneTest) -> Comparison? {
        switch test.question {
        case .text(let text): return .equals(Literal(text, defaultOperator == .and ? .allWords : .anyWord))
        case .phrase(let text, slop: 0): return .equals(Literal(text, .phrase))
        case .phrase(let text, let slop): return .near(text, slop: slop)
        case .prefix(let text):
            return .fits(WildcardText([.literal(text), .anyCharacters].filter { $0 != .literal("") }))
        case .wildcard(let pattern): return .fits(WildcardText(lucene: pattern))
        case .regex(let text): return regex(text, test.valueRange)
        case .fuzzy(let text, let distance): return fuzzy(text, distance, test.range)
        case .range(let lower, let upper): return range(lower, upper)
        case .exists, .matchAll: return .exists
        }
    }

    private mutating func regex(_ text: String, _ range: ByteRange) -> Comparison? {
        do throws(RegexError) {
            return .matches(try regexes.regex(text))
        } catch {
            // The expression ends before the slash that ends the test.
            let start = range.end - 1 - text.utf8.count
            let place = ByteRange(start + error.start, start + error.end)
            issues.append(error.diagnostic(.syntax, at: place))
            return nil
        }
    }

    private mutating func fuzzy(_ text: String, _ distance: LuceneDistance, _ range: ByteRange) -> Comparison? {
        let length = text.unicodeScalars.count
        guard length <= FuzzyTerm.maximumLength else {
            issues.append(
                Diagnostic(.limit, range, "a fuzzy term is longer than \(FuzzyTerm.maximumLength) characters"))
            return nil
        }
        switch distance {
        case .edits(let count): return .resembles(FuzzyTerm(text, edits: count))
        case .automatic: return .resembles(FuzzyTerm(text, edits: length < 3 ? 0 : length < 6 ? 1 : 2))
        }
    }

    private func range(_ lower: LuceneBound?, _ upper: LuceneBound?) -> Comparison {
        let low = lower.map { RangeBound($0.isInclusive ? .greaterOrEqual : .greater, Literal($0.text, .anyWord)) }
        let high = upper.map { RangeBound($0.isInclusive ? .lessOrEqual : .less, Literal($0.text, .anyWord)) }
        switch (low, high) {
        case (let low?, let high?): return .between(low, high)
        case (let bound?, nil), (nil, let bound?): return .compares(bound.relation, bound.literal)
        case (nil, nil): return .exists
        }
    }
}

extension WildcardText {
    /// Lucene's wildcards: `*` and `?`, a backslash takes the next character as it is.
    init(lucene pattern: String) {
        var parts: [Part] = []
        var literal = ""
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            if !isEscaped, scalar == "*" || scalar == "?" {
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = ""
                parts.append(scalar == "*" ? .anyCharacters : .oneCharacter)
            } else {
                literal.unicodeScalars.append(scalar)
            }
            isEscaped = false
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.init(parts)
    }

    /// A text in which each star represents any characters.
    init(starsIn text: String) {
        var parts: [Part] = []
        for (index, piece) in text.split(separator: "*", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { parts.append(.anyCharacters) }
            if !piece.isEmpty { parts.append(.literal(String(piece))) }
        }
        self.init(parts)
    }
}
