import Foundation
import TestSupport
import Testing

/// `query --to` and `convert --to` with the languages of queries.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct TranslationCommandTests {
    @Test func writesTheQueryInTheOtherLanguage() throws {
        let run = try TenetBinary.run(
            ["query", "--language", "eql", "--to", "kuery", #"any where a in ("x", "y") and b != null"#])
        #expect(run.output == "a:(\"x\" or \"y\") and b:*\n")
        #expect(run.status == 0)
    }

    @Test func namesThePartWithoutCounterpart() throws {
        let run = try TenetBinary.run(["query", "--language", "lucene", "--to", "kuery", "k:a AND k:foo~1"])
        #expect(run.output.isEmpty)
        #expect(run.status == 2)
        #expect(run.errors.contains("error[no-counterpart]"))
        #expect(run.errors.contains("k:foo~1"))
    }

    @Test func tellsWhatIsLeftOut() throws {
        let run = try TenetBinary.run(["query", "--language", "lucene", "--to", "kuery", "k:a^2"])
        #expect(run.output == "k:a\n")
        #expect(run.status == 0)
        #expect(run.errors.contains("left-out"))
    }

    @Test func answersALineEach() throws {
        let questions = """
            {"query":"any where n > 5","fields":{"n":"long"}}
            {"query":"any where n : \\"x\\"","fields":{"n":"long"}}
            {"query":"any where not n > 5","fields":{"n":"long"}}
            {"query":"any where n == \\"x\\"","fields":{"n":"long"}}
            {"query":"any wher"}

            """
        let plain = try TenetBinary.run(["query", "--language", "eql", "--ndjson"], input: questions)
        let oks = plain.output.split(separator: "\n").map { $0.hasPrefix(#"{"ok":true"#) }
        #expect(oks == [true, false, true, true, false])
        let translated = try TenetBinary.run(
            ["query", "--language", "eql", "--ndjson", "--to", "lucene"], input: questions)
        let lines = translated.output.split(separator: "\n").map(String.init)
        #expect(lines[0] == #"{"ok":true,"error":null,"result":"n:>5"}"#)
        #expect(lines[2] == #"{"ok":true,"error":null,"result":"n:<=5"}"#)
    }

    @Test func convertsTheQueriesOfRules() throws {
        let scratch = try ScratchFolder()
        let folder = scratch.url
        try rule("a", "kuery", "event.action:start and not user.name:root", in: folder)
        try rule("b", "eql", #"process where process.name : "cmd.exe" and process.pid > 4"#, in: folder)
        try rule("c", "eql", "sequence by host.id [any where true] [any where true]", in: folder)
        let run = try TenetBinary.run(["convert", "--to", "esql", folder.path])
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(
            lines.first
                == #"{"rule_id":"a","name":"a","type":"query","language":"esql","query":"FROM logs-* METADATA _id, _index, _version | WHERE KQL(\"event.action:start and not user.name:root\")"}"#
        )
        #expect(
            lines.last?.contains(#"QSTR(\"process.name:\\/[Cc][Mm][Dd]"#) == true
                || lines.last?.contains("QSTR(") == true)
        #expect(run.status == 2)
        #expect(run.errors.contains("c.toml:"))
        #expect(run.errors.contains("error[no-counterpart]"))
        let dsl = try TenetBinary.run(["convert", "--to", "dsl", folder.appending(path: "b.toml").path])
        #expect(dsl.output.contains(#""query":{"bool":{"filter":["#))
        #expect(dsl.output.contains(#""case_insensitive":true"#))
        #expect(dsl.status == 0)
    }

    @Test func filtersNarrowTheQuery() throws {
        let scratch = try ScratchFolder()
        let filter = """

            [[rule.filters]]
            [rule.filters.meta]
            negate = true
            [rule.filters.query.match_phrase]
            "user.name" = "root"
            """
        try rule("a", "kuery", "event.action:start", in: scratch.url, filter)
        let run = try TenetBinary.run(["convert", "--to", "lucene", scratch.url.path])
        #expect(
            run.output.contains(#""query":"event.action:start AND NOT user.name:\"root\"""#),
            "\(run.output)\(run.errors)")
        #expect(run.status == 0)
    }

    private func rule(_ name: String, _ language: String, _ query: String, in folder: URL, _ rest: String = "") throws {
        let text = """
            [rule]
            rule_id = "\(name)"
            name = "\(name)"
            type = "\(language == "eql" ? "eql" : "query")"
            language = "\(language)"
            index = ["logs-*"]
            query = '''
            \(query)
            '''
            \(rest)
            """
        try Data(text.utf8).write(to: folder.appending(path: "\(name).toml"))
    }
}
