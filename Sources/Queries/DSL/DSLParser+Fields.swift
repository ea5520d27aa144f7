import Diagnostics
import Documents
import SourceText

// Clauses whose one member is a field.
extension DSLParser {
    mutating func fieldClause(_ entry: Entry) -> DSLNode {
        let shape: DSLShape
        switch entry.key {
        case "term": shape = .term
        case "terms": return terms(entry)
        case "match": shape = .match
        case "match_phrase": shape = .phrase
        case "range": shape = .range
        case "wildcard": shape = .wildcard
        case "prefix": shape = .prefix
        case "regexp": shape = .regexp
        case "fuzzy": shape = .fuzzyTerm
        default: return unknown(entry)
        }
        guard let field = field(entry, allowing: []) else { return .unread(entry.range) }
        let body: Table
        switch field.value.value {
        case .table(let table):
            if entry.key == "match", let phrase = olderPhrase(table, field) { return test(entry, field.name, phrase) }
            guard parameters(field, shape) != nil else { return .unread(entry.range) }
            body = table
        case .invalid: return .unread(entry.range)
        default:
            // The short form: the field's value is the first parameter.
            guard entry.key != "range" else {
                wrongShape(field.value, "`range` needs an object of bounds")
                return .unread(entry.range)
            }
            body = Table([field.renamed(shape.read[0])], style: .inline)
        }
        guard let question = question(entry, field, body) else { return .unread(entry.range) }
        return test(entry, field.name, question)
    }

    private mutating func question(_ entry: Entry, _ field: Entry, _ body: Table) -> DSLQuestion? {
        if entry.key == "range" { return range(body) }
        let key = body["query"] ?? body["value"] ?? (entry.key == "wildcard" ? body["wildcard"] : nil)
        guard let key else {
            let wanted = entry.key.hasPrefix("match") ? "query" : "value"
            syntax(field.keyRange, "`\(entry.key)` of `\(field.key)` has no `\(wanted)`")
            return nil
        }
        guard let value = value(key.value, "the value of `\(entry.key)`") else { return nil }
        let ignoresCase = body["case_insensitive"].flatMap { flag($0.value, $0.key) } ?? false
        switch entry.key {
        case "term": return .term([value], ignoresCase: ignoresCase)
        case "match": return match(value, body)
        case "match_phrase": return .phrase(value, slop: slop(body))
        case "wildcard": return .wildcard(value, ignoresCase: ignoresCase)
        case "prefix": return .prefix(value, ignoresCase: ignoresCase)
        case "regexp":
            checkFlags(body, value)
            return .regexp(value, ignoresCase: ignoresCase)
        default: return .fuzzy(value, body["fuzziness"].flatMap { fuzziness($0) } ?? .automatic(low: 3, high: 6))
        }
    }

    /// The member that names the field; nil after it was reported that there is none.
    private mutating func field(_ entry: Entry, allowing others: [String]) -> Entry? {
        guard let table = entry.value.table else {
            wrongShape(entry.value, "`\(entry.key)` needs an object whose key is a field")
            return nil
        }
        let fields = table.entries.filter { !others.contains($0.key) }
        guard let first = fields.first else {
            syntax(entry.keyRange, "`\(entry.key)` names no field")
            return nil
        }
        for other in fields.dropFirst() {
            syntax(
                other.keyRange, "`\(entry.key)` tests one field, but `\(other.key)` is beside `\(first.key)`",
                help: DSLShape.common.contains(other.key)
                    ? "put `\(other.key)` into the object of the field"
                    : "write a clause for each field in the `filter` of a `bool`")
        }
        return first
    }

    private mutating func terms(_ entry: Entry) -> DSLNode {
        guard let field = field(entry, allowing: DSLShape.common) else { return .unread(entry.range) }
        if field.value.table != nil {
            add(
                Diagnostic(
                    .notEvaluable("terms"), field.value.range,
                    "`terms` reads its values from another document, which cannot be evaluated here"))
            return .unread(entry.range)
        }
        guard let items = field.value.array else {
            wrongShape(field.value, "`terms` needs a list of values")
            return .unread(entry.range)
        }
        let values = items.compactMap { value($0, "a term") }
        return test(entry, field.name, .term(values, ignoresCase: false))
    }

    private mutating func unknown(_ entry: Entry) -> DSLNode {
        if let reason = DSLShape.foreignClauses[entry.key] {
            add(
                Diagnostic(
                    .notEvaluable(entry.key), entry.keyRange, "`\(entry.key)` cannot be evaluated here: \(reason)"))
        } else {
            let near = NearestName.clear(entry.key, among: DSLShape.clauses + DSLShape.foreignClauses.keys.sorted())
            let help =
                near.map { "did you mean `\($0)`?" }
                ?? (entry.key == "query" ? "give the value of `query`" : nil)
            add(
                Diagnostic(.syntax, entry.keyRange, "the Query DSL has no clause `\(entry.key)`", help: help)
                    .meaning(near))
        }
        return .unread(entry.range)
    }

    /// `{"query": …, "type": "phrase"}`: the form of Elasticsearch 5, which Kibana reads in its filters.
    private mutating func olderPhrase(_ table: Table, _ field: Entry) -> DSLQuestion? {
        guard form == .filter, isOutermost, table["type"]?.value.string == "phrase", let query = table["query"] else {
            return nil
        }
        let rest = Table(table.entries.filter { $0.key != "type" }, style: .inline)
        _ = parameters(field.holding(rest), .phrase)
        return value(query.value, "a phrase").map { .phrase($0, slop: slop(rest)) }
    }

    // MARK: ranges

    private mutating func range(_ body: Table) -> DSLQuestion {
        var low: DSLBound?
        var high: DSLBound?
        for entry in body.entries {
            if case .null = entry.value.value { continue }
            let relation: RangeOperator
            switch entry.key {
            case "gt": relation = .greater
            case "gte": relation = .greaterOrEqual
            case "lt": relation = .less
            case "lte": relation = .lessOrEqual
            case "from": relation = isIncluded(body, "include_lower") ? .greaterOrEqual : .greater
            case "to": relation = isIncluded(body, "include_upper") ? .lessOrEqual : .less
            default: continue
            }
            guard let value = value(entry.value, "a bound") else { continue }
            // Of two bounds of one side the last is taken, as in Elasticsearch.
            let bound = DSLBound(relation, value)
            if relation == .greater || relation == .greaterOrEqual { low = bound } else { high = bound }
        }
        return .range(low: low, high: high)
    }

    private mutating func isIncluded(_ body: Table, _ key: String) -> Bool {
        body[key].flatMap { flag($0.value, key) } ?? true
    }

    // MARK: expressions

    /// The optional operators of Lucene's regular expressions, on unless `flags` says otherwise.
    private mutating func checkFlags(_ body: Table, _ value: DSLValue) {
        guard let flags = body["flags"], let names = self.value(flags.value, "`flags`") else { return }
        let known: [String: String] = [
            "ALL": "", "NONE": "~#&@<\"", "COMPLEMENT": "#&@<\"", "COMPLEMENT_LEGACY": "#&@<\"",
            "INTERSECTION": "~#@<\"",
            "EMPTY": "~&@<\"", "ANYSTRING": "~#&<\"", "INTERVAL": "~#&@\"",
        ]
        let parts = names.text.split(separator: "|").map { $0.uppercased() }
        for part in parts where known[part] == nil {
            syntax(
                names.range, "`\(part)` is not a flag of regular expressions", help: "write `ALL` or leave `flags` out")
        }
        // What no flag of the list turns on is an ordinary character.
        let off = parts.compactMap { known[$0] }.map { Set($0) }
        guard let first = off.first else { return }
        let plain = off.dropFirst().reduce(first) { $0.intersection($1) }
        if value.text.contains(where: { plain.contains($0) }) {
            add(
                Diagnostic(
                    .notEvaluable("flags"), flags.range,
                    "`flags` turns off operators that the expression uses, and cannot be evaluated here"))
        }
    }
}

extension Entry {
    /// The key as the name of a field.
    fileprivate var name: DSLName { DSLName(key, keyRange) }

    fileprivate func renamed(_ key: String) -> Entry {
        var entry = self
        entry.key = key
        return entry
    }

    fileprivate func holding(_ table: Table) -> Entry {
        var entry = self
        entry.value.value = .table(table)
        return entry
    }
}
