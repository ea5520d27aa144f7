import SourceText

extension Lucene {
    /// The fields, data sets and modules that a query names, in the order of its text, as `KQL.facts` tells them.
    package static func facts(_ query: LuceneQuery) -> QueryFacts {
        var facts = QueryFacts()
        for test in (query.root ?? query.recovered)?.tests ?? [] {
            guard let field = test.field, field.name != "*" else { continue }
            let use = QueryFacts.FieldUse(field.name, field.range)
            if facts.fields.last != use { facts.fields.append(use) }
            guard let text = test.plainText else { continue }
            switch field.name {
            case "event.dataset", "data_stream.dataset": facts.datasets.append(.init(text, test.range))
            case "event.module": facts.modules.append(.init(text, test.range))
            default: break
            }
        }
        return facts
    }
}

extension LuceneNode {
    /// Every test, in the order of the text. The depth is bounded by the parser.
    package var tests: [LuceneTest] {
        switch self {
        case .clauses(let clauses, _, _): clauses.flatMap(\.node.tests)
        case .test(let test): [test]
        }
    }

    /// Every list of clauses, outer ones first.
    package var lists: [[LuceneClause]] {
        guard case .clauses(let clauses, _, _) = self else { return [] }
        return [clauses] + clauses.flatMap(\.node.lists)
    }
}

extension LuceneTest {
    /// The text that the test compares with, where it represents itself.
    package var plainText: String? {
        switch question {
        case .text(let text), .phrase(let text, slop: 0): text
        default: nil
        }
    }
}
