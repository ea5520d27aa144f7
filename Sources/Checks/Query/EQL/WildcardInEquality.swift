import Diagnostics
import Queries
import Rules
import Schemas
import SourceText
import Values

/// `*` where EQL reads it literally.
enum WildcardInEquality: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-in-equality", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`*` in a string after `==`, `!=` or `in` of an EQL query, where it is literal",
        rationale: """
            Only `:`, `like` and `like~` support wildcards. After `==`, `!=` and `in` a `*` is literal, so only a \
            value that contains a star is equal.

            `f == "/text:*"` is not reported beside `f : "/text:*password*"` and the like: if the star were a wildcard, \
            the other pattern would not be needed.
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
                    // A pattern beside it that it would not cover, of another field, or in other words.
                    #"process where process.name == «"power*"» or process.name : "cmd*""#,
                    #"process where process.name == «"power*"» or process.parent.name : "powers*""#,
                    #"process where process.name == «"power*"» or process.name : "powershell.exe""#,
                    #"process where process.args == «"power*"» and process.args : "powers*""#,
                    #"process where process.name == «"power*"» or not process.name : "powers*""#,
                    #"process where process.name == «"power*"» or process.name regex "powers.*""#,
                    #"process where process.name == «"Power*"» or process.name like "powers*""#,
                    #"process where process.name in («"power*"») or process.name like "powers*""#,
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
                    #"process where process.args == "/text:*" or process.args : ("/config", "/text:*password*")"#,
                    #"process where process.args : "/TEXT:p*" or process.args == "/text:*""#,
                    #"process where process.args != "/text:*" and not process.args : "/text:*password*""#,
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
        for star in stars(query) { report(star, query, view, &findings) }
    }

    /// A string with a star that is compared literally.
    private struct Star {
        enum Place {
            case comparison(EQLComparison)
            /// `isNegated`: `not in`, or `not` before the test. `isEach`: every value of the list has a star.
            case list(isNegated: Bool, ignoresCase: Bool, isEach: Bool)
        }

        var field: EQLField
        var literal: EQLLiteral
        var place: Place
    }

    /// The strings in the order of the text. A closure over the rule itself would copy it at every node.
    private static func stars(_ query: QueryView) -> [Star] {
        var stars: [Star] = []
        for step in query.steps {
            var intended: Set<ByteRange> = []
            var negated: Set<ByteRange> = []
            step.filter.condition.forEach { node in
                switch node {
                case .or(let parts, _): intended.formUnion(intendedStars(parts, isAll: false))
                case .and(let parts, _): intended.formUnion(intendedStars(parts, isAll: true))
                case .not(.list(_, _, _, _, let range), _): negated.insert(range)
                case .comparison(.field(let field), let comparison, .literal(let literal), _)
                where comparison == .equal || comparison == .notEqual:
                    guard hasStar(literal), !intended.contains(literal.range) else { return }
                    stars.append(Star(field: field, literal: literal, place: .comparison(comparison)))
                case .list(.field(let field), let values, let isNegated, let ignoresCase, let range):
                    let found = values.compactMap { starred($0) }
                    let place = Star.Place.list(
                        isNegated: isNegated || negated.contains(range), ignoresCase: ignoresCase,
                        isEach: found.count == values.count)
                    stars += found.map { Star(field: field, literal: $0, place: place) }
                default: return
                }
            }
        }
        return stars
    }

    private static func starred(_ node: EQLNode) -> EQLLiteral? {
        guard case .literal(let literal) = node, hasStar(literal) else { return nil }
        return literal
    }

    private static func hasStar(_ literal: EQLLiteral) -> Bool {
        guard case .string(let text) = literal.content else { return false }
        return LiteralStar.looksLikeWildcard(text)
    }

    // MARK: stars that are meant literally

    /// The strings that, read as patterns, would make a pattern beside them needless: `f == "/text:*"` beside
    /// `f : "/text:*password*"`. `:` and `like` have no escape, so `==` is the way to write such a star.
    ///
    /// - Parameter isAll: whether the parts are joined by `and`, where `!=` is the one that may be meant.
    private static func intendedStars(_ parts: [EQLNode], isAll: Bool) -> [ByteRange] {
        let stars = parts.compactMap { part -> (field: EQLField, literal: EQLLiteral)? in
            guard case .comparison(.field(let field), isAll ? .notEqual : .equal, .literal(let literal), _) = part,
                hasStar(literal)
            else { return nil }
            return (field, literal)
        }
        guard !stars.isEmpty else { return [] }
        var patterns: [[String]: [WildcardPattern]] = [:]
        for part in parts {
            let test = if isAll, case .not(let inner, _) = part { inner } else { part }
            guard case .match(.field(let field), let matcher, let values, _) = test, !matcher.isRegex else { continue }
            let found = values.compactMap { WildcardPattern(Comparison(eql: $0), ignoresCase: matcher.ignoresCase) }
            patterns[field.parts, default: []] += found.filter(\.hasWildcards)
        }
        return stars.compactMap { field, literal in
            let isIntended = patterns[field.parts, default: []].prefix(mostPatterns).contains { narrow in
                let wide = WildcardPattern(Comparison(eql: literal), ignoresCase: narrow.ignoresCase)
                return wide.map { $0 != narrow && $0.covers(narrow) } ?? false
            }
            return isIntended ? literal.range : nil
        }
    }

    /// Patterns of one field that a string is compared with.
    private static let mostPatterns = 100

    // MARK: messages

    private static func report(_ star: Star, _ query: QueryView, _ view: RuleView, _ findings: inout Findings) {
        guard query.query.fields.types(of: star.field.name).allSatisfy({ $0.family == .keyword }) else { return }
        var result = finding(
            view, at: query.range(star.literal.range), "`*` is literal here",
            label: "not a wildcard after `\(operation(star.place))`")
        // `like` replaces only a single positive test.
        if case .comparison(.equal) = star.place, let edit = edit(from: star.field, to: star.literal, query) {
            result = result.fix(Fix("compare by `like`", .unsafe, edit))
        }
        findings.add(result.help(help(star, query)))
    }

    private static func operation(_ place: Star.Place) -> String {
        switch place {
        case .comparison(let comparison): comparison.rawValue
        case .list(_, let ignoresCase, _): ignoresCase ? "in~" : "in"
        }
    }

    private static func help(_ star: Star, _ query: QueryView) -> String {
        let field = query.text(star.field.range)
        let literal = query.text(star.literal.range)
        switch star.place {
        case .comparison(let comparison):
            let not = comparison == .notEqual ? "not " : ""
            return "write `\(not)\(field) like \(literal)`, or `:` to ignore case"
        case .list(let isNegated, let ignoresCase, let isEach):
            let like = "\(isNegated ? "not " : "")\(field) \(ignoresCase ? "like~" : "like")"
            let colon = ignoresCase ? "" : ", or `:` to ignore case"
            return isEach
                ? "write `\(like) (…)`\(colon)"
                : "move it out of the list: `… \(isNegated ? "and" : "or") \(like) \(literal)`\(colon)"
        }
    }

    /// Replaces the operator between the two with `like`.
    private static func edit(from field: EQLField, to literal: EQLLiteral, _ query: QueryView) -> Edit? {
        let between = query.text(ByteRange(field.range.end, literal.range.start))
        guard between.allSatisfy({ $0 == " " || $0 == "=" }) else { return nil }
        return query.edit(ByteRange(field.range.end, literal.range.start), " like ")
    }
}
