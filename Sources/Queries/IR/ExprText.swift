import Schemas
import SourceText

/// The readable form of the IR: one node a line, children indented, with types and the bytes of the query behind it.
///
///     and  0..<72
///       test event.dataset [keyword] equals "azure.activitylogs"  0..<32
///       not  37..<72
package enum ExprText {
    /// Deeper nodes are left out; parsers stop long before.
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
        let head: String
        var children: [ExprID] = []
        switch expr[id] {
        case .constant(let value): head = value ? "always" : "never"
        case .and(let ids): (head, children) = ("and", ids)
        case .or(let ids): (head, children) = ("or", ids)
        case .not(let child): (head, children) = ("not", [child])
        case .nested(let path, let child): (head, children) = ("nested \(path)", [child])
        case .test(let test): head = line(test)
        }
        text += String(repeating: "  ", count: depth) + head + "  \(expr.span(of: id))\n"
        for child in children { write(child, of: expr, depth: depth + 1, to: &text) }
    }

    private static func line(_ test: FieldTest) -> String {
        let types = test.types.isEmpty ? "unknown" : test.types.map(\.rawValue).joined(separator: "|")
        return "test \(name(test.field)) [\(types)] \(words(test.comparison))"
            + (test.ignoresCase ? " ignoring case" : "")
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
        case .fits(let pattern): "fits \(parts(pattern))"
        case .compares(let sign, let literal): "\(sign.rawValue) \(literalText(literal))"
        case .between(let low, let high):
            "\(low.relation.rawValue) \(literalText(low.literal)) \(high.relation.rawValue) \(literalText(high.literal))"
        case .matches(let regex): "matches \(quoted(regex.text))"
        case .resembles(let term): "resembles \(quoted(term.text)) by \(term.edits)"
        case .near(let words, let slop): "near \(quoted(words)) by \(slop)"
        }
    }

    /// Quotes stand for quotes of the query; everything else is bare, so `"null"` and `null` differ.
    private static func literalText(_ literal: Literal) -> String {
        switch literal.kind {
        case .quoted: quoted(literal.text)
        case .unquoted, .boolean, .null, .number: bare(literal.text)
        case .allWords: "all of \(bare(literal.text))"
        }
    }

    /// Literal parts in quotes between bare wildcards: a star of the text is told from a wildcard.
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
