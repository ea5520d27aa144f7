package import Diagnostics
package import Schemas
import SourceText

extension KQL {
    /// The IR of a query: names resolved and typed by the lookup. Issues are about fields and values, not syntax.
    ///
    /// What Kibana and Elasticsearch do to a query before it meets an event is done here, so that whoever evaluates the
    /// IR need not know KQL:
    /// - `*:*` and the bare `*` are the constant true; so is a query without text, and one of which nothing could be read.
    /// - A name with wildcards becomes the `or` of the fields that the lookup knows for it.
    /// - Free text becomes the `or` of the fields that can hold it. A nested field outside its block is the constant false.
    /// - Names in `path:{ … }` get the path in front; free text there asks for the field `path.null`, as in Kibana.
    /// - A pattern on fields whose only type is not `keyword` goes through Elasticsearch's query_string, which cuts it at
    ///   whitespace: `f:foo bar*` is `f:foo or f:bar*`, each part a text or a pattern of its own.
    package static func lower(_ query: KQLQuery, fields: some FieldLookup) -> (expr: Expr, issues: [Diagnostic]) {
        var lowering = KQLLowering(fields: fields)
        if let root = query.root {
            lowering.expr.root = lowering.lower(root, path: nil)
        } else {
            lowering.expr.root = lowering.expr.add(.constant(true), span: ByteRange(0, query.text.utf8.count))
        }
        return (lowering.expr, lowering.issues)
    }
}

struct KQLLowering<Fields: FieldLookup> {
    let fields: Fields
    var expr = Expr()
    var issues: [Diagnostic] = []
    /// Places of names that were checked.
    var checkedNames: Set<ByteRange> = []
    /// What the lookup said of names, by their bytes: a list of values asks for its field once a value.
    private var answers: [[UInt8]: Answer] = [:]

    /// What the lookup says of a name.
    struct Answer {
        var types: [FieldType]
        var nestedPath: String?
    }

    private var expansion = FieldExpansion()

    init(fields: Fields) { self.fields = fields }

    mutating func lower(_ node: KQLNode, path: String?) -> ExprID {
        switch node {
        case .or(let nodes, let range):
            let children = nodes.map { lower($0, path: path) }
            return expr.add(.or(children), span: range)
        case .and(let nodes, let range):
            let children = nodes.map { lower($0, path: path) }
            return expr.add(.and(children), span: range)
        case .not(let inner, let range):
            let child = lower(inner, path: path)
            return expr.add(.not(child), span: range)
        case .nested(let block, let inner, let range):
            return nested(block, inner, range, path: path)
        case .is(let field, let value, let range):
            return test(field, value, range, path: path)
        case .range(let field, let comparison, let value, let range):
            let test = Test(comparison: .compares(comparison, Self.bound(value)), value: value, range: range)
            return named(field, test, path: path)
        }
    }

    private mutating func nested(_ block: KQLValue, _ inner: KQLNode, _ range: ByteRange, path: String?) -> ExprID {
        let absolute = KQLName.path(block, in: path)
        let issueCount = issues.count
        if let absolute { checkBlock(absolute, block.range) }
        let isFaulty = issues.count > issueCount
        let kept = issues
        let child = lower(inner, path: absolute)
        // Braces on the wrong field: what is said about the names inside follows from that.
        if isFaulty { issues = kept }
        return expr.add(.nested(path: absolute ?? block.text, child), span: range)
    }

    private mutating func test(_ field: KQLValue?, _ value: KQLValue, _ range: ByteRange, path: String?) -> ExprID {
        if let field, field.isLoneStar, value.isLoneStar { return expr.add(.constant(true), span: range) }
        var test = Test(comparison: .exists, value: value, range: range)
        switch value.content {
        case .wildcard(let pattern) where pattern.isLoneStar: test.comparison = .exists
        case .wildcard(let pattern): test.comparison = .fits(pattern)
        case .string(let text, let quoted): test.comparison = .equals(Literal(text, quoted ? .phrase : .anyWord))
        case .boolean(let flag): test.comparison = .equals(Literal(flag ? "true" : "false", .boolean))
        case .null: test.comparison = .equals(Literal("null", .null))
        }
        if let field, path != nil || KQLName.absolute(field, in: nil) != nil { return named(field, test, path: path) }
        if let path {
            // No schema has this name: nothing is said of it beyond the block's own issues.
            return add(.named("\(path).null"), types: fields.types(of: "\(path).null"), test)
        }
        // A lone star without a field asks for nothing.
        if case .exists = test.comparison { return expr.add(.constant(true), span: range) }
        return freeText(test)
    }

    /// A test of every field outside nested objects. Free text is lenient: a field that the value cannot be compared
    /// with is passed over.
    ///
    /// A closed lookup names all fields there are. Else the fields of the event are asked as untyped ones, and those
    /// that the lookup knows as analyzed text by their words.
    private mutating func freeText(_ test: Test) -> ExprID {
        let asked = expansion.fields(taking: test.comparison, of: fields)
        var children = asked.isOpen ? [add(.any, types: [], test)] : []
        for (name, types) in asked.fields { children.append(add(FieldSelector(known: name), types: types, test)) }
        switch children.count {
        case 0: return expr.add(.constant(false), span: test.range)
        case 1: return children[0]
        default: return expr.add(.or(children), span: test.range)
        }
    }

    /// A bound of a range; a pattern there is plain text.
    private static func bound(_ value: KQLValue) -> Literal {
        switch value.content {
        case .string(let text, let quoted): Literal(text, quoted ? .phrase : .anyWord)
        case .wildcard(let pattern): Literal(pattern.display, .anyWord)
        case .boolean(let flag): Literal(flag ? "true" : "false", .boolean)
        case .null: Literal("null", .null)
        }
    }

    // MARK: names

    private mutating func named(_ field: KQLValue, _ test: Test, path: String?) -> ExprID {
        if case .wildcard(let pattern) = field.content { return matching(pattern, at: field.range, test, path: path) }
        return named(path.map { "\($0).\(field.text)" } ?? field.text, at: field.range, test, path: path)
    }

    private mutating func answer(_ name: String) -> Answer {
        let key = Array(name.utf8)
        if let known = answers[key] { return known }
        let answer = Answer(types: fields.types(of: name), nestedPath: fields.nestedPath(of: name))
        answers[key] = answer
        return answer
    }

    private mutating func named(_ name: String, at place: ByteRange, _ test: Test, path: String?) -> ExprID {
        let answer = answer(name)
        let types = answer.types
        checkName(name, answer, place, path: path)
        checkValue(name, types, test)
        // Objects of a nested field are documents of their own: from outside nothing of them is seen.
        if let nested = answer.nestedPath, path.map({ $0.utf8.elementsEqual(nested.utf8) }) != true {
            return expr.add(.constant(false), span: test.range)
        }
        return add(.named(name), types: types, test)
    }

    /// A name with wildcards: each field that matches it, those inside a nested object in a block of their own.
    private mutating func matching(
        _ pattern: WildcardText, at place: ByteRange, _ test: Test, path: String?
    ) -> ExprID {
        let prefix = path.map { "\($0)." } ?? ""
        let (known, isUnknown) = expansion.fields(matching: prefix + pattern.display, of: fields)
        if known.isEmpty {
            if isUnknown, fields.isClosed, checkedNames.insert(place).inserted {
                unknownField(prefix + pattern.display, place)
            }
            let parts = prefix.isEmpty ? pattern.parts : [.literal(prefix)] + pattern.parts
            return add(.matching(WildcardText(parts)), types: [], test)
        }
        var children: [ExprID] = []
        for (name, types) in known {
            let child = add(FieldSelector(known: name), types: types, test)
            if path == nil, let nested = fields.nestedPath(of: name) {
                children.append(expr.add(.nested(path: nested, child), span: test.range))
            } else {
                children.append(child)
            }
        }
        return children.count == 1 ? children[0] : expr.add(.or(children), span: test.range)
    }

    // MARK: tests

    /// What is asked of the values of a field.
    struct Test {
        var comparison: Comparison
        var value: KQLValue
        /// The bytes of the whole test.
        var range: ByteRange
    }

    private mutating func add(_ field: FieldSelector, types: [FieldType], _ test: Test) -> ExprID {
        guard case .fits(let pattern) = test.comparison, types != [.keyword] else {
            return expr.add(.test(FieldTest(field, types: types, test.comparison)), span: test.range)
        }
        let words = pattern.words
        let children = words.map { word in
            let comparison: Comparison =
                if word.isLoneStar {
                    .exists
                } else if let text = word.plainText {
                    .equals(Literal(text, .anyWord))
                } else {
                    .fits(word)
                }
            return expr.add(.test(FieldTest(field, types: types, comparison)), span: test.range)
        }
        switch children.count {
        case 0: return expr.add(.constant(false), span: test.range)
        case 1: return children[0]
        default: return expr.add(.or(children), span: test.range)
        }
    }
}

extension WildcardText {
    /// The pattern as Lucene's query parser cuts it: at whitespace, but plain words
    /// side by side are one text; the last of them is alone before a lone star.
    fileprivate var words: [WildcardText] {
        var texts: [WildcardText] = []
        var run: [String] = []
        for word in pieces {
            if let text = word.plainText {
                run.append(text)
                continue
            }
            if word.isLoneStar, run.count > 1, let last = run.popLast() {
                texts.append(WildcardText([.literal(run.joined(separator: " "))]))
                run = [last]
            }
            if !run.isEmpty { texts.append(WildcardText([.literal(run.joined(separator: " "))])) }
            run = []
            texts.append(word)
        }
        if !run.isEmpty { texts.append(WildcardText([.literal(run.joined(separator: " "))])) }
        return texts
    }

    /// The pattern cut at whitespace.
    private var pieces: [WildcardText] {
        var words: [[Part]] = [[]]
        for part in parts {
            guard case .literal(let text) = part else {
                words[words.count - 1].append(part)
                continue
            }
            let pieces = text.unicodeScalars.split(
                omittingEmptySubsequences: false, whereSeparator: TextShape.isLuceneBlank)
            for (index, piece) in pieces.enumerated() {
                if index > 0 { words.append([]) }
                if !piece.isEmpty { words[words.count - 1].append(.literal(String(piece))) }
            }
        }
        return words.filter { !$0.isEmpty }.map(WildcardText.init)
    }
}
