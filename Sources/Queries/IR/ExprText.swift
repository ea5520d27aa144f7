import Schemas
import SourceText

/// The readable form of the IR: one node a line, children indented, with types and the bytes of the query after it.
///
///     and  0..<72
///       test event.dataset [keyword] equals "azure.activitylogs"  0..<32
///       not  37..<72
package enum ExprText {
    /// Deeper nodes are omitted; parsers stop long before.
    private static let maximumDepth = 512

    /// The text of the whole tree; each line ends with a line feed.
    package static func text(_ expr: Expr) -> String {
        guard !expr.nodes.isEmpty else { return "(empty)\n" }
        var text = ""
        write(expr.root, of: expr, depth: 0, to: &text)
        return text
    }

    private static func write(_ id: ExprID, of expr: Expr, depth: Int, to text: inout String) {
        guard expr.nodes.indices.contains(Int(id.index)), depth < maximumDepth else {
            text += String(repeating: "  ", count: depth) + "…\n"
            return
        }
        text += String(repeating: "  ", count: depth) + head(expr[id]) + "  \(expr.span(of: id))\n"
        for child in expr[id].children { write(child, of: expr, depth: depth + 1, to: &text) }
    }

    /// The line of a node, without its children.
    private static func head(_ node: ExprNode) -> String {
        switch node {
        case .constant(let value): value ? "always" : "never"
        case .and: "and"
        case .or: "or"
        case .not: "not"
        case .nested(let path, _): "nested \(path)"
        case .test(let test): line(test)
        case .compare(_, let relation, _): "compare \(relation.rawValue)"
        case .valueTest(_, let test): "value \(words(test.comparison))" + (test.ignoresCase ? " ignoring case" : "")
        case .field(let field): "field \(field.name) [\(list(field.types))]"
        case .literal(let literal): "literal \(literalText(literal))"
        case .call(let name, _): "call \(name.text)" + (name.ignoresCase ? " ignoring case" : "")
        case .arithmetic(_, let terms): "arithmetic \(terms.map(\.operation.rawValue).joined(separator: " "))"
        case .opaque(let part): "opaque \(quoted(part.text))"
        }
    }

    private static func line(_ test: FieldTest) -> String {
        "test \(name(test.field)) [\(list(test.types))] \(words(test.comparison))"
            + (test.ignoresCase ? " ignoring case" : "") + (test.requiresValue ? " requiring a value" : "")
    }

    private static func list(_ types: [FieldType]) -> String {
        types.isEmpty ? "unknown" : types.map(\.rawValue).joined(separator: "|")
    }

    private static func name(_ field: FieldSelector) -> String {
        switch field {
        case .named(let name): name
        case .matching(let pattern): "fields like \(quoted(pattern.display))"
        case .any: "any field"
        }
    }

    private static func words(_ comparison: Comparison) -> String {
        switch comparison {
        case .exists: "exists"
        case .equals(let literal): "equals \(literalText(literal))"
        case .fits(let pattern): "like \(parts(pattern))"
        case .compares(let sign, let literal): "\(sign.rawValue) \(literalText(literal))"
        case .between(let low, let high):
            "\(low.relation.rawValue) \(literalText(low.literal)) \(high.relation.rawValue) \(literalText(high.literal))"
        case .matches(let regex): "matches \(quoted(regex.text))"
        case .resembles(let term): "resembles \(quoted(term.text)) by \(term.edits)"
        case .near(let words, let slop): "near \(quoted(words)) by \(slop)"
        }
    }

    /// Phrases are in quotes, exact texts after a word; everything else is bare, so `"null"` and `null` differ.
    private static func literalText(_ literal: Literal) -> String {
        switch literal.kind {
        case .phrase: quoted(literal.text)
        case .exact: "exactly \(quoted(literal.text))"
        case .anyWord, .boolean, .null, .number: bare(literal.text)
        case .allWords: "all of \(bare(literal.text))"
        }
    }

    /// Literal parts in quotes between bare wildcards: a star of the text is reported from a wildcard.
    private static func parts(_ pattern: WildcardText) -> String {
        pattern.parts.map { part in
            switch part {
            case .literal(let text): quoted(text)
            case .anyCharacters: "*"
            case .oneCharacter: "?"
            }
        }.joined(separator: " ")
    }

    private static func bare(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x22 }
        return isPlain ? text : "bare \(quoted(text))"
    }

    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
