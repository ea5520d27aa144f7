import Diagnostics
import Schemas
import SourceText
import Values

/// The expression that is being translated, and what was found to have no counterpart.
struct TranslationParts {
    let expr: Expr
    let target: QueryLanguage
    private(set) var findings: [Diagnostic] = []
    /// The nodes without a counterpart, as often as they were met.
    private(set) var refused: [ExprID] = []
    /// Whether the node at hand is below an odd number of `not`s.
    fileprivate(set) var isNegated = false
    fileprivate var depth = 0

    /// Deeper than the parser of any language goes.
    static let maximumDepth = 600
    /// A list of a thousand patterns need not be reported a thousand times.
    private static let maximumFindings = 100

    init(of expr: Expr, _ target: QueryLanguage) {
        self.expr = expr
        self.target = target
    }

    /// Notes that a node has no counterpart; always nil.
    mutating func refuse<Node>(
        _ reason: TranslationGap, _ id: ExprID, _ message: String, help: String? = nil
    ) -> Node? {
        refused.append(id)
        return note(Diagnostic(untranslatable: reason, expr.span(of: id), message, help: help))
    }

    /// Keeps a refusal; always nil.
    mutating func note<Node>(_ issue: Diagnostic) -> Node? {
        if findings.count < Self.maximumFindings, findings.last != issue { findings.append(issue) }
        return nil
    }

    /// The text where its language reads it back as it was meant. Nothing but the limits can be against that.
    mutating func proven(_ text: String, _ isReadBack: Bool) -> String? {
        if isReadBack { return text }
        return refuse(
            .limit, expr.root,
            "the query would be longer, or more deeply nested, than \(target.title) allows: it has \(text.utf8.count.grouped) bytes"
        )
    }
}

/// Makes nodes of another language's tree out of an expression, children first.
protocol Translator {
    associatedtype Node

    var parts: TranslationParts { get set }

    /// What holds for every event, or for none.
    mutating func constant(_ value: Bool) -> Node
    /// All of two or more hold.
    mutating func all(_ nodes: [Node]) -> Node
    /// One of two or more holds.
    mutating func any(_ nodes: [Node]) -> Node
    mutating func not(_ node: Node) -> Node
    mutating func nested(_ path: String, _ inner: ExprID, _ id: ExprID) -> Node?
    mutating func test(_ test: FieldTest, _ id: ExprID) -> Node?
    /// A value, or a condition on computed values: what Elasticsearch runs as a script.
    mutating func value(_ id: ExprID) -> Node?
}

extension Translator {
    mutating func node(_ id: ExprID) -> Node? {
        guard parts.depth < TranslationParts.maximumDepth else {
            return parts.refuse(.limit, id, "the query is nested deeper than \(TranslationParts.maximumDepth) levels")
        }
        parts.depth += 1
        defer { parts.depth -= 1 }
        switch parts.expr[id] {
        case .constant(let value): return constant(value)
        case .and(let ids):
            return nodes(ids).map { nodes in
                nodes.isEmpty ? constant(true) : nodes.count == 1 ? nodes[0] : all(nodes)
            }
        case .or(let ids):
            return nodes(parts.expr.withoutFreeTextFields(ids)).map { nodes in
                nodes.isEmpty ? constant(false) : nodes.count == 1 ? nodes[0] : any(nodes)
            }
        case .not(let inner):
            parts.isNegated.toggle()
            defer { parts.isNegated.toggle() }
            return node(inner).map { not($0) }
        case .nested(let path, let inner): return nested(path, inner, id)
        case .test(let test): return isRefused(test, id) ? nil : self.test(test, id)
        case .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque: return value(id)
        }
    }

    mutating func value(_ id: ExprID) -> Node? {
        let text = ExprPhrase.text(id, of: parts.expr).shown
        return refuse(
            .script, id, "`\(text)` needs a script in Elasticsearch: it is not a test of one field against constants")
    }

    /// Notes that a text of EQL means another thing to the language: on analyzed text, and on dates.
    private mutating func isRefused(_ test: FieldTest, _ id: ExprID) -> Bool {
        guard parts.target != .eql, case .named(let name) = test.field, let literal = test.exactLiteral else {
            return false
        }
        if test.types.contains(where: { $0.family == .text }) {
            let message = "EQL compares whole values of `\(name.shown)`, which is analyzed text without a keyword"
            return refuse(.analysedText, id, message) == nil
        }
        if test.types.contains(where: { $0.family == .date }), DateMath(literal.text)?.isInstant != true {
            let message = "`\(literal.text.shown)` is an instant in EQL, and a span of time elsewhere"
            let help = "write the instant with its milliseconds, such as `2024-01-31T00:00:00.000Z`"
            return refuse(.dateSpan, id, message, help: help) == nil
        }
        return false
    }

    /// Each is tried, so that all findings are reported.
    private mutating func nodes(_ ids: [ExprID]) -> [Node]? {
        var nodes: [Node] = []
        nodes.reserveCapacity(ids.count)
        for id in ids {
            if let node = node(id) { nodes.append(node) }
        }
        return nodes.count == ids.count ? nodes : nil
    }

    mutating func refuse(_ reason: TranslationGap, _ id: ExprID, _ message: String, help: String? = nil) -> Node? {
        parts.refuse(reason, id, message, help: help)
    }
}

extension Expr {
    func children(of id: ExprID) -> [ExprID] { self[id].children }

    /// The alternatives without those that free text brings along: whoever reads the free text asks these fields too.
    fileprivate func withoutFreeTextFields(_ ids: [ExprID]) -> [ExprID] {
        var isFree = false
        var isNamed = false
        for id in ids {
            guard case .test(let test) = self[id] else { continue }
            if test.field == .any { isFree = true } else if case .named = test.field { isNamed = true }
        }
        guard isFree, isNamed else { return ids }
        var texts: [ByteRange: Set<Comparison>] = [:]
        for id in ids {
            if case .test(let test) = self[id], test.field == .any {
                texts[span(of: id), default: []].insert(test.comparison)
            }
        }
        return ids.filter { id in
            guard case .test(let test) = self[id], case .named = test.field else { return true }
            return texts[span(of: id)]?.contains(test.comparison) != true
        }
    }
}
