import Diagnostics
import Schemas
import SourceText
import Testing

@testable import Queries

/// What clauses of a query decide each other: the verdicts, and that each one is true of every event.
@Suite struct ClauseAnalysisTests {
    private static let fields = FieldMapping([
        "k": "keyword", "s": "keyword", "n": "long", "d": "double", "i": "ip", "t": "text", "b": "boolean",
        "date": "date",
        "o": "nested", "o.k": "keyword", "o.s": "keyword", "m": "keyword|text",
    ])

    /// `kind clause < other`, one a verdict.
    private func said(_ text: String) -> [String] {
        let query = KQL.parse(text)
        #expect(query.issues.isEmpty, "\(text): \(query.issues.map(\.message))")
        let expr = KQL.lower(query, fields: Self.fields).expr
        let bytes = Array(text.utf8)
        let shown = { (span: ByteRange) in String(decoding: bytes[span.start..<span.end], as: UTF8.self) }
        return ClauseAnalysis.result(of: expr) { ["s", "n", "d", "i", "b", "o.s"].contains($0) }.verdicts
            .map { "\($0.kind) \(shown($0.span)) < \(shown($0.other))" }
    }

    @Test func opposites() {
        #expect(said("k:1 and not k:1") == ["contradiction not k:1 < k:1"])
        #expect(said("k:1 or not k:1") == ["tautology not k:1 < k:1"])
        #expect(said("k:a* or not k:ab") == ["tautology not k:ab < k:a*"])
        #expect(said("k:ab and not k:a*") == ["contradiction not k:a* < k:ab"])
        #expect(said("k:a* and not k:ab") == [])
        #expect(said("k:* and not k:*") == ["contradiction not k:* < k:*"])
        #expect(said("k:x and (k:y or k:z) and not k:*") == ["contradiction not k:* < k:x"])
        #expect(said("n > 5 and not n > 3") == ["contradiction not n > 3 < n > 5"])
    }

    /// The value may be in any of the fields: that it cannot be in one of them decides nothing.
    @Test func aValueAskedOfManyFieldsIsNoClauseOnEach() {
        #expect(said("s:a and foo") == [])
        #expect(said("(s:a or s:b) and not foo") == [])
        #expect(said("foo and s:a and foo") == ["redundant foo < foo"])
    }

    @Test func whatOthersCover() {
        #expect(said("k:(a* or abc or b)") == ["redundant abc < a*"])
        #expect(said("k:(abc or b or a*)") == ["redundant abc < a*"])
        #expect(said("k:(a* or ab*)") == ["redundant ab* < a*"])
        #expect(said("k:(*a or a*)") == [])
        #expect(said("k:x and k:*") == ["redundant k:* < k:x"])
        #expect(said("k:x or k:*") == ["redundant k:x < k:*"])
        #expect(said("not k:(a* or abc)") == ["redundant abc < a*"])
        #expect(said("n > 5 and n >= 3") == ["redundant n >= 3 < n > 5"])
        #expect(said("n > 5 or n >= 6") == ["redundant n >= 6 < n > 5"])
        #expect(said("i:10.0.0.0/8 or i:10.1.2.3") == ["redundant i:10.1.2.3 < i:10.0.0.0/8"])
        #expect(said("i:(10.0.0.0/8 or 192.168.0.0/16)") == [])
    }

    @Test func repetitionOfWholeParts() {
        #expect(said("k:1 and k:1") == ["redundant k:1 < k:1"])
        #expect(said("(k:1 or s:2) and (s:2 or k:1)") == ["redundant s:2 or k:1 < k:1 or s:2"])
        #expect(said("not k:1 and not (k:1)") == ["redundant not (k:1 < not k:1"])
        #expect(said(#"k:1 or k:"1""#) == [#"redundant k:"1" < k:1"#])
    }

    @Test func whatStandsAroundCounts() {
        #expect(said("k:1 and (k:1 or s:2)") == ["redundant k:1 or s:2 < k:1"])
        #expect(said("k:1 or (k:1 and s:2)") == ["redundant k:1 and s:2 < k:1"])
        #expect(said("k:1 and (s:3 or (k:1 and s:2))") == ["redundant k:1 < k:1"])
        #expect(said("k:1 and (s:3 or not k:1)") == ["dead not k:1 < k:1"])
        #expect(said("k:1 and (s:3 or (not k:1 and s:2))") == ["dead not k:1 and s:2 < k:1"])
        #expect(said("not k:a* and k:(abc or b)") == ["dead abc < not k:a*"])
        #expect(said("k:1 or (not k:1 and s:2)") == ["redundant not k:1 < k:1"])
        // What is said of one alternative says nothing of its neighbor.
        #expect(said("(k:1 and s:2) or (k:1 and s:3)") == [])
        #expect(said("(k:1 and s:2) or not k:1") == ["redundant k:1 < not k:1"])
    }

    @Test func oneValueOnly() {
        #expect(said("s:1 and s:2") == ["conflict s:2 < s:1"])
        #expect(said("k:1 and k:2") == [])
        #expect(said("s:a* and s:b*") == ["conflict s:b* < s:a*"])
        #expect(said("s:a* and s:*b") == [])
        #expect(said("s:(1 or 2) and s:(3 or 4)") == ["conflict 3 or 4 < 1 or 2"])
        #expect(said("s:(1 or 2) and s:(2 or 3)") == [])
        #expect(said("s:1 and s:(2 or 3)") == ["conflict 2 or 3 < s:1"])
        #expect(said("s:1 and (k:1 or s:2)") == ["conflict s:2 < s:1"])
        #expect(said("n < 3 and n > 5") == ["conflict n > 5 < n < 3"])
        #expect(said("n < 4 and n > 3") == ["conflict n > 3 < n < 4"])
        #expect(said("d < 4 and d > 3") == [])
        #expect(said("n:4 and n > 5") == ["conflict n > 5 < n:4"])
        #expect(said("b:true and b:false") == ["conflict b:false < b:true"])
        #expect(said("i:10.0.0.1 and i:192.168.0.0/16") == ["conflict i:192.168.0.0/16 < i:10.0.0.1"])
        #expect(said("s:1 or s:2") == [])
        #expect(said("s:1 and not s:2") == [])
    }

    @Test func nothingIsSaidWhereMeaningIsNotCertain() {
        #expect(said("t:foo or t:f*") == [])
        #expect(said("m:foo or m:f*") == [])
        #expect(said("unknown:foo or unknown:f*") == [])
        #expect(said("date > 2024 and date < 2023") == [])
        #expect(said("o:{ k:1 } and o:{ k:2 }") == [])
        #expect(said("o:{ k:1 and not k:1 }") == ["contradiction not k:1 < k:1"])
        #expect(said("k:1 and o:{ k:1 }") == [])
        #expect(said("foo or bar") == [])
    }

    /// Long lists are looked at in time that grows with their length.
    @Test func longListsEnd() {
        let list = (0..<4_000).map { "v\($0)" }.joined(separator: " or ")
        #expect(said("k:(\(list))") == [])
        #expect(said("k:(\(list)) and not k:(\(list))").isEmpty == false)
        let patterns = (0..<2_000).map { "*a\($0)*b*" }.joined(separator: " or ")
        #expect(said("k:(\(patterns))").count <= 2_000)
        let deep = String(repeating: "(k:1 or (s:2 and ", count: 60) + "k:3" + String(repeating: "))", count: 60)
        #expect(said(deep).isEmpty == false)
    }
}

@Suite struct ExprDigestTests {
    private func digest(_ text: String) -> ExprDigest {
        KQL.lower(KQL.parse(text), fields: FieldMapping(["k": "keyword", "s": "keyword", "t": "text"])).expr.digest
    }

    @Test func orderAndLayoutDoNotCount() {
        #expect(digest("k:1 and s:2") == digest("s:2   AND k:1"))
        #expect(digest("k:(a or b)") == digest("k:b or k:a or k:b"))
        #expect(digest("not k:(a or b)") == digest("not k:b and not k:a"))
        #expect(digest("(k:1 or (s:2 or k:3))") == digest("k:(3 or 1) or s:2"))
        #expect(digest(#"k:"a""#) == digest("k:a"))
    }

    @Test func meaningCounts() {
        #expect(digest("k:1 and s:2") != digest("k:1 or s:2"))
        #expect(digest("k:1") != digest("not k:1"))
        #expect(digest("k:1") != digest("s:1"))
        #expect(digest("k:a*") != digest(#"k:"a*""#))
        #expect(digest(#"t:"a b""#) != digest("t:a b"))
        #expect(digest("k:ab") != digest("k:Ab"))
    }
}
