import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A star where EQL takes it literally.
enum WildcardInEquality: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-in-equality", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a `*` in a string that is compared by `==`, `!=` or `in`, where it is no wildcard",
        rationale: """
            Only `:`, `like` and `like~` support wildcards. After `==`, `!=` and `in` a `*` is literal, so \
            that only a value with a star in it is equal.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and event.action == «"MICROSOFT.KEYVAULT*"»'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and event.action like "MICROSOFT.KEYVAULT*"'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql else { return }
        for (field, comparison, literal) in stars(query) {
            tell(literal, of: field, comparison, query, view, &findings)
        }
    }

    /// The strings with a star that are compared as they are written. A closure over the rule itself would copy it at every node.
    private static func stars(_ query: QueryView) -> [(EQLField, EQLComparison?, EQLLiteral)] {
        var stars: [(EQLField, EQLComparison?, EQLLiteral)] = []
        for step in query.steps {
            step.filter.condition.forEach { node in
                switch node {
                case .comparison(.field(let field), let comparison, .literal(let literal), _)
                where (comparison == .equal || comparison == .notEqual) && hasStar(literal):
                    stars.append((field, comparison, literal))
                case .list(.field(let field), let values, _, _, _):
                    for case .literal(let literal) in values where hasStar(literal) {
                        stars.append((field, nil, literal))
                    }
                default: return
                }
            }
        }
        return stars
    }

    private static func hasStar(_ literal: EQLLiteral) -> Bool {
        guard case .string(let text) = literal.content else { return false }
        return LiteralStar.looksLikeWildcard(text)
    }

    private static func tell(
        _ literal: EQLLiteral, of field: EQLField, _ comparison: EQLComparison?, _ query: QueryView,
        _ view: RuleView, _ findings: inout Findings
    ) {
        guard query.query.fields.types(of: field.name).allSatisfy({ $0.family == .keyword }) else { return }
        var result = finding(
            view, at: query.range(literal.range), "`*` is no wildcard here", label: "only a value with a star is equal")
        // A pattern of its own is plain only for a single positive test.
        if comparison == .equal, let edit = edit(from: field, to: literal, query) {
            result = result.fix(Fix("compare by `like`", .unsafe, edit))
        }
        let form = comparison == .notEqual ? "not \(field.name) like …" : "\(field.name) like …"
        findings.add(result.help("write `\(form)`, or `:` to ignore case"))
    }

    /// Puts `like` in place of the operator between the two.
    private static func edit(from field: EQLField, to literal: EQLLiteral, _ query: QueryView) -> Edit? {
        let between = query.text(ByteRange(field.range.end, literal.range.start))
        guard between.allSatisfy({ $0 == " " || $0 == "=" }) else { return nil }
        return query.edit(ByteRange(field.range.end, literal.range.start), " like ")
    }
}
