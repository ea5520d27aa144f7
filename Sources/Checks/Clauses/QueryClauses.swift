import Diagnostics
package import Queries
package import Rules
import Schemas
import SourceText

/// The clauses of a rule's query that others decide, for the checks that tell them.
package struct QueryClauses: Sendable {
    package var verdicts: [ClauseVerdict]
    /// The query's expression, or that of each stage of a sequence; none without a query, and while its text has errors.
    package var exprs: [Expr]
    /// The one expression that decides of an event; nil for sequences.
    package var expr: Expr?
    /// Of the one expression that decides of an event; nil for sequences.
    package var digest: ExprDigest?

    /// Empty without a query, and while its text has errors.
    package init(_ query: RuleQuery?) {
        guard let query, !query.issues.contains(where: { $0.blocks(.analysis) }) else {
            exprs = []
            expr = nil
            verdicts = []
            return
        }
        let scope = query.fields
        exprs = query.exprs
        expr = query.expr
        let results = exprs.map { ClauseAnalysis.result(of: $0) { scope.isSingleValued($0) } }
        verdicts = results.flatMap(\.verdicts)
        digest = expr == nil ? nil : results.first?.digest
        if let series = query.tree.eql?.statement?.series {
            // What ends a sequence, or must not be there, may be impossible.
            let spared = series.stages.filter(\.isMissing).map(\.range) + [series.until?.range].compactMap { $0 }
            for index in verdicts.indices where spared.contains(where: { $0.contains(verdicts[index].span) }) {
                verdicts[index].decidesQuery = false
            }
        }
        guard !verdicts.isEmpty else { return }
        let bytes = Array(query.text.text.utf8)
        for index in verdicts.indices {
            verdicts[index].span = ClauseSpan.whole(verdicts[index].span, in: bytes)
            verdicts[index].other = ClauseSpan.whole(verdicts[index].other, in: bytes)
        }
    }
}

extension RuleView {
    /// A finding at the clause of a verdict, with the deciding clause beside it.
    func clause(_ result: Diagnostic, _ verdict: ClauseVerdict, _ label: String) -> Diagnostic {
        guard let query else { return result }
        return result.label(location(query.text.sourceRange(verdict.other)), label)
    }

    /// The bytes of the file that a range of the query came from; the query's own where there is none.
    func place(_ span: ByteRange) -> ByteRange { query?.text.sourceRange(span) ?? ByteRange(at: 0) }

    /// A clause with its parentheses and the field of its list.
    func whole(_ span: ByteRange) -> ByteRange {
        query.map { ClauseSpan.whole(span, in: Array($0.text.text.utf8)) } ?? span
    }

    /// A clause as a message shows it: on one line and not long.
    func shown(_ span: ByteRange) -> String {
        guard let query else { return "" }
        let bytes = Array(query.text.text.utf8)
        let start = min(span.start, bytes.count)
        let text = String(decoding: bytes[start..<max(start, min(span.end, bytes.count))], as: UTF8.self)
        let line = text.split { $0 == "\n" || $0 == " " || $0 == "\t" || $0 == "\r\n" || $0 == "\r" }
            .joined(separator: " ")
        return line.count > 60 ? line.prefix(59) + "…" : line
    }
}
