import Queries
import Testing

/// ES|QL as text: commands, items, columns.
@Suite struct ESQLTextTests {
    @Test func pipesPartCommandsUnlessTheyAreText() {
        let text = ESQLText(
            """
            FROM logs-*, "a|b" METADATA _id, _index // | keep nothing
            | where x == "a | b" and y == \"\"\"c | "d" |\"\"\" /* | drop /* | */ | */
            |INLINE STATS n = COUNT(*) BY host.name
            | eval `odd | name` = 1, z = (a, b)
            """)
        #expect(text.commands.map(\.word) == ["from", "where", "inline stats", "eval"])
        #expect(text.commands.map { text.items($0.body).count } == [3, 1, 1, 2])
        #expect(text.text(text.commands[3].wordRange) == "eval")
        #expect(text.computedColumns.map(\.name) == ["n", "odd | name", "z"])
        #expect(text.aggregates == false)
    }

    @Test func columnsAreFoundWhereTheyAreMade() {
        let text = ESQLText(
            """
            from logs-* | eval a = b == 1, c.d=2, e >= 3 | stats Esql.n = count(*), max(x) by day = bucket(t, 1 day), host.name
            | rename old AS Esql.new, f = g
            | dissect message "%{Esql.one} %{?skip} %{+more->} %{}" | grok message "%{IP:Esql.ip} %{NUMBER:Esql.n2:int} %{WORD}"
            | enrich policy on host.name with Esql.owner = owner
            """)
        #expect(
            text.computedColumns.map(\.name) == [
                "a", "c.d", "Esql.n", "day", "Esql.new", "f", "Esql.one", "skip", "more", "Esql.ip", "Esql.n2",
                "Esql.owner",
            ])
        #expect(text.aggregates)
    }

    @Test func bracketsHoldTheOlderFormOfMetadata() throws {
        let text = ESQLText("from a, b [metadata _id, _index] | limit 1")
        let from = try #require(text.first("from"))
        #expect(text.word("metadata", in: from.body) == nil)
        let inside = try #require(text.brackets(in: from.body))
        #expect(text.text(inside) == "metadata _id, _index")
        #expect(text.brackets(in: 0..<4) == nil)
    }

    @Test func placesAreBytesOfTheText() throws {
        let query = "from é | eval  naïve = 1"
        let text = ESQLText(query)
        let column = try #require(text.computedColumns.first)
        #expect(String(decoding: Array(query.utf8)[column.range], as: UTF8.self) == "naïve")
    }

    /// Whatever the bytes: no trap, and ranges inside the text.
    @Test func brokenTextIsReadAsFarAsItGoes() {
        let query = "from a /* x | keep \"b \\\" | \"\"\" `c | (d, [e | dissect m \"%{f\" | eval g = | rename as | by"
        let bytes = Array(query.utf8)
        for start in bytes.indices {
            for end in [bytes.count, (start + bytes.count) / 2] {
                let part = String(decoding: bytes[start..<end], as: UTF8.self)
                let text = ESQLText(part)
                let ranges = text.commands.map(\.body) + text.computedColumns.map(\.range)
                #expect(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= part.utf8.count })
            }
        }
    }

    @Test(arguments: [
        ("from a | where b == \"c\" // d \"", true), ("from `a", false), ("from a | where b == \"c\\\"", false),
        ("from a | where b == \"\"\"c\"", false), ("from a /* b /* c */", false),
        ("from a | where b == \"c\n| d", false),
        ("from a /* b /* c */ */ | where b == \"\"\"c\"\"\"", true), ("from a /", true),
        ("from a | where (b == c | d", false),
        ("from a | where b) == \"(\"", false),
    ])
    func openQuotesNamesAndCommentsAreSeen(_ text: String, _ isClosed: Bool) {
        #expect(ESQLText(text).isClosed == isClosed)
    }
}
