import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct ExplainCommandTests {
    @Test func everyListedCheckHasAPage() throws {
        let list = try TenetBinary.run(["checks"])
        #expect(list.status == 0)
        let ids = list.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(ids.count >= 40)
        for id in ids.prefix(5) + ids.suffix(5) {
            let page = try TenetBinary.run(["explain", id])
            #expect(page.status == 0)
            #expect(page.output.hasPrefix(id + "\n"))
        }
    }

    @Test func anUnknownIdNamesTheNearest() throws {
        let outcome = try TenetBinary.run(["explain", "duplicate-kye"])
        #expect(outcome.status == 3)
        #expect(
            outcome.errors.contains("error: unknown check `duplicate-kye`\n  = help: did you mean `duplicate-key`"))
    }

    /// A generated file must not bury the others: 1,000 findings of it are reported, and that there are more.
    @Test func floodsAreCut() throws {
        let folder = try ScratchFolder()
        let keys = (0..<3000).map { "odd\($0) = 1\n" }.joined()
        try folder.write("a.toml", "[rule]\n" + keys)
        try folder.write("b.toml", "[rule]\nodd = 1\n")
        let outcome = try TenetBinary.run(
            ["lint", ".", "--select", "unknown-key", "--output-format", "concise"], in: folder.url)
        #expect(outcome.status == 1)
        #expect(outcome.output.split(separator: "\n").count == 1001)
        #expect(outcome.errors.contains("warning: a.toml has more findings; only the first 1,000 are reported\n"))
    }

    @Test func checksAreFilteredAndListedAsJSON() throws {
        let all = try TenetBinary.run(["checks"]).output
        #expect(all.contains("  unknown-field "))
        let words = try TenetBinary.run(["checks", "wildcard", "quotes"]).output
        #expect(words.contains("  wildcard-in-quotes ") && !words.contains("unknown-field"), "\(words)")
        let schema = try TenetBinary.run(["checks", "--category", "schema"]).output
        #expect(schema.hasPrefix("schema\n") && !schema.contains("\nquery\n"))
        let json = try TenetBinary.run(["checks", "unknown-field", "--output-format", "json", "--profile", "strict"])
        #expect(
            json.output.hasPrefix(#"{"version":1,"checks":["#)
                && json.output.contains(#"{"id":"unknown-field","category":"schema","severity":"error","#),
            "\(json.output)")
        let none = try TenetBinary.run(["checks", "nothing-like-it"])
        #expect(none.status == 1 && none.errors.contains("no check matches"), "\(none.errors)")
        #expect(try TenetBinary.run(["checks", "a", "--pages", "x"]).status == 3)
    }
}
