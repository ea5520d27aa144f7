import Diagnostics
import Foundation
import Queries
import Schemas
import SourceText
import Testing

/// What a condition of EQL asks of one event (reference: eql §4).
@Suite struct EQLLoweringTests {
    private static let fields = FieldMapping([
        "event.category": "keyword", "k": "keyword", "n": "long", "ip": "ip", "d": "date", "t": "text", "b": "boolean",
        "u": "text", "u.keyword": "keyword",
    ])

    private func expr(_ condition: String) -> Expr {
        let lowered = EQL.lower(EQL.parse("any where \(condition)"), fields: Self.fields)
        #expect(lowered.issues.isEmpty, "\(condition): \(lowered.issues.map(\.message))")
        return lowered.expr
    }

    /// The text of an expression without the places.
    private func said(_ expr: Expr) -> String {
        ExprText.text(expr).split(separator: "\n").map { line in
            String(line[..<(line.range(of: "  ", options: .backwards)?.lowerBound ?? line.endIndex)])
        }.joined(separator: "\n")
    }

    private func said(_ condition: String) -> String { said(expr(condition)) }

    private func digest(_ condition: String) -> ExprDigest { expr(condition).digest }

    @Test func negatedTestsAreMustNot() {
        #expect(said(#"k != "a""#) == "not\n  test k [keyword] equals exactly \"a\"")
        #expect(said(#"not k in ("a", "b")"#) == said(#"k not in ("a", "b")"#))
        #expect(digest(#"not (k == "a" and n == 1)"#) == digest(#"k != "a" or n != 1"#))
        #expect(digest(#"not not k == "a""#) == digest(#"k == "a""#))
        #expect(said(#"not cidrMatch(ip, "10.0.0.0/8")"#) == "not\n  test ip [ip] equals exactly \"10.0.0.0/8\"")
    }

    @Test func negatedRangesAreTurnedRound() {
        #expect(said("n > 1") == "test n [long] > 1 requiring a value")
        #expect(said(expr("not n > 1").twoValued) == said(expr("n <= 1").twoValued))
        #expect(digest("not n > 1") == digest("n <= 1"))
        #expect(digest("not (n > 1 or n < -5)") == digest("n <= 1 and n >= -5"))
        #expect(said("5 < n") == said("n > 5"))
        #expect(digest("not length(k) > 1") == digest("length(k) <= 1"))
        #expect(digest("length(k) > n") == digest("n < length(k)"))
    }

    @Test func nullAsksForTheField() {
        #expect(said("k == null") == "not\n  test k [keyword] exists")
        #expect(digest("not k == null") == digest("k != null"))
        #expect(said("null != k") == said("k != null"))
        #expect(said("length(k) == null").hasPrefix("not\n  value exists\n    call length"))
        // Null in a list leaves it open whether the list holds the value.
        #expect(
            said(#"k in ("a", null)"#) == "or\n  test k [keyword] equals exactly \"a\"\n  literal null")
    }

    @Test func lettersAreComparedWithoutCaseWhereTheOperatorSaysSo() {
        #expect(said(#"k : "Cmd*""#) == "test k [keyword] like \"Cmd\" * ignoring case")
        #expect(said(#"k like "Cmd*""#) == "test k [keyword] like \"Cmd\" *")
        #expect(said(#"k in~ ("A*")"#) == "test k [keyword] equals exactly \"A*\" ignoring case")
        #expect(said(#"k regex~ "a.b""#) == "test k [keyword] matches \"a.b\"")
    }

    @Test func textFunctionsNeedAValueAlsoUnderNot() {
        #expect(said(#"endsWith(k, ".exe")"#) == "test k [keyword] like * \".exe\" requiring a value")
        #expect(
            said(expr(#"not startsWith~(k, "a")"#).twoValued)
                == "and\n  test k [keyword] exists\n  not\n    test k [keyword] like \"a\" * ignoring case")
        #expect(said(#"stringContains(k, "")"#) == "not\n  test k [keyword] exists requiring a value")
        #expect(said(#"startsWith(k, "")"#) == "test k [keyword] exists requiring a value")
    }

    @Test func conditionsComparedWithTrue() {
        #expect(said(#"(k == "a") == true"#) == said(#"k == "a""#))
        #expect(digest("(n > 1) != true") == digest("n <= 1"))
        #expect(said("b") == "test b [boolean] equals true")
        #expect(said("not b") == "not\n  test b [boolean] equals true")
    }

    @Test func constantsAreWorkedOut() {
        #expect(said("n == 2 * 3 + 1") == said("n == 7"))
        #expect(said("n == -1") == "test n [long] equals -1")
    }

    @Test func valuesAreNodes() {
        #expect(
            said("length(k) + 1 > n") == """
                compare >
                  arithmetic +
                    call length
                      field k [keyword]
                    literal 1
                  field n [long]
                """)
        #expect(
            said(#"concat(k, "a") : ("x*", "y")"#).split(separator: "\n").first.map(String.init) == "or")
        #expect(said("k == event.category").hasPrefix("compare ==\n  field k"))
        #expect(said(#"startsWith(k, event.category)"#).hasPrefix("call startsWith"))
        #expect(digest("add(n, 1) > 2") == digest("n + 1 > 2"))
        #expect(digest("n + 1 > 2") != digest("n - 1 > 2"))
        #expect(digest("length(k) > 2") != digest("length(event.category) > 2"))
        #expect(digest("k == event.category") == digest("event.category == k"))
    }

    @Test func analyzedTextIsReadThroughItsKeyword() {
        #expect(said(#"u == "a""#) == "test u.keyword [keyword] equals exactly \"a\"")
        #expect(said(#"t == "a""#) == "test t [text] equals exactly \"a\"")
    }

    @Test func invalidRegularExpressionsAreOpaqueAndNamed() {
        for condition in [#"k regex "(""#, #"k regex~ ("ok", "a{2")"#, #"concat(k, "a") regex "[a-c""#] {
            let lowered = EQL.lower(EQL.parse("any where \(condition)"), fields: Self.fields)
            #expect(lowered.issues.count == 1 && lowered.issues[0].cause == .regex, "\(condition)")
            #expect(said(lowered.expr).contains("opaque"), "\(condition)")
        }
    }

    @Test func otherLanguagesHaveNoValues() {
        for condition in [
            "n + 1 > 2", "length(k) > 2", "k == event.category", #"d > "2024-01-01""#, #"t == "a""#, "1 == 1",
            #"concat(k, "a") == "ba""#,
        ] {
            #expect(expr(condition).translated(to: .kql).output == nil, "\(condition)")
        }
        for condition in [
            "n + 1 > 2 * n", #"not (concat(k, "a") : "x*")"#, "k == event.category", "length(k) in (1, 2)",
        ] {
            let translated = expr(condition).translated(to: .eql)
            guard case .text(let text)? = translated.output else {
                Issue.record("\(condition): \(translated.findings.map(\.message))")
                continue
            }
            let again = EQL.lower(EQL.parse(text), fields: Self.fields)
            #expect(again.expr.digest == digest(condition), "\(condition) → \(text)")
        }
    }

    @Test func datesAreInstants() {
        #expect(said(#"d > "2024-01-01""#) == "test d [date] > exactly \"2024-01-01\" requiring a value")
    }

    @Test func theCategoryIsACondition() {
        let lowered = EQL.lower(EQL.parse("process where true"), fields: Self.fields, categoryField: "kind")
        #expect(ExprText.text(lowered.expr).contains("test kind [unknown] equals exactly \"process\"  0..<7"))
    }

    @Test func eachStageHasItsOwnCondition() {
        let query = EQL.parse(
            #"sequence by k [process where n == 1] with runs=3 ![any where b] until [file where true]"#)
        let lowered = EQL.lowerFilters(query, fields: Self.fields)
        #expect(lowered.exprs.count == 3 && lowered.issues.isEmpty)
        #expect(EQL.lower(query, fields: Self.fields).issues.count == 1)
    }
}
