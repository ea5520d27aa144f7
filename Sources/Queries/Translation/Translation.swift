package import Diagnostics
package import SourceText

/// An expression in the words of another language, or why that cannot be.
///
/// The text means the same on every event, or there is none: arrays, absent values, letter case and the types of the
/// fields are taken into account (docs/translation.md). Whoever reads the text types it with the same fields.
package struct Translation: Sendable {
    package enum Output: Sendable, Hashable {
        case text(String)
        /// The Query DSL.
        case json(JSONValue)
    }

    /// nil where a part has no counterpart.
    package var output: Output?
    /// The parts without one; ranges are bytes of the query that the expression was made of. Empty with an output.
    package var findings: [Diagnostic]
    /// What was omitted because it finds nothing.
    package var notes: [Diagnostic] = []
}

extension Expr {
    /// The expression in that language.
    package func translated(to target: QueryLanguage) -> Translation {
        // Other languages have no null: what requires a value says so.
        var parts = TranslationParts(of: twoValued, target)
        guard nodes.indices.contains(Int(root.index)) else { return Translation(output: nil, findings: []) }
        let output: Translation.Output?
        switch target {
        case .kql: output = KQLTranslation.text(of: &parts).map { .text($0) }
        case .lucene: output = LuceneTranslation.text(of: &parts).map { .text($0) }
        case .eql: output = EQLTranslation.text(of: &parts).map { .text($0) }
        case .esql: output = ESQLTranslation.text(of: &parts).map { .text($0) }
        case .dsl: output = DSLTranslation.query(of: &parts).map { .json($0) }
        }
        return Translation(output: parts.findings.isEmpty ? output : nil, findings: parts.findings)
    }
}
