import Diagnostics
import Documents
import SourceText

// Clauses that analyse their text.
extension DSLParser {
    mutating func match(_ value: DSLValue, _ body: Table) -> DSLQuestion {
        var needsAll = false
        if let entry = body["operator"], let word = self.value(entry.value, "`operator`") {
            switch word.text.lowercased() {
            case "and": needsAll = true
            case "or": break
            default: syntax(word.range, "`operator` is `or` or `and`, not `\(word.text)`")
            }
        }
        if let entry = body["minimum_should_match"] { checkMinimum(entry, value, needsAll: &needsAll) }
        let fuzziness = body["fuzziness"].flatMap { self.fuzziness($0) }
        return .match(value, needsAll: needsAll, fuzziness)
    }

    /// All words, or one of them; counts between are not evaluated.
    private mutating func checkMinimum(_ entry: Entry, _ value: DSLValue, needsAll: inout Bool) {
        guard let text = self.value(entry.value, "a number or a share") else { return }
        guard let minimum = DSLMinimum(text.text) else {
            syntax(text.range, "`\(text.text)` is not a value of `minimum_should_match`")
            return
        }
        // How many words there are depends on the analysis, so the answer has to be the same for every number of them.
        let most = value.text.utf8.count + 1
        let counts = [1, 2, 3, 4, 5, most].filter { $0 <= most }
        if counts.allSatisfy({ minimum.required(of: $0) >= $0 }) {
            needsAll = true
        } else if !counts.allSatisfy({ minimum.required(of: $0) <= 1 }) {
            add(
                Diagnostic(
                    .notEvaluable(entry.key), entry.range,
                    "`minimum_should_match` of a text counts its words, and cannot be evaluated here"))
        }
    }

    mutating func slop(_ body: Table) -> Int { body["slop"].flatMap { number($0, in: 0...1_000_000) } ?? 0 }

    /// `0`, `1`, `2`, `AUTO` or `AUTO:low,high`.
    mutating func fuzziness(_ entry: Entry) -> DSLFuzziness? {
        guard let value = value(entry.value, "`fuzziness`") else { return nil }
        let text = value.text.uppercased()
        if text == "AUTO" { return .automatic(low: 3, high: 6) }
        if let edits = Double(text), (0...2).contains(edits) { return .edits(Int(edits)) }
        if text.hasPrefix("AUTO:") {
            let parts = text.dropFirst(5).split(separator: ",").map { Int($0) }
            if parts.count == 2, let low = parts[0], let high = parts[1], low >= 0, low <= high {
                return .automatic(low: low, high: high)
            }
        }
        syntax(value.range, "`\(value.text)` is not a value of `fuzziness`", help: "write `0`, `1`, `2` or `AUTO`")
        return nil
    }

    mutating func multiMatch(_ entry: Entry) -> DSLNode {
        guard let table = parameters(entry, .multiMatch) else { return .unread(entry.range) }
        guard let query = table["query"] else { return missing("query", entry) }
        guard let value = value(query.value, "the value of `multi_match`") else { return .unread(entry.range) }
        let type = table["type"].flatMap { self.value($0.value, "`type`") }
        let match = match(value, table)
        var question = match
        switch type?.text {
        case nil, "best_fields", "most_fields": break
        case "cross_fields":
            // Over all fields together a word may be anywhere; for one of several words that is the same.
            if case .match(_, needsAll: true, _) = match { notEvaluable(type, "looks for words over several fields") }
        case "phrase": question = .phrase(value, slop: slop(table))
        case "phrase_prefix", "bool_prefix": notEvaluable(type, "looks for the beginning of a word")
        case let other?:
            let known = ["best_fields", "most_fields", "cross_fields", "phrase", "phrase_prefix", "bool_prefix"]
            let near = NearestName.clear(other, among: known)
            syntax(
                type?.range ?? entry.range, "`\(other)` is not a type of `multi_match`",
                help: near.map { "did you mean `\($0)`?" })
        }
        let isLenient = table["lenient"].flatMap { flag($0.value, $0.key) }
        let fields = names(table["fields"])
        return .fields(
            // Without a list every field is asked, which only works leniently.
            DSLFieldsTest(
                fields: fields, question: question, isLenient: isLenient ?? fields.isEmpty, range: entry.range))
    }

    private mutating func notEvaluable(_ value: DSLValue?, _ reason: String) {
        guard let value else { return }
        add(
            Diagnostic(
                .notEvaluable(value.text), value.range, "`\(value.text)` \(reason), and cannot be evaluated here"))
    }

    mutating func queryString(_ entry: Entry) -> DSLNode {
        guard let table = parameters(entry, .queryString) else { return .unread(entry.range) }
        guard let query = table["query"] else { return missing("query", entry) }
        guard let value = value(query.value, "the value of `query_string`") else { return .unread(entry.range) }
        var defaultOperator = Lucene.DefaultOperator.or
        if let word = table["default_operator"].flatMap({ self.value($0.value, "`default_operator`") }) {
            if let known = Lucene.DefaultOperator(rawValue: word.text.uppercased()) {
                defaultOperator = known
            } else {
                syntax(word.range, "`default_operator` is `or` or `and`, not `\(word.text)`")
            }
        }
        let place = DSLPlace(query.value)
        let parsed = Lucene.parse(value.text, defaultOperator: defaultOperator)
        for var issue in parsed.issues {
            issue.offset = place.range(of: ByteRange(at: issue.offset)).start
            issue.range = place.range(of: issue.range)
            add(issue)
        }
        if parsed.root == nil, !parsed.issues.isEmpty { return .unread(entry.range) }
        return .queryString(
            DSLQueryString(
                query: parsed, defaultOperator: defaultOperator,
                fields: names(table["fields"] ?? table["default_field"]),
                place: place, range: entry.range))
    }

    /// Names of fields without their weights; `*` alone is every field.
    private mutating func names(_ entry: Entry?) -> [DSLName] {
        guard let entry else { return [] }
        let names = (entry.value.array ?? [entry.value]).compactMap { node in
            value(node, "a field").map { value in
                let name = value.text.prefix { $0 != "^" }
                return DSLName(String(name), value.range)
            }
        }
        return names.contains { $0.text == "*" } ? [] : names
    }
}
