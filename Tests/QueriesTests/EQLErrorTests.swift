import Diagnostics
import Queries
import SourceText
import Testing

/// What is said of a broken query: the place, the message, the way out.
@Suite struct EQLErrorTests {
    private struct Case {
        /// The place of the first issue between « and ».
        var query: String
        var message: String
        var help: String?

        init(_ query: String, _ message: String, _ help: String? = nil) {
            self.query = query
            self.message = message
            self.help = help
        }
    }

    private func check(_ cases: [Case]) {
        for each in cases {
            let text = each.query.filter { $0 != "«" && $0 != "»" }
            let issues = EQL.parse(text).issues
            guard let issue = issues.first else {
                Issue.record("\(text): no issue")
                continue
            }
            var marked = Array(text.utf8)
            marked.insert(contentsOf: "»".utf8, at: issue.range.end)
            marked.insert(contentsOf: "«".utf8, at: issue.range.start)
            #expect(String(decoding: marked, as: UTF8.self) == each.query)
            #expect(issue.message == each.message, "\(text)")
            #expect(issue.help.first == each.help, "\(text)")
            #expect(issues.count <= 3, "\(text): \(issues.map(\.message))")
        }
    }

    @Test func tellsWrongOperators() {
        check([
            Case("any where a «=» 1", "`=` is not an operator in EQL", "EQL compares with `==`"),
            Case("any where a «===» 1", "`===` is not an operator in EQL", "write `==`"),
            Case("any where a «!==» 1", "`!==` is not an operator in EQL", "write `!=`"),
            Case("any where a «=>» 1", "`=>` is not an operator in EQL", "write `>=`"),
            Case("any where a «<>» 1", "`<>` is not an operator in EQL", "write `!=`"),
            Case("any where a «&&» b", "EQL has no `&&`", "write `and`"),
            Case("any where a «||» b", "EQL has no `||`", "write `or`"),
            Case("any where a «AND» b", "`AND` is not in lower case", "write `and`"),
            Case(
                "any where «!»a", "expected a condition after `where`, found `!`",
                "EQL has no `!`: write `not`, and `![` without a space for a missing event"),
            Case("any where a : «:» \"x\"", "expected a constant after `:`, found `:`", "write a single `:`"),
            Case(
                "any where a == b «==» c", "comparisons do not chain",
                "join two with `and`, or put the first in parentheses"),
            Case(
                "any where a «not» like \"x\"", "`not` is not allowed before `like`",
                "put it in front: `not a like …`"),
            Case(
                "any where a : «-»1", "expected a constant after `:`, found `-`",
                "`:` does not support numbers: they are compared with `==`"),
            Case(
                "any where a «contains» \"x\"",
                "expected `and`, `or` or the end of the query, found `contains`",
                "write `stringContains(field, \"…\")`, or `field : \"*…*\"`"),
        ])
    }

    @Test func tellsWhatIsMissing() {
        check([
            Case("process «whre» a == 1", "expected `where` after the category, found `whre`", "write `where`"),
            Case(
                "«process».name == \"x\"", "expected a category of events and `where`, found a condition",
                "put `any where` before it, or the category: `process where …`"),
            Case("process where a == 1 and «»", "expected a condition after `and`, found the end of the query"),
            Case(
                "any where a and «and» b", "expected a condition after `and`, found `and`",
                "remove one of the two words"),
            Case("any where a == «»", "expected a value after `==`, found the end of the query"),
            Case(
                "any where a and «in» (1)", "expected a condition after `and`, found `in`",
                "put a field before `in`"),
            Case(
                "any where a in «\"x\"»", "expected a list in parentheses after `in`, found `\"x\"`",
                "write `in (\"x\")`"),
            Case("any where a in (1,«)»", "expected a value after `,`, found `)`", "remove the last comma"),
            Case("any where «(»a == 1", "`(` is never closed", "add `)` where it should end"),
            Case("sequence «[»any where a [any where b]", "`[` is never closed", "add `]` where it should end"),
            Case(
                "any where a == 1«)»", "expected `and`, `or` or the end of the query, found `)`",
                "no `(` is open here: remove this one"),
        ])
    }

    @Test func tellsBrokenStringsAndNames() {
        check([
            Case("any where a == «'x'»", "a string in single quotes", "EQL strings need double quotes: `\"…\"`"),
            Case(
                "any where a == «\"»x", "this string is never closed",
                "add the closing `\"` on the same line; for the character itself write `\\\"`"),
            Case(
                "any where a == \"C:«\\W»indows\"", "`\\W` is not an escape in EQL",
                "for a backslash write `\\\\`, or put the text in three quotes: `\"\"\"…\"\"\"`"),
            Case(
                "any where a == \"«\\u{d800}»\"", "`\\u{d800}` names no character",
                "write two to eight hexadecimal digits, at most 10FFFF and none of D800 to DFFF"),
            Case(
                "any where event.«sequence» == 1", "`sequence` is a word of EQL and no name",
                "put it in backquotes: `` event.`sequence` ``"),
            Case("any where a == 1 «/*» x", "this comment is never closed", "add `*/`"),
            Case(
                "any where a«[»0] == 1", "EQL has no array indexes",
                "a test of `a` holds if any of its values meets it"),
        ])
    }

    @Test func tellsWhatIsWrongWithSequences() {
        check([
            Case(
                "«sequence» [any where a]", "a sequence has at least two stages",
                "add another stage, or `with runs=2` after this one"),
            Case(
                "sequence with maxspan=«5» [any where a] [any where b]", "the time span `5` has no unit",
                "add one of `ms`, `s`, `m`, `h`, `d`"),
            Case(
                "sequence with maxspan=«5y» [any where a] [any where b]", "`5y` is not a time span in EQL",
                "write a number and one of the units `ms`, `s`, `m`, `h`, `d`"),
            Case(
                "sequence with maxspan=1s «by» a [any where a] [any where b]",
                "`by` goes before `with`, not after it",
                "write `sequence by … with maxspan=…`"),
            Case(
                "sequence [any where a] by x «[any where b]»",
                "this stage has no keys of its own, but the first stage has 1",
                "give every stage its keys with `by`, or all of them one after `sequence`"),
            Case(
                "sequence [any where a] «![any where b]»", "a sequence with missing events needs `maxspan`",
                "write `sequence with maxspan=5m`, the keys before `with`"),
            Case(
                "sequence [any where a] with runs=«101» [any where b]",
                "expected a whole number from 1 to 100 after `runs=`, found `101`"),
            Case(
                "sequence by «length»(a) [any where a] [any where b]", "expected the name of a field, found `length`",
                "only fields can be keys: no values, functions or operators"),
            Case(
                "any where a | «count»", "Elasticsearch does not support the pipe `count`",
                "the pipes are `head` and `tail`"),
            Case("any where a | head «-1»", "`head` needs one whole number, not negative", "write `head 10`"),
        ])
    }

    /// What is in place of the typo makes a query that can be read.
    @Test func knowsWhatWasMeant() {
        let cases = [
            ("any where a = 1", "any where a == 1"), ("any where a => 1", "any where a >= 1"),
            ("any where a AND b", "any where a and b"), ("any where a || b", "any where a or b"),
            ("any whre a", "any where a"), ("any where a == 'x y'", "any where a == \"x y\""),
            ("any where event.sequence == 1", "any where event.`sequence` == 1"),
            ("SEQUENCE [any where a] [any where b]", "sequence [any where a] [any where b]"),
        ]
        for (text, meant) in cases {
            guard let issue = EQL.parse(text).issues.first, let replacement = issue.replacement else {
                Issue.record("\(text): nothing")
                continue
            }
            var bytes = Array(text.utf8)
            bytes.replaceSubrange(issue.range.start..<issue.range.end, with: replacement.utf8)
            #expect(String(decoding: bytes, as: UTF8.self) == meant)
            #expect(EQL.parse(meant).issues.isEmpty)
        }
        #expect(EQL.parse("any where a == 'C:\\x'").issues.first?.replacement == nil)
    }

    @Test func goesOnBehindAnError() {
        let query = EQL.parse("any where a === 1 and b = 2 and (c : x or d == 'y') and e == 5")
        #expect(query.issues.count == 4)
        guard case .event(let filter)? = query.statement, case .and(let parts, _) = filter.condition else {
            Issue.record("no chain")
            return
        }
        #expect(parts.map(EQL.print) == ["a == 1", "b == 2", "e == 5"])
    }
}
