import Diagnostics
import SourceText

/// An expression as a condition of ES|QL, to follows `WHERE`.
///
/// ES|QL's own comparisons give null for a field with several values, so that neither `f == "x"` nor `NOT f == "x"`
/// finds such an event. Its functions `KQL` and `QSTR` hand a text to the same searches that KQL and Lucene make, and
/// mean the same on every event: the whole query goes into one of them, or its parts do, joined by AND, OR and NOT.
struct ESQLTranslation {
    /// nil after a refusal.
    static func text(of parts: inout TranslationParts) -> String? {
        var translation = ESQLTranslation(parts: parts)
        let text = translation.condition(parts.expr.root, within: .or, depth: 0)
        parts = translation.parts
        return text
    }

    private var parts: TranslationParts
    /// The expression, and the groups that one function asks together after its nodes. Of its own, so that a group is
    /// added without a copy of the whole.
    private var grouped: Expr
    /// What KQL cannot say.
    private let findings: [Diagnostic]
    /// For each node the functions that can ask it as a whole.
    private let functions: [Functions]

    fileprivate struct Functions: OptionSet, Hashable {
        let rawValue: UInt8
        static let kql = Functions(rawValue: 1)
        static let queryString = Functions(rawValue: 2)
    }

    private init(parts: TranslationParts) {
        self.parts = parts
        grouped = parts.expr
        var kql = TranslationParts(of: parts.expr, .kql)
        var lucene = TranslationParts(of: parts.expr, .lucene)
        _ = KQLTranslation.text(of: &kql)
        _ = LuceneTranslation.text(of: &lucene)
        findings = kql.findings
        var functions = [Functions](repeating: [.kql, .queryString], count: parts.expr.nodes.count)
        for id in kql.refused { functions[Int(id.index)].remove(.kql) }
        for id in lucene.refused { functions[Int(id.index)].remove(.queryString) }
        // Children are before their parents.
        for index in functions.indices {
            for child in parts.expr.children(of: ExprID(index)) {
                functions[index].formIntersection(functions[Int(child.index)])
            }
        }
        self.functions = functions
    }

    private enum Level: Int { case or, and, not }

    private mutating func condition(_ id: ExprID, within level: Level, depth: Int) -> String? {
        guard depth < TranslationParts.maximumDepth else {
            return parts.refuse(.limit, id, "the query is nested deeper than \(TranslationParts.maximumDepth) levels")
        }
        if case .constant(let value) = parts.expr[id] { return value ? "TRUE" : "FALSE" }
        if let known = functions[Int(id.index)].first { return function(known, of: id) }
        switch parts.expr[id] {
        case .and(let ids): return join(ids, isAll: true, id, within: level, depth)
        case .or(let ids): return join(ids, isAll: false, id, within: level, depth)
        case .not(let inner): return condition(inner, within: .not, depth: depth + 1).map { "NOT \($0)" }
        case .constant, .nested, .test, .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque:
            let span = parts.expr.span(of: id)
            guard var issue = findings.first(where: { span.contains($0.range) }) else {
                return parts.refuse(
                    .value, id, "neither KQL nor Lucene's syntax can express this, so ES|QL cannot either")
            }
            issue.help = ["ES|QL expresses what KQL or Lucene's syntax can express"]
            return parts.note(issue)
        }
    }

    /// A node as one call of a function.
    private mutating func function(_ function: Functions, of id: ExprID) -> String? {
        grouped.root = id
        var inner = TranslationParts(of: grouped, function == .kql ? .kql : .lucene)
        let text = function == .kql ? KQLTranslation.text(of: &inner) : LuceneTranslation.text(of: &inner)
        guard let text else {
            for issue in inner.findings { _ = parts.note(issue) as String? }
            return nil
        }
        return "\(function == .kql ? "KQL" : "QSTR")(\(ESQL.quoted(text)))"
    }

    /// The parts that one function can ask are asked together.
    private mutating func join(
        _ ids: [ExprID], isAll: Bool, _ id: ExprID, within level: Level, _ depth: Int
    ) -> String? {
        var groups: [Functions: [ExprID]] = [:]
        for id in ids { groups[functions[Int(id.index)].first ?? [], default: []].append(id) }
        var texts: [String?] = []
        for known in [Functions.kql, .queryString] {
            guard let group = groups[known] else { continue }
            var whole = group[0]
            if group.count > 1 { whole = grouped.add(isAll ? .and(group) : .or(group), span: grouped.span(of: whole)) }
            texts.append(function(known, of: whole))
        }
        for id in groups[[]] ?? [] { texts.append(condition(id, within: isAll ? .not : .and, depth: depth + 1)) }
        let known = texts.compactMap { $0 }
        guard known.count == texts.count else { return nil }
        let text = known.joined(separator: isAll ? " AND " : " OR ")
        let own: Level = isAll ? .and : .or
        return known.count > 1 && level.rawValue > own.rawValue ? "(\(text))" : text
    }
}

extension ESQLTranslation.Functions {
    /// KQL's before Lucene's, nil where there is none.
    fileprivate var first: Self? { contains(.kql) ? .kql : contains(.queryString) ? .queryString : nil }
}
