import Diagnostics
import Queries
import SourceText
import Testing

/// Operators of other languages in KQL: what is found, and the query after the replacement.
@Suite struct ForeignSyntaxTests {
    private func found(_ text: String) -> [ForeignSyntax] {
        let query = KQL.parse(text)
        #expect(query.issues.isEmpty, "\(text): \(query.issues.first?.message ?? "")")
        return KQL.foreignSyntax(in: query)
    }

    /// The query with all replacements made, last first.
    private func repaired(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for replacement in found(text).compactMap(\.replacement).reversed() {
            bytes.replaceSubrange(replacement.range.start..<replacement.range.end, with: replacement.text.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        // ranges
        ("f:[500 TO 599]", "f >= 500 and f <= 599"), ("f:(500 TO 599)", "f >= 500 and f <= 599"),
        ("f:500 TO 599", "f >= 500 and f <= 599"), ("f:[500 TO *]", "f >= 500"), ("f:[* TO now]", "f <= now"),
        ("f:{1 TO 5}", "f > 1 and f < 5"), ("not f:[1 TO 5]", "not (f >= 1 and f <= 5)"),
        ("a:1 or f:[1 TO 5]", "a:1 or (f >= 1 and f <= 5)"), ("a:1 and f : [ 1 TO 5 ]", "a:1 and f >= 1 and f <= 5"),
        // existence, required and prohibited tests
        ("_exists_:user.name", "user.name:*"), ("not _exists_ : user.name and a:1", "not user.name:* and a:1"),
        ("_exists_:\"user.name\"", "user.name:*"), ("_missing_:user.name", "not user.name:*"),
        ("+a:1 and +b.c:2", "a:1 and b.c:2"), ("-a:1", "not a:1"), ("a:1 and !b:2", "a:1 and not b:2"),
        ("! a:1", "not a:1"), ("+a > 5", "a > 5"), ("f:!bob", "not f:bob"), ("f:(!a or b)", "f:(not a or b)"),
        // expressions, fuzzy terms, boosts
        ("f:/.*adm.*/", "f:*adm*"), ("f:/adm.*/", "f:adm*"), ("f:bob~1", "f:bob"), ("f:bob~", "f:bob"),
        ("f:(bob^2 or alice)", "f:(bob or alice)"), ("f:bob*^1.5", "f:bob*"),
        // symbols
        ("f:(a || b)", "f:(a or b)"), ("f:(a && b)", "f:(a and b)"),
        // lists
        ("f:(root,admin)", "f:(root or admin)"), ("f:(4624, 4625, 4648)", "f:(4624 or 4625 or 4648)"),
        ("f:(a b)", "f:(a or b)"), ("f:(New York, Rome)", "f:(\"New York\" or Rome)"),
        ("f:('a', 'b')", "f:(\"a\" or \"b\")"), ("f:(a, b or c)", "f:(a or b or c)"), ("f:(a|b)", "f:(a or b)"),
        ("user.name:root,admin", "user.name:(root or admin)"), ("not f:(a,b)", "not f:(a or b)"),
        ("f:(a*, *b)", "f:(a* or *b)"),
        // quotes and question marks
        ("f:'bob'", "f:\"bob\""), ("f:'Ann Smith'", "f:\"Ann Smith\""), ("f:(a or 'b c')", "f:(a or \"b c\")"),
        ("f:'bob*'", "f:bob*"), ("f:''", "f:\"\""), ("f:cmd?exe", "f:cmd*exe"), ("f:(a? or b)", "f:(a* or b)"),
        // comparisons
        ("user.name = bob", "user.name:bob"), ("user.name=bob", "user.name:bob"), ("user.name == 5", "user.name:5"),
        ("user.name != bob", "not user.name:bob"), ("a:1 and user.name = 'bob'", "a:1 and user.name:\"bob\""),
        ("status = 5", "status:5"), ("a:1 and 'b c'", "a:1 and \"b c\""),
    ])
    func isReplacedByTheKQLThatWasMeant(_ text: String, _ expected: String) {
        #expect(repaired(text) == expected)
        #expect(found(expected).isEmpty, "\(expected) has something left")
    }

    /// Found, but what was meant is not known.
    @Test(
        arguments: [
            ("f:/[0-9]+/", .lucene), ("f:bob || alice", .lucene), ("not !f:x", .lucene),
            ("not user.name != bob", .comparison),
            ("f:'it's'", .singleQuotes), ("f:('a*', 'b c*')", .singleQuotes), ("bob && alice", .lucene),
            ("_exists_:(a or b)", .lucene),
        ] as [(String, ForeignSyntax.Kind)])
    func isFoundWithoutReplacement(_ text: String, _ kind: ForeignSyntax.Kind) {
        let found = found(text)
        #expect(found.first?.kind == kind, "\(text): \(found)")
        #expect(found.first?.replacement == nil, "\(text): \(found)")
    }

    @Test(arguments: [
        "user.name:O'Brien", "f:\"'bob'\"", "url.query:\"a?b\"", "url.original:/a?b=c", "process.args:/?",
        "process.args:\"-?\"", "file.path:/usr/bin/", "file.path:/tmp/", "url.path:/admin/", "f:PROGRA~1",
        "file.name:*~", "f:~", "f:^", "f:\"a,b\"", "process.args:comsvcs.dll,MiniDump", "f:(*dll,Mini* or x)",
        "user.dn:CN=x,DC=y", "process.args:-enc", "f:(a or b)", "f:\"[1 TO 2]\"", "f:\"a || b\"", "f:[1,", "status=500",
        "f:-1", "f:(a and not b)", "n:{ a:1 and b:2 }", "f:Ann Smith", "*", "a:* and *:*", "message:Hello, big world",
    ])
    func isKQL(_ text: String) {
        #expect(found(text).isEmpty, "\(text): \(found(text))")
    }

    /// What the parser refuses has the operator as its place and the same offset as in Kibana.
    @Test(arguments: [
        ("a:1 && b:2", 8, "&&", "and"), ("a:1 || b:2", 8, "||", "or"), ("a.b = \"x\"", 6, "=", ":"),
        ("a.b == \"x\"", 7, "==", ":"), ("a:\"x\"^2", 5, "^2", ""), ("a:\"x y\"~3", 7, "~3", ""),
    ])
    func syntaxErrorsAreRepaired(_ text: String, _ offset: Int, _ place: String, _ meant: String) throws {
        let issue = try #require(KQL.parse(text).issues.first)
        let bytes = Array(text.utf8)
        #expect(issue.offset == offset)
        #expect(String(decoding: bytes[issue.range.start..<issue.range.end], as: UTF8.self) == place)
        #expect(issue.replacement == meant)
    }
}
