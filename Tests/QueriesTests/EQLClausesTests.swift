import Diagnostics
import Schemas
import SourceText
import Testing

@testable import Queries

/// How the clauses of EQL filters bear on each other.
@Suite struct EQLClausesTests {
    private static let fields = FieldMapping([
        "event.category": "keyword", "k": "keyword", "s": "keyword", "n": "long", "i": "ip", "t": "text",
    ])

    private func said(_ text: String) -> [String] {
        let query = EQL.parse(text)
        #expect(query.issues.isEmpty, "\(text): \(query.issues.map(\.message))")
        let bytes = Array(text.utf8)
        let shown = { (span: ByteRange) in String(decoding: bytes[span.start..<span.end], as: UTF8.self) }
        return EQL.lowerFilters(query, fields: Self.fields).exprs.flatMap { expr in
            ClauseAnalysis.result(of: expr) { ["s", "n", "i"].contains($0) }.verdicts
                .map { "\($0.kind) \(shown($0.span)) < \(shown($0.other))" }
        }
    }

    @Test func testsAgainstConstants() {
        #expect(said(#"any where k == "a" and k != "a""#) == [#"contradiction k != "a" < k == "a""#])
        #expect(said(#"any where k : ("a*", "abc")"#) == [#"redundant "abc" < "a*""#])
        #expect(said(#"any where k : ("A*", "abc")"#) == [#"redundant "abc" < "A*""#])
        #expect(said(#"any where k like ("A*", "abc")"#) == [])
        #expect(said(#"any where k == "a" and k != null"#) == [#"redundant k != null < k == "a""#])
        #expect(said(#"any where k == null and k == "a""#) == [#"contradiction k == "a" < k == null"#])
        #expect(said("any where n > 5 and n > 3") == ["redundant n > 3 < n > 5"])
        #expect(said(#"any where s == "a" and s == "b""#) == [#"conflict s == "b" < s == "a""#])
        #expect(said(#"any where k in ("a", "b") and not k in ("b", "c")"#) == [#"dead "b" < "b""#])
        #expect(
            said(#"any where not cidrMatch(i, "10.0.0.0/8", "10.1.0.0/16")"#) == [
                #"redundant "10.1.0.0/16" < "10.0.0.0/8""#
            ])
    }

    @Test func theCategoryIsACondition() {
        #expect(
            said(#"process where event.category == "process" and k == "a""#) == [
                #"redundant event.category == "process" < process"#
            ])
    }

    @Test func scriptsAreLikeThemselvesOnly() {
        #expect(said("any where length(k) > 2 or not length(k) > 2") == [])
        #expect(said("any where length(k) == 2 or length(k) != 2") == [])
        #expect(said("any where length(k) > 2 or length(k)  > 2") == ["redundant length(k)  > 2 < length(k) > 2"])
        #expect(said("any where (n + 1 > 2 and k == \"a\") or (n + 2 > 2 and k == \"a\")") == [])
        #expect(
            said(#"any where k == "a" and (length(k) > 2 or k == "a")"#) == [
                #"redundant length(k) > 2 or k == "a" < k == "a""#
            ])
        #expect(said(#"any where k regex "a.*" or k == "ab""#) == [])
    }

    @Test func noEventMeetsAConditionAndItsOpposite() {
        #expect(
            said("any where length(k) == 2 and length(k) != 2") == [
                "contradiction length(k) != 2 < length(k) == 2"
            ])
        #expect(said("any where n > 1 and not n > 1") == ["contradiction not n > 1 < n > 1"])
        #expect(
            said(#"any where startsWith(k, "a") and not startsWith(k, "a")"#) == [
                #"contradiction not startsWith(k, "a") < startsWith(k, "a")"#
            ])
    }

    /// Where the field is missing, neither holds.
    @Test func whatRequiresAValueIsNoTautology() {
        #expect(said("any where n > 1 or not n > 1") == [])
        #expect(said("any where n > 1 or n <= 1") == [])
        #expect(said(#"any where startsWith(k, "a") or not startsWith(k, "a")"#) == [])
        #expect(said(#"any where not startsWith(k, "a") or k : "ab*""#) == [])
        #expect(said(#"any where not startsWith(k, "a") and not startsWith(k, "b")"#) == [])
        #expect(said(#"any where k : "a*" or not k : "a*""#) == [#"tautology not k : "a*" < k : "a*""#])
    }

    @Test func textFunctionsCoverPatterns() {
        #expect(said(#"any where startsWith~(k, "a") or k : "ab*""#) == [#"redundant k : "ab*" < startsWith~(k, "a")"#])
        #expect(
            said(#"any where not startsWith(k, "a") and not k like "ab*""#) == [
                #"redundant not k like "ab*" < not startsWith(k, "a")"#
            ])
    }

    @Test func eachStageStandsAlone() {
        #expect(said(#"sequence by s [any where k == "a"] [any where k != "a"]"#) == [])
    }
}
