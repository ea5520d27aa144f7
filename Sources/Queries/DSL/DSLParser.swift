import Diagnostics
import Documents
import SourceText

/// Reads clauses within each other; each is an object of one member, its name.
struct DSLParser {
    private(set) var issues: [Diagnostic] = []
    let form: QueryDSL.Form
    private var depth = 0
    private var isTooDeep = false

    init(_ form: QueryDSL.Form) { self.form = form }

    /// Whether the clause that is read is the outermost one.
    var isOutermost: Bool { depth == 1 }

    mutating func clause(_ node: Node) -> DSLNode {
        guard depth < QueryDSL.maximumDepth else {
            if !isTooDeep {
                issues.append(
                    Diagnostic(.limit, node.range, "clauses are nested deeper than \(depth) levels"))
            }
            isTooDeep = true
            return .unread(node.range)
        }
        depth += 1
        defer { depth -= 1 }
        guard let table = node.table else {
            wrongShape(node, "a clause is an object such as `{\"term\": {\"field\": \"value\"}}`")
            return .unread(node.range)
        }
        guard let entry = table.entries.first else {
            syntax(node.range, "a clause is empty", help: "write `{\"match_all\": {}}` for a clause that always holds")
            return .unread(node.range)
        }
        for other in table.entries.dropFirst() {
            syntax(
                other.keyRange, "a clause has one name, but `\(other.key)` is beside `\(entry.key)`",
                help: "put both into the `filter` of a `bool`")
        }
        return clause(entry)
    }

    private mutating func clause(_ entry: Entry) -> DSLNode {
        switch entry.key {
        case "bool": return bool(entry)
        case "constant_score":
            guard let table = parameters(entry, .constantScore) else { return .unread(entry.range) }
            return inner(table, "filter", entry)
        case "boosting":
            guard let table = parameters(entry, .boosting) else { return .unread(entry.range) }
            return inner(table, "positive", entry)
        case "function_score":
            guard let table = parameters(entry, .functionScore) else { return .unread(entry.range) }
            return table["query"] == nil ? .constant(true, entry.range) : inner(table, "query", entry)
        case "dis_max":
            guard let table = parameters(entry, .disMax) else { return .unread(entry.range) }
            guard let queries = table["queries"] else { return missing("queries", entry) }
            return .any(clauses(queries.value), entry.range)
        case "nested": return nested(entry)
        case "match_all", "match_none":
            guard parameters(entry, .empty) != nil else { return .unread(entry.range) }
            return .constant(entry.key == "match_all", entry.range)
        case "exists":
            guard let table = parameters(entry, .exists) else { return .unread(entry.range) }
            guard let field = table["field"] else { return missing("field", entry) }
            guard let name = value(field.value, "a field") else { return .unread(entry.range) }
            return test(entry, DSLName(name.text, name.range), .exists)
        case "ids": return ids(entry)
        case "query_string": return queryString(entry)
        case "multi_match": return multiMatch(entry)
        default: return fieldClause(entry)
        }
    }

    /// The one clause that a wrapper holds.
    private mutating func inner(_ table: Table, _ key: String, _ entry: Entry) -> DSLNode {
        guard let query = table[key] else { return missing(key, entry) }
        return clause(query.value)
    }

    /// A clause, or a list of them.
    private mutating func clauses(_ node: Node) -> [DSLNode] {
        guard let items = node.array else { return node.isInvalid ? [] : [clause(node)] }
        return items.filter { !$0.isInvalid }.map { clause($0) }
    }

    private mutating func bool(_ entry: Entry) -> DSLNode {
        guard let table = parameters(entry, .bool) else { return .unread(entry.range) }
        var bool = DSLBool(range: entry.range)
        // A list may be given in parts: Elasticsearch adds them up.
        for member in table.entries {
            switch member.key {
            case "must": bool.must += clauses(member.value)
            case "filter": bool.filter += clauses(member.value)
            case "should": bool.should += clauses(member.value)
            case "must_not": bool.mustNot += clauses(member.value)
            case "adjust_pure_negative": bool.keepsPureNegative = flag(member.value, member.key) ?? true
            case "minimum_should_match":
                guard let text = value(member.value, "a number or a share") else { continue }
                bool.minimum = DSLMinimum(text.text)
                if bool.minimum == nil {
                    syntax(
                        text.range, "`\(text.text)` is not a value of `minimum_should_match`",
                        help: "write a number such as `1`, or a share such as `75%`")
                }
            default: break
            }
        }
        return .bool(bool)
    }

    private mutating func nested(_ entry: Entry) -> DSLNode {
        guard let table = parameters(entry, .nested) else { return .unread(entry.range) }
        guard let path = table["path"] else { return missing("path", entry) }
        guard let name = value(path.value, "a path") else { return .unread(entry.range) }
        return .nested(path: DSLName(name.text, name.range), inner(table, "query", entry), entry.range)
    }

    private mutating func ids(_ entry: Entry) -> DSLNode {
        guard let table = parameters(entry, .ids) else { return .unread(entry.range) }
        guard let list = table["values"] else { return missing("values", entry) }
        let values = (list.value.array ?? [list.value]).compactMap { value($0, "an id") }
        return test(entry, DSLName("_id", entry.keyRange), .term(values, ignoresCase: false))
    }

    // MARK: parts

    func test(_ entry: Entry, _ field: DSLName, _ question: DSLQuestion) -> DSLNode {
        var test = DSLTest(entry.key, field, question, range: entry.range)
        test.findsItsNested = form == .filter && isOutermost
        return .test(test)
    }

    /// The parameters of a clause that is an object of them; nil after it was reported that it is none.
    mutating func parameters(_ entry: Entry, _ shape: DSLShape) -> Table? {
        guard let table = entry.value.table else {
            wrongShape(entry.value, "`\(entry.key)` needs an object")
            return nil
        }
        for member in table.entries { check(member, of: entry.key, shape) }
        return table
    }

    /// One parameter: known, and nothing that is not evaluated.
    private mutating func check(_ member: Entry, of clause: String, _ shape: DSLShape) {
        if let idle = shape.foreign[member.key] {
            if member.value.isInvalid { return }
            let given = JSONValue(member.value)
            let text = if case .string(let text) = given { text } else { given.text }
            if given == .null || idle.contains(text.lowercased()) { return }
            issues.append(
                Diagnostic(
                    .notEvaluable(member.key), member.range,
                    "`\(member.key)` of `\(clause)` changes what is found, and cannot be evaluated here"))
        } else if !shape.read.contains(member.key), !shape.idle.contains(member.key),
            !DSLShape.common.contains(member.key)
        {
            let near = NearestName.clear(member.key, among: shape.all)
            issues.append(
                Diagnostic(
                    .syntax, member.keyRange, "`\(clause)` has no parameter `\(member.key)`",
                    help: near.map { "did you mean `\($0)`?" } ?? Self.listed(shape.all)
                ).meaning(near))
        }
    }

    private static func listed(_ names: [String]) -> String {
        "known: " + names.map { "`\($0)`" }.joined(separator: ", ")
    }

    mutating func missing(_ key: String, _ entry: Entry) -> DSLNode {
        syntax(entry.keyRange, "`\(entry.key)` has no `\(key)`")
        return .unread(entry.range)
    }

    /// A single value; nil after it was reported that it is none.
    mutating func value(_ node: Node, _ noun: String) -> DSLValue? {
        switch node.value {
        case .string(let scalar): return DSLValue(scalar.text, .text, node.range)
        case .integer(let number): return DSLValue(String(number), .number, node.range)
        case .float(let number):
            let written = node.spelling?.style == .json ? node.spelling?.text : nil
            return DSLValue(written ?? String(number), .number, node.range)
        case .boolean(let flag): return DSLValue(flag ? "true" : "false", .boolean, node.range)
        case .date(let date): return DSLValue(date.text, .text, node.range)
        case .null, .array, .table:
            wrongShape(node, "\(noun) is a single value")
            return nil
        case .invalid: return nil
        }
    }

    /// `true`, `false` or one of them in quotes; nil after it was reported that it is none.
    mutating func flag(_ node: Node, _ key: String) -> Bool? {
        if let flag = node.boolean { return flag }
        if let flag = node.string.flatMap({ Bool($0) }) { return flag }
        wrongShape(node, "`\(key)` is `true` or `false`")
        return nil
    }

    /// A whole number, also in quotes; nil after it was reported that it is none.
    mutating func number(_ entry: Entry, in bounds: ClosedRange<Int>) -> Int? {
        let number = entry.value.integer.map { Int(clamping: $0) } ?? entry.value.string.flatMap { Int($0) }
        if let number, bounds.contains(number) { return number }
        wrongShape(entry.value, "`\(entry.key)` is a whole number from \(bounds.lowerBound)")
        return nil
    }

    mutating func wrongShape(_ node: Node, _ message: String) {
        if node.isInvalid { return }
        syntax(node.range, "\(message), not \(node.value.phrase)")
    }

    mutating func syntax(_ range: ByteRange, _ message: String, help: String? = nil) {
        issues.append(Diagnostic(.syntax, range, message, help: help))
    }

    mutating func add(_ issue: Diagnostic) { issues.append(issue) }
}

extension Node.Value {
    /// What a value is, in the words of JSON.
    fileprivate var phrase: String {
        switch self {
        case .string: "a string"
        case .integer, .float: "a number"
        case .boolean: "a boolean"
        case .date: "a date"
        case .null: "null"
        case .array: "a list"
        case .table: "an object"
        case .invalid: "this"
        }
    }
}
