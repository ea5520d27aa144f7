import Compiler
import Diagnostics
import Machine
import Queries
import Schemas
import SourceText

/// What an EQL query, or an expression that stands alone, comes to for one event: `query --to value`.
enum QueryValue {
    /// In three truth values: null where a condition has no answer. Without `fields` nothing has a type.
    static func answer(_ text: String, _ event: JSONValue, _ fields: (some FieldLookup)?) -> QueryAnswers.Answer {
        guard let fields else { return answer(text, event, NoFields()) }
        return answer(text, event, fields)
    }

    private static func answer(_ text: String, _ event: JSONValue, _ fields: some FieldLookup) -> QueryAnswers.Answer {
        let lowered: (expr: Expr, issues: [Diagnostic])
        if let node = EQL.parseExpression(text) {
            lowered = EQL.lowerValue(node, fields: fields)
        } else {
            let query = EQL.parse(text)
            guard query.issues.isEmpty else { return QueryAnswers.Answer(issues: query.issues) }
            lowered = EQL.lower(query, fields: fields)
        }
        let issues = lowered.issues + [RuleCompiler.unsupportedPart(of: lowered.expr)].compactMap { $0 }
        guard issues.isEmpty else { return QueryAnswers.Answer(issues: issues) }
        var matcher = Matcher(RuleCompiler.compile(value: lowered.expr))
        var buffer = EventBuffer()
        buffer.append(Array(event.text.utf8))
        if let error = matcher.match(buffer, 0..<buffer.count) {
            let message = "the event cannot be read: \(error.text)"
            return QueryAnswers.Answer(issues: [Diagnostic(.unsupported, ByteRange(at: 0), message)])
        }
        return QueryAnswers.Answer(result: matcher.result.map { JSONValue($0) } ?? .null)
    }
}

extension JSONValue {
    fileprivate init(_ result: JSONResult) {
        switch result {
        case .null: self = .null
        case .boolean(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .double(let value): self = .double(value)
        case .text(let text): self = .string(text)
        }
    }
}
