import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// `*` where EQL reads it literally.
enum WildcardInEquality: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-in-equality", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`*` in a string after `==`, `!=` or `in` of an EQL query, where it is literal",
        rationale: """
            Only `:`, `like` and `like~` support wildcards. After `==`, `!=` and `in` a `*` is literal, so only a \
            value that contains a star is equal.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where process.name == «"power*"»"#,
                    #"process where process.name in ("cmd.exe", «"power*"»)"#,
                    #"process where not process.name in~ («"power*"», "cmd.exe")"#,
                ],
                good: [
                    #"process where process.name like "power*""#,
                    #"process where process.name == "power.exe""#,
                    #"process where process.name : "power*""#,
                    #"process where process.name != "cmd.exe""#,
                    #"process where process.name in ("cmd.exe", "power.exe")"#,
                    #"process where process.name >= "power*""#,
                    "process where process.name == null",
                    #"process where startsWith(process.name, "*")"#,
                    #"process where process.name == "\\\\*\\IPC$""#,
                ], on: .eql),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where process.name != «"power*"»"#
                ],
                good: [
                    #"process where not process.name like "power*""#
                ], on: .eql),
            // Another check reports it.
            Example(
                good: """
                    index = ["logs-endpoint.events.network-*"]
                    type = "eql"
                    language = "eql"
                    query = 'network where source.ip == "10.*"' # tenet: ignore[value-type-mismatch] known
                    """, on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql else { return }
        for (field, comparison, literal) in stars(query) {
            report(literal, of: field, comparison, query, view, &findings)
        }
    }

    /// The strings with a star that are compared literally. A closure over the rule itself would copy it at every node.
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

    private static func report(
        _ literal: EQLLiteral, of field: EQLField, _ comparison: EQLComparison?, _ query: QueryView,
        _ view: RuleView, _ findings: inout Findings
    ) {
        guard query.query.fields.types(of: field.name).allSatisfy({ $0.family == .keyword }) else { return }
        var result = finding(
            view, at: query.range(literal.range), "`*` is literal here", label: "matches only a value that contains `*`"
        )
        // `like` replaces only a single positive test.
        if comparison == .equal, let edit = edit(from: field, to: literal, query) {
            result = result.fix(Fix("compare by `like`", .unsafe, edit))
        }
        let form = comparison == .notEqual ? "not \(field.name) like …" : "\(field.name) like …"
        findings.add(result.help("write `\(form)`, or `:` to ignore case"))
    }

    /// Replaces the operator between the two with `like`.
    private static func edit(from field: EQLField, to literal: EQLLiteral, _ query: QueryView) -> Edit? {
        let between = query.text(ByteRange(field.range.end, literal.range.start))
        guard between.allSatisfy({ $0 == " " || $0 == "=" }) else { return nil }
        return query.edit(ByteRange(field.range.end, literal.range.start), " like ")
    }
}
