import Foundation
import TestSupport
import Testing

/// What is wrong with a file has the same id and the same text in every command that it keeps from using the file.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct BrokenFileTests {
    /// A file of `Tests/Golden/broken-files` with the ids that keep commands from using it.
    struct BrokenFile: Sendable, CustomTestStringConvertible {
        var name: String
        var conversion: [String]
        var translation: [String]
        var page: [String]
        var run: [String]

        var testDescription: String { name }

        /// The same ids in all commands.
        init(_ name: String, _ ids: String...) {
            self.name = name
            conversion = ids
            translation = ids
            page = ids
            run = ids
        }

        /// - Parameter translation: nil: those of `run`.
        init(
            _ name: String, conversion: [String] = [], translation: [String]? = nil, page: [String] = [], run: [String]
        ) {
            self.name = name
            self.conversion = conversion
            self.translation = translation ?? run
            self.page = page
            self.run = run
        }
    }

    static let files = [
        BrokenFile("no-rule-table.toml", "not-a-rule"),
        BrokenFile("empty.toml", "not-a-rule"),
        BrokenFile("empty.yaml", "not-a-rule"),
        BrokenFile("misspelt-rule-table.toml", "unknown-key"),
        BrokenFile("rule-is-text.toml", "wrong-type"),
        BrokenFile("broken-toml.toml", "toml-syntax"),
        BrokenFile("duplicate-key.toml", "duplicate-key"),
        BrokenFile("broken-yaml.yaml", "yaml-syntax"),
        BrokenFile("broken-json.json", "json-syntax"),
        BrokenFile("broken-line.ndjson", "json-syntax"),
        BrokenFile("too-deep.toml", "limit-exceeded"),
        BrokenFile("kql-syntax.toml", "query-syntax"),
        BrokenFile("kql-too-deep.toml", "limit-exceeded"),
        BrokenFile("eql-syntax.toml", "query-syntax"),
        BrokenFile("lucene-syntax.toml", "query-syntax"),
        BrokenFile("kql-syntax-of-an-object.yaml", "query-syntax"),
        BrokenFile("kql-syntax-of-an-export.ndjson", "query-syntax"),
        BrokenFile("missing-type.toml", conversion: ["missing-key"], run: ["missing-key"]),
        BrokenFile(
            "missing-name.toml", conversion: ["missing-key"], translation: [], page: ["missing-key"],
            run: ["missing-key"]),
        BrokenFile("missing-rule-id.toml", translation: [], run: ["missing-key"]),
        BrokenFile("missing-query.toml", run: ["empty-query"]),
        BrokenFile("misspelt-name.toml", translation: [], page: ["unknown-key"], run: ["unknown-key"]),
        BrokenFile(
            "name-is-a-number.toml", conversion: ["wrong-type"], translation: [], page: ["wrong-type"],
            run: ["wrong-type"]),
        BrokenFile("unknown-type.toml", conversion: ["invalid-value"], run: ["invalid-value"]),
        BrokenFile("unknown-language.toml", conversion: ["invalid-value"], run: ["invalid-value"]),
        BrokenFile(
            "language-of-another-type.toml", conversion: ["language-type-mismatch"], run: ["language-type-mismatch"]),
        BrokenFile("filter-syntax.toml", run: ["filter-syntax"]),
        BrokenFile("filter-not-evaluable.toml", run: ["filter-not-evaluable"]),
        BrokenFile("filters-are-text.toml", conversion: ["wrong-type"], run: ["wrong-type"]),
        BrokenFile("threshold-without-value.toml", conversion: ["missing-key"], run: ["missing-key"]),
        BrokenFile("threat-query-syntax.toml", run: ["threat-query-syntax"]),
        BrokenFile("threat-query-too-deep.toml", run: ["limit-exceeded"]),
        BrokenFile("threat-lucene-syntax.toml", run: ["threat-query-syntax"]),
        BrokenFile("eql-unknown-function.toml", run: ["unknown-function"]),
        BrokenFile("eql-wrong-arguments.toml", run: ["wrong-arguments"]),
        BrokenFile("eql-text-field.toml", run: ["text-field-in-eql"]),
        BrokenFile("eql-join-keys.toml", run: ["join-key-mismatch"]),
        BrokenFile("eql-regex.toml", run: ["invalid-regex"]),
        // Alerts copy them, and nothing else needs them.
        BrokenFile("severity-and-risk-score.toml", conversion: ["invalid-value", "wrong-type"], run: []),
        BrokenFile("sigma.yml", "not-a-rule"),
        BrokenFile("list.yaml", "not-a-rule"),
        BrokenFile("other.json", "not-a-rule"),
    ]

    /// An id with its message.
    private struct Reported: Hashable, CustomStringConvertible {
        var id: String
        var message: String

        var description: String { "\(id): \(message)" }
    }

    /// What a run reports. Of infos, lint alone may report more than keeps a command from using the file.
    private func reported(_ outcome: TenetBinary.Outcome) -> Set<Reported> {
        let lines = (outcome.output + "\n" + outcome.errors).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                line.firstMatch(of: /(?:error|warning|info)\[([a-z0-9-]+)\]:? (.*)$/).map {
                    Reported(id: String($0.1), message: String($0.2))
                }
            })
    }

    @Test(arguments: files) func everyCommandReportsTheSame(_ file: BrokenFile) throws {
        let folder = try ScratchFolder()
        let text = try Data(
            contentsOf: Shared.repository.appending(path: "Tests/Golden/broken-files").appending(path: file.name))
        try folder.write(file.name, text)
        try folder.write(
            "case.test.yaml", "rule: \(file.name)\ncases:\n  - name: one\n    events: [{}]\n    expect: match\n")
        func run(_ arguments: String...) throws -> (reported: Set<Reported>, status: Int32) {
            let outcome = try TenetBinary.run(arguments, input: "{}\n", in: folder.url)
            return (reported(outcome), outcome.status)
        }
        let lint = try run("lint", "--output-format", "concise", file.name)
        #expect(lint.status == 1 || lint.reported.isEmpty == false)
        let commands = [
            ("convert", file.conversion, try run("convert", "--to", "kibana", file.name)),
            ("translate", file.translation, try run("convert", "--to", "dsl", file.name)),
            ("docs", file.page, try run("docs", "-o", "pages", file.name)),
            ("compile", file.run, try run("compile", "-o", "program", file.name)),
            ("match", file.run, try run("match", "--rules", file.name, "-")),
            ("test", file.run, try run("test", "case.test.yaml")),
        ]
        for (command, ids, outcome) in commands {
            let got = Set(outcome.reported.map(\.id))
            #expect(got.isSuperset(of: ids), "\(command) reports \(outcome.reported)")
            #expect(
                lint.reported.isSuperset(of: outcome.reported),
                "\(command) reports \(outcome.reported.subtracting(lint.reported)), lint \(lint.reported)")
            if ids.isEmpty, command != "test" {
                #expect(outcome.status == 0, "\(command) reports \(outcome.reported)")
            } else if !ids.isEmpty {
                #expect(outcome.status > 0, "\(command)")
            }
        }
    }

    /// A page shows the query as it is written, so a broken one does not keep it from being written.
    @Test func aRuleWithABrokenQueryHasItsPage() throws {
        let folder = try ScratchFolder()
        let source = Shared.repository.appending(path: "Tests/Golden/broken-files/kql-syntax.toml")
        try folder.write("rule.toml", try Data(contentsOf: source))
        let outcome = try TenetBinary.run(["docs", "-o", "pages", "rule.toml"], in: folder.url)
        #expect(outcome.status == 1)
        #expect(try folder.read("pages/sample-rule.md").contains("user.name:bob and ("))
    }
}
