package import Diagnostics
package import Schemas
package import SourceText

/// A parsed query of any language that can be put into the words of another.
package enum SourceQuery: Sendable {
    case kql(KQLQuery)
    case lucene(LuceneQuery, Lucene.DefaultOperator)
    /// With the field that the category before `where` is a value of.
    case eql(EQLQuery, categoryField: String)
    /// With the JSON that was read.
    case dsl(DSLQuery, JSONValue)

    /// What is wrong with the text itself.
    package var syntaxIssues: [Diagnostic] {
        switch self {
        case .kql(let query): query.issues
        case .lucene(let query, _): query.issues
        case .eql(let query, _): query.issues
        case .dsl(let query, _): query.issues
        }
    }

    /// Of EQL `head` and `tail`; nil of other languages.
    package var pipes: [EQLPipe]? {
        if case .eql(let query, _) = self { query.pipes } else { nil }
    }

    /// The query without them.
    package var withoutPipes: SourceQuery {
        guard case .eql(var query, let category) = self else { return self }
        query.pipes = []
        return .eql(query, categoryField: category)
    }

    /// The IR, and what is said of fields and values on the way.
    package func lowered(_ fields: some FieldLookup) -> (expr: Expr, issues: [Diagnostic]) {
        switch self {
        case .kql(let query): return KQL.lower(query, fields: fields)
        case .lucene(let query, let defaultOperator):
            // Kibana makes a query for everything of blank text.
            if query.root == nil, query.issues.isEmpty { return (.everything, []) }
            return Lucene.lower(query, defaultOperator: defaultOperator, fields: fields)
        case .eql(let query, let categoryField): return EQL.lower(query, fields: fields, categoryField: categoryField)
        case .dsl(let query, _): return QueryDSL.lower(query, fields: fields)
        }
    }

    /// The query in that language, typed by the fields; nil represents no schema at all.
    package func translated(to target: QueryLanguage, fields: (any FieldLookup)?) -> Translation {
        let typed: any FieldLookup = fields ?? NoFields()
        return translated(to: target, fields, typed: typed)
    }

    private func translated(
        to target: QueryLanguage, _ fields: (any FieldLookup)?, typed: some FieldLookup
    ) -> Translation {
        guard syntaxIssues.isEmpty else { return Translation(output: nil, findings: syntaxIssues) }
        // A language's own words need no types.
        if let output = ownWords(target) { return Translation(output: output, findings: []) }
        // EQL's engine looks at types before it runs anything.
        if case .eql(let query, _) = self {
            let refused = EQL.check(query, fields: typed).blocking(.translation)
            if !refused.isEmpty { return Translation(output: nil, findings: refused) }
        }
        let lowered = lowered(typed)
        var faults = lowered.issues.blocking(.translation)
        if case (.kql(let query), .dsl) = (self, target) {
            // Kibana makes a nested query of braces, whatever field is before them.
            faults.removeAll { if case .nesting = $0.cause { true } else { false } }
            guard faults.isEmpty else { return Translation(output: nil, findings: faults) }
            return Translation(output: .json(KQL.queryDSL(query, fields: fields)), findings: [])
        }
        guard faults.isEmpty else { return Translation(output: nil, findings: faults) }
        var translation = lowered.expr.translated(to: target)
        if case .lucene(let query, _) = self { translation.notes = Lucene.weights(query) }
        return translation
    }

    /// The query in the canonical words of its own language, or as its text is handed on.
    private func ownWords(_ target: QueryLanguage) -> Translation.Output? {
        switch (self, target) {
        case (.kql(let query), .kql): .text(query.root.map(KQL.print) ?? "")
        case (.lucene(let query, .or), .lucene): .text(query.root.map { Lucene.print($0) } ?? "")
        case (.lucene(let query, let defaultOperator), .dsl): .json(Lucene.queryDSL(query, defaultOperator))
        case (.eql(let query, _), .eql): .text(EQL.print(query))
        case (.dsl(_, let json), .dsl): .json(json)
        default: nil
        }
    }
}

extension Lucene {
    /// Where a query weighs its hits, which no filter does.
    static func weights(_ query: LuceneQuery) -> [Diagnostic] {
        var issues: [Diagnostic] = []
        if let root = query.root { collectWeights(of: root, &issues) }
        return issues
    }

    /// The depth is bounded by the parser.
    private static func collectWeights(of node: LuceneNode, _ issues: inout [Diagnostic]) {
        let boost: Double?
        switch node {
        case .test(let test): boost = test.boost
        case .clauses(let clauses, let own, _):
            boost = own
            for clause in clauses { collectWeights(of: clause.node, &issues) }
            let isOptional = clauses.contains { $0.occurrence == .must }
            for clause in clauses where clause.occurrence == .should && isOptional {
                issues.append(
                    note(clause.node.range, "this clause is optional beside one that must hold: it orders hits only"))
            }
        }
        if let boost { issues.append(note(node.range, "the boost `^\(boost)` orders hits only")) }
    }

    private static func note(_ range: ByteRange, _ message: String) -> Diagnostic {
        Diagnostic(
            untranslatable: .weight, range, message,
            help: "it is omitted from the translation, which matches the same events")
    }
}
