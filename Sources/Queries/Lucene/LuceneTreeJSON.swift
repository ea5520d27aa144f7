package import SourceText

extension Lucene {
    /// The tree as JSON: nodes by `op`, clauses with what they must be, boosts where they are written.
    package static func treeJSON(_ query: LuceneQuery) -> JSONValue {
        query.root.map(json) ?? .object([.init("op", .string("none"))])
    }

    private static func json(_ node: LuceneNode) -> JSONValue {
        switch node {
        case .clauses(let clauses, let boost, _):
            let list = clauses.map { clause in
                JSONValue.object([.init("occur", .string(clause.occurrence.rawValue)), .init("q", json(clause.node))])
            }
            return object("bool", [.init("clauses", .array(list))], boost)
        case .test(let test):
            let (name, members) = json(test.question)
            // What holds for every event asks no field.
            let field = test.question == .matchAll ? [] : [field(test.field)]
            return object(name, field + members, test.boost)
        }
    }

    private static func json(_ question: LuceneTest.Question) -> (String, [JSONValue.Member]) {
        switch question {
        case .text(let text): return ("text", [.init("value", .string(text))])
        case .phrase(let text, let slop):
            return ("phrase", [.init("value", .string(text)), .init("slop", .integer(Int64(slop)))])
        case .prefix(let text): return ("prefix", [.init("value", .string(text))])
        case .wildcard(let pattern): return ("wildcard", [.init("pattern", .string(pattern))])
        case .regex(let pattern): return ("regex", [.init("pattern", .string(pattern))])
        case .fuzzy(let text, let distance):
            let edits: JSONValue =
                switch distance {
                case .automatic: .string("AUTO")
                case .edits(let count): .integer(Int64(count))
                }
            return ("fuzzy", [.init("value", .string(text)), .init("distance", edits)])
        case .range(let lower, let upper):
            var members: [JSONValue.Member] = []
            if let lower { members.append(.init(lower.isInclusive ? "gte" : "gt", .string(lower.text))) }
            if let upper { members.append(.init(upper.isInclusive ? "lte" : "lt", .string(upper.text))) }
            return ("range", members)
        case .exists: return ("exists", [])
        case .matchAll: return ("match_all", [])
        }
    }

    private static func field(_ field: LuceneField?) -> JSONValue.Member {
        .init("field", field.map { .string($0.name) } ?? .null)
    }

    private static func object(_ name: String, _ members: [JSONValue.Member], _ boost: Double?) -> JSONValue {
        let end: [JSONValue.Member] = boost.map { [.init("boost", .double($0))] } ?? []
        return .object([.init("op", .string(name))] + members + end)
    }
}
