import Compiler
import Documents
import Machine
import Queries
import Rules
import Schemas
import SourceText
import Values

/// Says which clauses of a rule's query an event meets, by running each as a program of its own.
struct EventExplainer {
    /// Values of one clause that are shown.
    private static let maximumFields = 3
    private static let maximumValues = 3

    private let rule: TestedRule
    /// The parts of the outermost `and` or `or`; one part where it is neither.
    private let clauses: [ExprID]
    private let isAlternative: Bool
    private let expr: Expr
    /// The clauses, and after them what filters and exceptions ask.
    private let program: Program

    init(_ rule: TestedRule) {
        self.rule = rule
        // The query's own: what is joined to it for filters and exceptions has its places elsewhere in the file.
        let expr = rule.condition.query
        self.expr = expr
        (clauses, isAlternative) = Self.parts(of: expr)
        let parts = clauses.map { clause in
            var part = expr
            part.root = clause
            return part
        }
        program = RuleCompiler.compile(queries: parts + rule.condition.restrictions.exprs)
    }

    /// The clauses of an expression: those of nested `and`s (or nested `or`s) in the order of the text.
    private static func parts(of expr: Expr) -> (clauses: [ExprID], isAlternative: Bool) {
        guard !expr.nodes.isEmpty else { return ([], false) }
        let isAlternative = if case .or = expr[expr.root] { true } else { false }
        var parts: [ExprID] = []
        var open = [expr.root]
        while let id = open.popLast() {
            switch expr[id] {
            case .and(let children) where !isAlternative: open.append(contentsOf: children.reversed())
            case .or(let children) where isAlternative: open.append(contentsOf: children.reversed())
            default: parts.append(id)
            }
        }
        return (parts, isAlternative)
    }

    /// Why the event of a line met the rule, or did not.
    func explain(line: [UInt8], name: String, isMatch: Bool) -> EventExplanation {
        let holding = self.holding(line)
        let event = (try? JSONReader.value(of: line, in: 0..<line.count)).map(EventValues.document)
        let decisive = clauses.indices.first { holding.contains($0) == isAlternative }
        var explanation = EventExplanation(
            headline: headline(name, decisive, holding, isMatch: isMatch), clauses: [], notes: [])
        for (index, clause) in clauses.enumerated() {
            let isReached = decisive.map { index <= $0 } ?? true
            let holds = holding.contains(index)
            explanation.clauses.append(
                EventExplanation.Clause(
                    state: isReached ? (holds ? .holds : .fails) : .notReached, text: text(of: clause),
                    value: isReached ? value(of: clause, event, holds: holds) : "not reached"))
            if isReached, !holds, let event { addNotes(on: clause, event, to: &explanation.notes) }
        }
        let meetsQuery = isAlternative ? decisive != nil : decisive == nil
        let behind = clauses.count
        if meetsQuery, !isMatch, rule.condition.restrictions.filters != nil, !holding.contains(behind) {
            explanation.notes.append("the rule's filters leave the event out")
        } else if meetsQuery, !isMatch, rule.condition.restrictions.exceptions != nil,
            !holding.contains(program.ruleCount - 1)
        {
            explanation.notes.append("an exception of the rule leaves the event out")
        } else if meetsQuery, !isMatch {
            explanation.notes.append("none of the rule's index patterns matches the index that the event names")
        }
        return explanation
    }

    /// Numbers of the clauses that hold for an event.
    private func holding(_ line: [UInt8]) -> Set<Int> {
        var buffer = EventBuffer(capacity: line.count)
        buffer.append(line)
        var matcher = Matcher(program, ignoresIndices: true)
        return matcher.match(buffer, 0..<line.count) == nil ? Set(matcher.matches) : []
    }

    // MARK: - Texts

    private func headline(_ name: String, _ decisive: Int?, _ holding: Set<Int>, isMatch: Bool) -> String {
        let count = clauses.count
        guard count > 1 else { return "\(name) \(holding.isEmpty ? "does not meet" : "meets") the query:" }
        switch (isAlternative, decisive) {
        case (false, let index?): return "\(name) stops at the \(Self.ordinal(index)) of \(Self.number(count)) clauses:"
        case (false, nil): return "\(name) meets all \(Self.number(count)) clauses:"
        case (true, let index?):
            return "\(name) meets the \(Self.ordinal(index)) of \(Self.number(count)) alternatives:"
        case (true, nil): return "\(name) meets none of \(Self.number(count)) alternatives:"
        }
    }

    private static func number(_ count: Int) -> String {
        let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        return count < words.count ? words[count] : String(count)
    }

    private static func ordinal(_ index: Int) -> String {
        let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        return index < words.count ? words[index] : "\(index + 1)th"
    }

    /// A clause as the query writes it: whitespace as one space, long text cut.
    private func text(of clause: ExprID) -> String {
        let bytes = Array(rule.query.text.text.utf8)
        let span = expr.span(of: clause)
        let start = min(span.start, bytes.count)
        let written = String(decoding: bytes[start..<max(start, min(span.end, bytes.count))], as: UTF8.self)
        let line = written.split { $0.isWhitespace }.joined(separator: " ")
        // Of `field:(a or b)` the clause is what is in the brackets.
        let fields = self.fields(of: clause)
        if fields.count == 1, !written.contains(fields[0]) {
            let needsBrackets = line.contains(" ") && !line.hasPrefix("(") && !line.hasPrefix("\"")
            return Self.cut("\(fields[0]):" + (needsBrackets ? "(\(line))" : line), to: 72)
        }
        return Self.cut(line, to: 72)
    }

    private static func cut(_ text: String, to limit: Int) -> String {
        text.count <= limit ? text : text.prefix(limit - 1) + "…"
    }

    /// What the event has in the fields of a clause.
    private func value(of clause: ExprID, _ event: Node?, holds: Bool) -> String {
        guard let event else { return "" }
        let fields = self.fields(of: clause)
        let shown = fields.prefix(Self.maximumFields).map { field in
            let values = EventValues.values(of: field, in: event)
            let texts = values.prefix(Self.maximumValues).map { Self.cut(JSONValue($0).text, to: 60) }
            let more = values.count > texts.count ? ", …" : ""
            let list = texts.joined(separator: ", ") + more
            if fields.count > 1 { return values.isEmpty ? "\(field) has no value" : "\(field) is \(list)" }
            if values.isEmpty { return "no value" }
            if holds { return list }
            return (values.count == 1 ? "value is " : "values are ") + list
        }
        return shown.joined(separator: "; ") + (fields.count > Self.maximumFields ? "; …" : "")
    }

    /// Names of the fields that a clause tests, each once, in the order of the text.
    private func fields(of clause: ExprID) -> [String] {
        var names: [String] = []
        for test in tests(of: clause) {
            if case .named(let name) = test.field, !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                names.append(name)
            }
        }
        return names
    }

    private func tests(of clause: ExprID) -> [FieldTest] {
        var tests: [FieldTest] = []
        var open = [clause]
        while let id = open.popLast() {
            if case .test(let test) = expr[id] { tests.append(test) }
            open.append(contentsOf: expr[id].children.reversed())
        }
        return tests
    }

    /// Tells of values that differ from what is asked for in case only: the most common typo.
    private func addNotes(on clause: ExprID, _ event: Node, to notes: inout [String]) {
        for test in tests(of: clause) where !test.ignoresCase {
            guard case .named(let field) = test.field, case .equals(let literal) = test.comparison else { continue }
            let isKeyword =
                test.types.isEmpty
                || test.types.contains { $0 == .keyword || $0 == .constantKeyword || $0 == .wildcard }
            guard isKeyword else { continue }
            let differsInCase = EventValues.values(of: field, in: event).contains { value in
                guard let text = value.string, !text.utf8.elementsEqual(literal.text.utf8) else { return false }
                return CaseFolding.lowered(text) == CaseFolding.lowered(literal.text)
            }
            let note = "`\(field)` is a keyword: \(rule.query.tree.language.title) compares it case-sensitively"
            if differsInCase, !notes.contains(note) { notes.append(note) }
        }
    }
}

/// The values of a field of an event.
enum EventValues {
    /// The document of a hit of Elasticsearch, else the event itself: as the matcher sees it.
    static func document(_ event: Node) -> Node {
        guard event["_id"] != nil || event["_index"] != nil, let source = event["_source"], source.table != nil else {
            return event
        }
        return source
    }

    /// Scalars at a dotted path: objects may be nested or have dotted names, arrays are sets of values, null is none.
    static func values(of field: String, in event: Node) -> [Node] {
        var found: [Node] = []
        collect(Array(field.utf8)[...], in: event, into: &found)
        return found
    }

    /// Ends because either the path or the event gets smaller.
    private static func collect(_ path: ArraySlice<UInt8>, in node: Node, into found: inout [Node]) {
        switch node.value {
        case .array(let items): for item in items { collect(path, in: item, into: &found) }
        case .table(let table):
            for entry in table.entries {
                let key = entry.key.utf8
                if path.elementsEqual(key) {
                    collect([], in: entry.value, into: &found)
                } else if path.count > key.count, path.starts(with: key),
                    path[path.startIndex + key.count] == UInt8(ascii: ".")
                {
                    collect(path.dropFirst(key.count + 1), in: entry.value, into: &found)
                }
            }
        case .null, .invalid: break
        default: if path.isEmpty { found.append(node) }
        }
    }
}
