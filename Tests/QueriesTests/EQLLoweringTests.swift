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
    ])

    private func said(_ condition: String) -> String {
        let lowered = EQL.lower(EQL.parse("any where \(condition)"), fields: Self.fields)
        guard lowered.issues.isEmpty else { return "refused: " + lowered.issues.map(\.message).joined(separator: "; ") }
        // Without the places.
        return ExprText.text(lowered.expr).split(separator: "\n").map { line in
            String(line[..<(line.range(of: "  ", options: .backwards)?.lowerBound ?? line.endIndex)])
        }.joined(separator: "\n")
    }

    @Test func negatedTestsAreMustNot() {
        #expect(said(#"k != "a""#) == "not\n  test k [keyword] equals \"a\"")
        #expect(said(#"not k in ("a", "b")"#) == said(#"k not in ("a", "b")"#))
        #expect(said(#"not (k == "a" and n == 1)"#) == said(#"k != "a" or n != 1"#))
        #expect(said(#"not not k == "a""#) == said(#"k == "a""#))
        #expect(said(#"not cidrMatch(ip, "10.0.0.0/8")"#) == "not\n  test ip [ip] equals \"10.0.0.0/8\"")
    }

    @Test func negatedRangesAreTurnedRound() {
        #expect(said("not n > 1") == said("n <= 1"))
        #expect(said("not (n > 1 or n < -5)") == said("n <= 1 and n >= -5"))
        #expect(said("5 < n") == said("n > 5"))
    }

    @Test func nullAsksForTheField() {
        #expect(said("k == null") == "not\n  test k [keyword] exists")
        #expect(said("not k == null") == "test k [keyword] exists")
        #expect(said("null != k") == "test k [keyword] exists")
        #expect(said(#"k in ("a", null)"#).hasPrefix("refused"))
    }

    @Test func lettersAreComparedWithoutCaseWhereTheOperatorSaysSo() {
        #expect(said(#"k : "Cmd*""#) == "test k [keyword] fits \"Cmd\" * ignoring case")
        #expect(said(#"k like "Cmd*""#) == "test k [keyword] fits \"Cmd\" *")
        #expect(said(#"k in~ ("A*")"#) == "test k [keyword] equals \"A*\" ignoring case")
        #expect(said(#"k regex~ "a.b""#) == "test k [keyword] matches \"a.b\"")
    }

    @Test func textFunctionsNeedAValueAlsoUnderNot() {
        #expect(said(#"endsWith(k, ".exe")"#) == "test k [keyword] fits * \".exe\"")
        #expect(
            said(#"not startsWith~(k, "a")"#)
                == "and\n  test k [keyword] exists\n  not\n    test k [keyword] fits \"a\" * ignoring case")
        #expect(said(#"stringContains(k, "")"#) == "never")
        #expect(said(#"startsWith(k, "")"#) == "test k [keyword] exists")
    }

    @Test func conditionsComparedWithTrue() {
        #expect(said(#"(k == "a") == true"#) == said(#"k == "a""#))
        #expect(said(#"(n > 1) != true"#) == said("n <= 1"))
        #expect(said("b") == "test b [boolean] equals true")
        #expect(said("not b") == "not\n  test b [boolean] equals true")
    }

    @Test func constantsAreWorkedOut() {
        #expect(said("n == 2 * 3 + 1") == said("n == 7"))
        #expect(said("n == -1") == "test n [long] equals -1")
    }

    @Test func whatHasNoPlaceIsRefused() {
        for condition in [
            "n + 1 > 2", "length(k) > 2", "k == event.category", #"d > "2024-01-01""#, #"t == "a""#, #"k regex "(""#,
            "1 == 1", #"concat(k, "a") == "ba""#,
        ] {
            #expect(said(condition).hasPrefix("refused"), "\(condition): \(said(condition))")
        }
        #expect(said(#"d > "2024-01-01T00:00:00.000Z""#) == #"test d [date] > "2024-01-01T00:00:00.000Z""#)
    }

    @Test func theCategoryIsACondition() {
        let lowered = EQL.lower(EQL.parse("process where true"), fields: Self.fields, categoryField: "kind")
        #expect(ExprText.text(lowered.expr).contains("test kind [unknown] equals \"process\"  0..<7"))
    }
}
