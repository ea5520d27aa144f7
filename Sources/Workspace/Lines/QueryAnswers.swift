package import Diagnostics
import Documents
package import Queries
import Schemas
package import SourceText

/// The lines of `query --ndjson`: a query in, whether it is one and what it becomes out.
///
/// An answer is `{"ok":…,"error":…,"result":…}`; `notes` follows them where something was omitted of a translation.
package struct QueryAnswers: Sendable {
    /// What the answer's `result` holds.
    package enum Target: Sendable, Hashable {
        case language(QueryLanguage)
        /// The tree of the language's own grammar (Lucene).
        case tree
        /// What the query, or a bare expression, comes to for the event of the question (EQL).
        case value

        /// The word of `--to`: a language in any of its spellings, `tree` or `value`.
        package init?(name: String) {
            if let target = QueryLanguage(spelling: name) {
                self = .language(target)
            } else if name == "tree" {
                self = .tree
            } else if name == "value" {
                self = .value
            } else {
                return nil
            }
        }

        package var name: String {
            switch self {
            case .language(let target): target.rawValue
            case .tree: "tree"
            case .value: "value"
            }
        }

        /// What a query of the language can become.
        package static func all(for language: QueryLanguage) -> [Target] {
            let own: [Target] =
                switch language {
                case .lucene: [.tree]
                case .eql: [.value]
                case .kql, .esql, .dsl: []
                }
            return QueryLanguage.allCases.map { .language($0) } + own
        }
    }

    /// What a query is and what it becomes.
    package struct Answer: Sendable {
        /// Why there is not a result, the first to be reported.
        package var issues: [Diagnostic] = []
        /// What a translation omits because it finds nothing.
        package var notes: [Diagnostic] = []
        /// What `--to` asked for; null without.
        package var result: JSONValue = .null
    }

    private let language: QueryLanguage
    /// nil: the query is only parsed.
    private let target: Target?
    /// What joins clauses of Lucene; a line may say otherwise.
    private let defaultOperator: Lucene.DefaultOperator

    package init(
        _ language: QueryLanguage = .kql, to target: Target?, defaultOperator: Lucene.DefaultOperator = .or
    ) {
        self.language = language
        self.target = target
        self.defaultOperator = defaultOperator
    }

    /// The answer to one line. The second value is false where the line is not a question: no JSON, or no `query` in
    /// it.
    package func answer(_ bytes: [UInt8], line: Range<Int>) -> (answer: JSONValue, isQuestion: Bool) {
        let node: Node
        do throws(JSONError) {
            node = try JSONReader.value(of: bytes, in: line)
        } catch {
            return (
                Self.refused("the line is not JSON: \(error.message)", max(0, error.range.start - line.lowerBound)),
                false
            )
        }
        guard let query = node.table?["query"]?.value.string else {
            return (Self.refused("the line is not an object with a string `query`", 0), false)
        }
        let word = node.table?["default_operator"]?.value.string
        let given = word.flatMap { Lucene.DefaultOperator(rawValue: $0) }
        let fields = node.table?["fields"]?.value.table.map(GivenFields.init)
        if target == .value {
            let event = node.table?["event"].map { JSONValue($0.value) } ?? .object([])
            return (Self.json(QueryValue.answer(query, event, fields)), true)
        }
        return (Self.json(answer(query, fields, given ?? defaultOperator)), true)
    }

    /// The answer to one query, whose fields have no types.
    package func answer(_ text: String) -> Answer {
        if target == .value { return QueryValue.answer(text, .object([]), nil as NoFields?) }
        return answer(text, nil, defaultOperator)
    }

    private func answer(
        _ text: String, _ fields: GivenFields?, _ defaultOperator: Lucene.DefaultOperator
    ) -> Answer {
        guard let query = SourceQuery(language, text, defaultOperator) else {
            let message = "\(language.title) queries are not parsed yet"
            return Answer(issues: [Diagnostic(.unsupported, ByteRange(at: 0), message)])
        }
        guard let target else { return Answer(issues: Self.findings(query, fields)) }
        switch target {
        case .value: return QueryValue.answer(text, .object([]), fields)
        case .tree:
            guard query.syntaxIssues.isEmpty, case .lucene(let tree, _) = query else {
                return Answer(issues: query.syntaxIssues)
            }
            return Answer(result: Lucene.treeJSON(tree))
        case .language(let target):
            let translation = query.translated(to: target, fields: fields)
            let result: JSONValue =
                switch translation.output {
                case .text(let text)?: .string(text)
                case .json(let json)?: json
                case nil: .null
                }
            return Answer(issues: translation.findings, notes: translation.notes, result: result)
        }
    }

    /// Why the query is none; with types also why EQL's engine would not run it.
    private static func findings(_ query: SourceQuery, _ fields: GivenFields?) -> [Diagnostic] {
        guard query.syntaxIssues.isEmpty else { return query.syntaxIssues }
        if case .eql(let tree, _) = query, let fields { return EQL.check(tree, fields: fields).blocking(.search) }
        // Values can be texts of their own, such as regular expressions.
        let lowered = fields.map { query.lowered($0) } ?? query.lowered(NoFields())
        return lowered.issues.filter { $0.effect == .textBroken }
    }

    // MARK: lines

    private static func json(_ answer: Answer) -> JSONValue {
        if let issue = answer.issues.first { return refused(issue.message, issue.offset) }
        let notes = answer.notes.map { entry($0.message, $0.offset) }
        return object(ok: true, error: .null, result: answer.result, notes)
    }

    private static func refused(_ message: String, _ offset: Int) -> JSONValue {
        object(ok: false, error: entry(message, offset), result: .null)
    }

    private static func entry(_ message: String, _ offset: Int) -> JSONValue {
        .object([.init("message", .string(message)), .init("offset", .integer(Int64(offset)))])
    }

    private static func object(ok: Bool, error: JSONValue, result: JSONValue, _ notes: [JSONValue] = []) -> JSONValue {
        let end: [JSONValue.Member] = notes.isEmpty ? [] : [.init("notes", .array(notes))]
        return .object([.init("ok", .bool(ok)), .init("error", error), .init("result", result)] + end)
    }
}

extension SourceQuery {
    /// Parses a bare query; nil in a language that is kept as text (`QueryLanguage.parsed`).
    package init?(_ language: QueryLanguage, _ text: String, _ defaultOperator: Lucene.DefaultOperator = .or) {
        switch language {
        case .kql: self = .kql(KQL.parse(text))
        case .lucene: self = .lucene(Lucene.parse(text, defaultOperator: defaultOperator), defaultOperator)
        case .eql: self = .eql(EQL.parse(text), categoryField: "event.category")
        case .esql: return nil
        case .dsl: self = .dsl(QueryDSL.parse(text), JSONReader.value(text).map { JSONValue($0) } ?? .null)
        }
    }
}

/// The fields of one question, in the order of the line.
private struct GivenFields: FieldLookup {
    private let mapping: FieldMapping
    private let names: [String]

    init(_ table: Table) {
        // Scripted fields are objects, and no part of what is answered here.
        let entries = table.entries.compactMap { entry in entry.value.string.map { (entry.key, $0) } }
        mapping = FieldMapping(Dictionary(entries) { first, _ in first })
        names = entries.map(\.0)
    }

    func types(of field: String) -> [FieldType] { mapping.types(of: field) }
    func nestedPath(of field: String) -> String? { mapping.nestedPath(of: field) }
    var isClosed: Bool { true }

    func fields(matching pattern: String, limit: Int) -> [String] {
        let fitting = Set(mapping.fields(matching: pattern, limit: .max))
        return Array(names.lazy.filter { fitting.contains($0) }.prefix(limit))
    }
}
