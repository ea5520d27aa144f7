import Diagnostics
import Queries
import Schemas
import SourceText

/// Reads a query, lowers, prints and translates it, and tells broken promises.
package struct QueryChecker: Sendable {
    /// How a language is read, and how its trees are written; nil where the printed text is not to be compared.
    private let read: @Sendable (String) -> SourceQuery
    private let printed: @Sendable (SourceQuery) -> (text: String, isSame: Bool)?

    package static let kql = QueryChecker {
        .kql(KQL.parse($0))
    } printed: { query in
        guard case .kql(let tree) = query, let root = tree.root else { return nil }
        let text = KQL.print(root)
        return (text, KQL.parse(text).root?.withoutRanges == root.withoutRanges)
    }

    package static let lucene = QueryChecker {
        .lucene(Lucene.parse($0), .or)
    } printed: { query in
        guard case .lucene(let tree, _) = query, let root = tree.root else { return nil }
        let text = Lucene.print(root)
        return (text, Lucene.parse(text).root?.withoutRanges == root.withoutRanges)
    }

    package static let eql = QueryChecker {
        .eql(EQL.parse($0), categoryField: "event.category")
    } printed: { query in
        guard case .eql(let tree, _) = query else { return nil }
        let text = EQL.print(tree)
        return (text, EQL.parse(text).statement?.withoutRanges == tree.statement?.withoutRanges)
    }

    package static let dsl = QueryChecker {
        .dsl(QueryDSL.parse($0), .null)
    } printed: { _ in
        nil
    }

    private init(
        _ read: @escaping @Sendable (String) -> SourceQuery,
        printed: @escaping @Sendable (SourceQuery) -> (text: String, isSame: Bool)?
    ) {
        self.read = read
        self.printed = printed
    }

    /// The limits of the languages are the same.
    private static let maximumBytes = KQL.maximumBytes

    /// What is wrong; nil where all holds.
    package func fault(of bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = ByteRange(0, text.utf8.count)
        let query = read(text)
        if !query.syntaxIssues.allSatisfy({ whole.contains($0.range) }) { return "an issue outside the query" }
        facts(query)
        let lowered = query.lowered(NoFields())
        if !lowered.issues.allSatisfy({ whole.contains($0.range) }) { return "a finding outside the query" }
        if !lowered.expr.spans.allSatisfy(whole.contains) { return "a node outside the query" }
        guard query.syntaxIssues.isEmpty else { return nil }
        if let printed = printed(query), printed.text.utf8.count <= Self.maximumBytes, !printed.isSame {
            return "the printed query is another: \(printed.text.prefix(200))"
        }
        for target in QueryLanguage.allCases {
            if let fault = fault(of: query, to: target, whole) { return "\(target.rawValue): \(fault)" }
        }
        return nil
    }

    /// Fields are not known, and then of two types that languages treat differently.
    private func fault(of query: SourceQuery, to target: QueryLanguage, _ whole: ByteRange) -> String? {
        for fields in [NoFields(), OneType(type: .keyword), OneType(type: .text)] as [any FieldLookup] {
            let translation = query.translated(to: target, fields: fields)
            guard let output = translation.output else {
                if translation.findings.isEmpty { return "neither a translation nor a reason" }
                guard translation.findings.allSatisfy({ whole.contains($0.range) && !$0.message.isEmpty }) else {
                    return "a reason outside the query"
                }
                continue
            }
            if !translation.notes.allSatisfy({ whole.contains($0.range) }) { return "a note outside the query" }
            if case .text(let text) = output, target != .esql, !isRead(text, as: target) {
                return "the translation is no query: \(text.prefix(200))"
            }
        }
        return nil
    }

    private func isRead(_ text: String, as target: QueryLanguage) -> Bool {
        if text.utf8.count > Self.maximumBytes { return true }
        return switch target {
        case .kql: KQL.parse(text).issues.isEmpty
        case .lucene: Lucene.parse(text).issues.isEmpty
        case .eql: EQL.parse(text).issues.isEmpty
        case .dsl, .esql: true
        }
    }

    private func facts(_ query: SourceQuery) {
        switch query {
        case .kql(let tree): _ = KQL.facts(tree)
        case .eql(let tree, _):
            _ = EQL.facts(tree)
            _ = EQL.check(tree, fields: NoFields())
        case .dsl(let tree, _): _ = QueryDSL.facts(tree)
        case .lucene: break
        }
    }
}

/// Every field has the type.
private struct OneType: FieldLookup {
    let type: FieldType

    func types(of field: String) -> [FieldType] { [type] }
    func fields(matching pattern: String, limit: Int) -> [String] { [] }
    func nestedPath(of field: String) -> String? { nil }
    var isClosed: Bool { false }
}
