import Diagnostics
package import Queries
package import Schemas
import SourceText

/// Reads back what a translation wrote.
package enum TranslatedText {
    /// The expression of a translation's text; nil where the language does not take it.
    package static func expr(
        _ output: Translation.Output, _ target: QueryLanguage, _ fields: some FieldLookup
    ) -> Expr? {
        let query: SourceQuery
        switch (output, target) {
        case (.text(let text), .kql): query = .kql(KQL.parse(text))
        case (.text(let text), .lucene): query = .lucene(Lucene.parse(text), .or)
        case (.text(let text), .eql): query = .eql(EQL.parse(text), categoryField: "event.category")
        case (.json(let json), .dsl): query = .dsl(QueryDSL.parse(json.text), json)
        case (.text(let text), .esql):
            var reader = ESQLConditionReader(text, fields)
            return reader.condition()
        default: return nil
        }
        let lowered = query.lowered(fields)
        let isBroken = (query.syntaxIssues + lowered.issues).contains { $0.blocks(.translation) }
        return isBroken ? nil : lowered.expr
    }
}

/// Conditions of ES|QL as far as translations write them: calls of KQL and QSTR with AND, OR, NOT and parentheses.
private struct ESQLConditionReader<Fields: FieldLookup> {
    private var rest: Substring
    private let fields: Fields
    private var expr = Expr()

    init(_ text: String, _ fields: Fields) {
        rest = Substring(text)
        self.fields = fields
    }

    mutating func condition() -> Expr? {
        guard let root = either(), rest.isEmpty else { return nil }
        expr.root = root
        return expr
    }

    private mutating func take(_ word: String) -> Bool {
        guard rest.hasPrefix(word) else { return false }
        rest.removeFirst(word.count)
        return true
    }

    private mutating func either() -> ExprID? {
        guard let first = both() else { return nil }
        var ids = [first]
        while take(" OR ") {
            guard let next = both() else { return nil }
            ids.append(next)
        }
        return ids.count == 1 ? first : expr.add(.or(ids), span: ByteRange(at: 0))
    }

    private mutating func both() -> ExprID? {
        guard let first = single() else { return nil }
        var ids = [first]
        while take(" AND ") {
            guard let next = single() else { return nil }
            ids.append(next)
        }
        return ids.count == 1 ? first : expr.add(.and(ids), span: ByteRange(at: 0))
    }

    private mutating func single() -> ExprID? {
        let nowhere = ByteRange(at: 0)
        if take("NOT ") { return single().map { expr.add(.not($0), span: nowhere) } }
        if take("TRUE") { return expr.add(.constant(true), span: nowhere) }
        if take("FALSE") { return expr.add(.constant(false), span: nowhere) }
        if take("(") {
            guard let inner = either(), take(")") else { return nil }
            return inner
        }
        let target: QueryLanguage
        if take("KQL(") {
            target = .kql
        } else if take("QSTR(") {
            target = .lucene
        } else {
            return nil
        }
        guard let text = string(), take(")"), let inner = TranslatedText.expr(.text(text), target, fields) else {
            return nil
        }
        return expr.add(inner)
    }

    private mutating func string() -> String? {
        if take("\"\"\"") {
            guard let end = rest.firstRange(of: "\"\"\"") else { return nil }
            defer { rest = rest[end.upperBound...] }
            return String(rest[..<end.lowerBound])
        }
        guard take("\"") else { return nil }
        var text = String.UnicodeScalarView()
        var isEscaped = false
        let scalars = rest.unicodeScalars
        for index in scalars.indices {
            let scalar = scalars[index]
            if isEscaped {
                switch scalar {
                case "n": text.append("\n")
                case "r": text.append("\r")
                case "t": text.append("\t")
                default: text.append(scalar)
                }
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                rest = Substring(scalars[scalars.index(after: index)...])
                return String(text)
            } else {
                text.append(scalar)
            }
        }
        return nil
    }
}
