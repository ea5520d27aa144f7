import TestSupport
import Testing

/// Queries that are all nesting or all list: an error or an answer, in time that grows as they do.
@Suite struct HostileQueryTests {
    private static let languages:
        [(name: String, checker: QueryChecker, shapes: [(head: String, piece: String, tail: String)])] = [
            (
                "kql", .kql,
                [
                    ("", "(", "a:b"), ("", "not ", "a:b"), ("a:(", "x or ", "y)"), ("", "a:1 and ", "b:2"),
                    ("", "n:{ ", "a:b"),
                    ("a:", "*", ""), ("", "a:*b or ", "c"), ("", "(a:b or ", "c"),
                ]
            ),
            (
                "lucene", .lucene,
                [
                    ("", "(", "a:b"), ("", "NOT ", "a"), ("a:(", "x OR ", "y)"), ("", "+a:1 ", "b"), ("a:", "*?", "b"),
                    ("", "a b ", "c:d"), ("", "-(a ", "b"), ("/", "(a", "/"), ("", "a:/b/ OR ", "c"), ("", "a~1 ", "b"),
                    ("a:(", "/(b|c)*d/ OR ", "e)"),
                ]
            ),
            (
                "eql", .eql,
                [
                    ("any where ", "(", "a"), ("any where ", "not ", "a"), ("any where a in (", "1,", "2)"),
                    ("any where a : (", #""x*","#, #""y")"#), ("any where ", "a == 1 and ", "b"),
                    ("any where a == ", "-", "1"),
                    ("any where a == ", "1 + ", "1"), ("any where ", "f(", "a"),
                    ("any where a regex (", #""b+","#, #""c")"#),
                    (#"any where a : "x"#, "Ab", #"*""#),
                    ("sequence ", "[any where a] ", ""), ("any where ", "not (a > 1 or ", "b"),
                ]
            ),
            (
                "dsl", .dsl,
                [
                    ("", "[", ""), ("", #"{"bool":{"must":"#, ""), (#"{"terms":{"a":["#, "1,", "2]}}"),
                    (#"{"bool":{"should":["#, #"{"term":{"a":1}},"#, #"{"match_all":{}}]}}"#),
                    (#"{"query_string":{"query":""#, "(", #"a"}}"#), ("", #"{"nested":{"path":"n","query":"#, ""),
                    (
                        #"{"bool":{"should":["#,
                        #"{"bool":{"must":[{"nested":{"path":"n","query":{"term":{"n.a":1}}}},{"fuzzy":{"k":"foo"}},{"fuzzy":{"k":"f"}}]}},"#,
                        #"{"match_all":{}}]}}"#
                    ),
                ]
            ),
        ]

    @Test(arguments: ["kql", "lucene", "eql", "dsl"])
    func nestingAndListsEndSoon(_ name: String) {
        for language in Self.languages where language.name == name {
            for shape in language.shapes {
                for count in [4_000, 100_000] {
                    let text = shape.head + String(repeating: shape.piece, count: count) + shape.tail
                    let (time, fault) = ProcessorTime.of { language.checker.fault(of: Array(text.utf8)) }
                    #expect(fault == nil, "\(name) \(count) × \(shape.piece): \(fault ?? "")")
                    #expect(time < .seconds(30), "\(name) \(count) × \(shape.piece): \(time)")
                }
            }
        }
    }
}
