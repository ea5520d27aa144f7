package import Diagnostics
package import Schemas
import SourceText

extension QueryDSL {
    /// The IR of a query: names resolved and typed by the lookup. Issues are about fields and values, and about what
    /// cannot be evaluated for the types that they have; `parse` reported the others.
    ///
    /// Weights are omitted, for they order hits and find none. What could not be read is the constant false; where
    /// there are issues of syntax or of what cannot be evaluated, the expression is not the query's and must not be run.
    package static func lower(
        _ query: DSLQuery, fields: some FieldLookup
    ) -> (expr: Expr, issues: [Diagnostic]) {
        var lowering = DSLLowering(fields: fields)
        lowering.expr.root = lowering.lower(query.root, path: nil)
        return (lowering.expr, lowering.issues)
    }
}

struct DSLLowering<Fields: FieldLookup> {
    let fields: Fields
    var expr = Expr()
    var issues: [Diagnostic] = []
    /// For each node of `expr` how many nodes a walk from it meets: parts may be shared.
    private var sizes: [Int] = []
    private var expansion = FieldExpansion()
    var regexes = KnownRegexes()
    /// Nodes that a walk of the expression may meet.
    private let maximumSize = 200_000
    /// Clauses of which some, but not all, have to hold.
    private let maximumChoices = 12

    init(fields: Fields) { self.fields = fields }

    mutating func add(_ node: ExprNode, _ span: ByteRange) -> ExprID {
        sizes.append(node.children.reduce(1) { min(maximumSize + 1, $0 + sizes[Int($1.index)]) })
        return expr.add(node, span: span)
    }

    func joined(_ ids: [ExprID], isAll: Bool) -> ExprNode { isAll ? .and(ids) : .or(ids) }

    /// One node for several; none is the constant that changes nothing in such a list.
    mutating func join(_ ids: [ExprID], isAll: Bool, _ span: ByteRange) -> ExprID {
        switch ids.count {
        case 0: add(.constant(isAll), span)
        case 1: ids[0]
        default: add(joined(ids, isAll: isAll), span)
        }
    }

    /// The depth is bounded by the parser.
    mutating func lower(_ node: DSLNode, path: String?) -> ExprID {
        switch node {
        case .bool(let bool): return lower(bool, path)
        case .any(let nodes, let range):
            let children = nodes.map { lower($0, path: path) }
            return join(children, isAll: false, range)
        case .nested(let name, let inner, let range):
            checkPath(name)
            let child = lower(inner, path: name.text)
            return add(.nested(path: name.text, child), range)
        case .test(let test): return lower(test, path)
        case .fields(let test): return lower(test, path)
        case .queryString(let query): return lower(query, path)
        case .constant(let value, let range): return add(.constant(value), range)
        case .unread(let range): return add(.constant(false), range)
        }
    }

    // MARK: bool

    private mutating func lower(_ bool: DSLBool, _ path: String?) -> ExprID {
        var parts = (bool.must + bool.filter).map { lower($0, path: path) }
        let should = bool.should.map { lower($0, path: path) }
        let required = bool.required
        if required > 0 { parts.append(some(required, of: should, bool)) }
        if parts.isEmpty, !bool.mustNot.isEmpty, !bool.keepsPureNegative {
            parts.append(add(.constant(false), bool.range))
        }
        for node in bool.mustNot {
            let child = lower(node, path: path)
            parts.append(add(.not(child), node.range))
        }
        return join(parts, isAll: true, bool.range)
    }

    /// At least so many of the clauses.
    private mutating func some(_ count: Int, of ids: [ExprID], _ bool: DSLBool) -> ExprID {
        if count > ids.count { return add(.constant(false), bool.range) }
        if count == 1 || count == ids.count { return join(ids, isAll: count > 1, bool.range) }
        guard ids.count <= maximumChoices else {
            return refused(
                "minimum_should_match", bool.range,
                "`minimum_should_match` requires \(count) of \(ids.count) clauses, and of more than "
                    + "\(maximumChoices) only one or all can be evaluated here")
        }
        let id = choose(count, ids[...], bool.range)
        guard sizes[Int(id.index)] <= maximumSize else {
            issues.append(
                Diagnostic(.limit, bool.range, "the choices of `minimum_should_match` are more than \(maximumSize)"))
            return add(.constant(false), bool.range)
        }
        return id
    }

    /// Either the first holds and one less of the others, or as many of the others.
    private mutating func choose(_ count: Int, _ ids: ArraySlice<ExprID>, _ span: ByteRange) -> ExprID {
        guard count > 1, count < ids.count, let first = ids.first else {
            return join(Array(ids), isAll: count > 1, span)
        }
        let others = choose(count - 1, ids.dropFirst(), span)
        let with = add(.and([first, others]), span)
        let without = choose(count, ids.dropFirst(), span)
        return add(.or([with, without]), span)
    }

    mutating func refused(_ name: String, _ range: ByteRange, _ message: String) -> ExprID {
        issues.append(Diagnostic(.notEvaluable(name), range, message))
        return add(.constant(false), range)
    }

    // MARK: names

    private mutating func checkPath(_ name: DSLName) {
        let types = fields.types(of: name.text)
        if types.contains(.nested) { return }
        if types.isEmpty, fields.isClosed, fields.fields(matching: name.text + ".*", limit: 1).isEmpty {
            unknownField(name)
        } else if fields.isClosed || !types.isEmpty && !types.allSatisfy({ $0.family == .object }) {
            issues.append(
                Diagnostic(
                    .nesting(field: name.text), name.range, "`\(name.text)` is not a nested field",
                    help: "test its fields without `nested`"))
        }
    }

    private mutating func unknownField(_ name: DSLName) {
        issues.append(Diagnostic(.unknownField(name.text), name.range, "unknown field `\(name.text)`"))
    }

    private mutating func lower(_ test: DSLTest, _ path: String?) -> ExprID {
        guard test.findsItsNested, path == nil, let nested = fields.nestedPath(of: test.field.text) else {
            return named(test.field, test.question, test.range, path)
        }
        let child = named(test.field, test.question, test.range, nested)
        return add(.nested(path: nested, child), test.range)
    }

    private mutating func named(
        _ name: DSLName, _ question: DSLQuestion, _ range: ByteRange, _ path: String?
    ) -> ExprID {
        if name.text.utf8.contains(UInt8(ascii: "*")) {
            // Only `exists` takes patterns for names. Kibana leaves one elsewhere where no index pattern resolves it; a
            // name that a schema would resolve is a name that nothing has.
            let isPattern = if case .exists = question { true } else { false }
            if isPattern || fields.fields(matching: name.text, limit: 1).isEmpty {
                return matching(name, question, range, path)
            }
        }
        let types = fields.types(of: name.text)
        // Elasticsearch's own names, such as `_id`, are in no catalog.
        if types.isEmpty, fields.isClosed, !name.text.hasPrefix("_") { unknownField(name) }
        let nested = fields.nestedPath(of: name.text)
        if let nested, path.map({ $0.utf8.elementsEqual(nested.utf8) }) != true {
            // Objects of a nested field are documents of their own: from outside nothing of them is seen.
            issues.append(
                Diagnostic(
                    .nesting(field: name.text), name.range,
                    "`\(name.text)` is in the nested field `\(nested)`, so this finds nothing",
                    help: "put the clause into `nested` with the path `\(nested)`"))
            return add(.constant(false), range)
        }
        return test(.named(name.text), types, question, range, tells: true)
    }

    /// A name with wildcards: each field that matches it, those inside a nested object in a block of their own.
    private mutating func matching(
        _ name: DSLName, _ question: DSLQuestion, _ range: ByteRange, _ path: String?
    ) -> ExprID {
        let fields = fields
        let (known, isUnknown) = expansion.fields(matching: name.text, of: fields) { field in
            let nested = fields.nestedPath(of: field)
            return nested == nil || nested == path
        }
        if known.isEmpty {
            if isUnknown, fields.isClosed { unknownField(name) }
            return test(.matching(WildcardText(starsIn: name.text)), [], question, range, tells: false)
        }
        let children = known.map { test(FieldSelector(known: $0.name), $0.types, question, range, tells: false) }
        return join(children, isAll: false, range)
    }

    // MARK: several fields

    private mutating func lower(_ test: DSLFieldsTest, _ path: String?) -> ExprID {
        if test.fields.isEmpty { return freeText(test, path) }
        let children = test.fields.map { name -> ExprID in
            if name.text.utf8.contains(UInt8(ascii: "*")) { return matching(name, test.question, test.range, path) }
            guard test.isLenient else { return named(name, test.question, test.range, path) }
            if fields.types(of: name.text).isEmpty, fields.isClosed { unknownField(name) }
            return self.test(
                .named(name.text), fields.types(of: name.text), test.question, test.range, tells: false)
        }
        return join(children, isAll: false, test.range)
    }

    private mutating func freeText(_ test: DSLFieldsTest, _ path: String?) -> ExprID {
        guard let comparison = comparison(test.question) else {
            return refused(
                "fuzziness", test.range, "a fuzzy text over all fields cannot be evaluated here")
        }
        // Inside a nested object its own fields are all there is.
        guard path == nil else { return add(.test(FieldTest(.any, types: [], comparison)), test.range) }
        let asked = expansion.fields(taking: comparison, of: fields)
        var children = asked.isOpen ? [add(.test(FieldTest(.any, types: [], comparison)), test.range)] : []
        for (name, types) in asked.fields {
            children.append(add(.test(FieldTest(FieldSelector(known: name), types: types, comparison)), test.range))
        }
        return join(children, isAll: false, test.range)
    }

    /// The same for every type; nil where it is several comparisons.
    private func comparison(_ question: DSLQuestion) -> Comparison? {
        switch question {
        case .match(let value, let needsAll, let fuzziness):
            fuzziness == nil ? .equals(value.literal(needsAll ? .allWords : .anyWord)) : nil
        case .phrase(let value, let slop):
            slop == 0 ? .equals(value.literal(.phrase)) : .near(value.text, slop: slop)
        default: nil
        }
    }

    // MARK: query_string

    private mutating func lower(_ query: DSLQueryString, _ path: String?) -> ExprID {
        var inner = query.query
        inner.root = inner.root?.asking(query.fields)
        let scope = NestedFields(fields: fields, path: path)
        let lowered = Lucene.lower(inner, defaultOperator: query.defaultOperator, fields: scope)
        let ownNames = Set(query.fields.map(\.range))
        for var issue in lowered.issues {
            // Names that are beside the text have their places already.
            if !ownNames.contains(issue.range) {
                issue.range = query.place.range(of: issue.range)
                issue.parserOffset = nil
            }
            issues.append(issue)
        }
        return graft(lowered.expr, query.place)
    }

    /// Takes the nodes of another expression in; its places become those of the file.
    private mutating func graft(_ other: Expr, _ place: DSLPlace) -> ExprID {
        let start = expr.nodes.count
        for (node, span) in zip(other.nodes, other.spans) { _ = add(node.moved(by: start), place.range(of: span)) }
        return other.root.moved(by: start)
    }
}

/// A lookup as it is seen from inside a nested object: the object's own fields are in reach.
private struct NestedFields<Fields: FieldLookup>: FieldLookup {
    let fields: Fields
    let path: String?

    func types(of field: String) -> [FieldType] { fields.types(of: field) }
    func fields(matching pattern: String, limit: Int) -> [String] { fields.fields(matching: pattern, limit: limit) }
    var isClosed: Bool { fields.isClosed }

    func nestedPath(of field: String) -> String? {
        let nested = fields.nestedPath(of: field)
        return nested == path ? nil : nested
    }
}

extension LuceneNode {
    /// The same with fields for the tests that name none.
    fileprivate func asking(_ fields: [DSLName]) -> LuceneNode {
        guard !fields.isEmpty else { return self }
        switch self {
        case .clauses(let clauses, let boost, let range):
            return .clauses(
                clauses.map { LuceneClause($0.occurrence, $0.node.asking(fields)) }, boost: boost, range)
        case .test(let test):
            // `*:*` names its fields, and a lone star does not.
            guard test.field == nil, test.question != .matchAll || test.range.count == 1 else { return self }
            let tests = fields.map { name in
                var named = test
                named.field = LuceneField(name.text, name.range)
                if test.question == .matchAll { named.question = .exists }
                return LuceneNode.test(named)
            }
            if tests.count == 1 { return tests[0] }
            return .clauses(tests.map { LuceneClause(.should, $0) }, boost: nil, test.range)
        }
    }
}
