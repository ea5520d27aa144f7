import ArgumentParser
import Diagnostics
import Documents
import Queries
import Reports
import SourceText
import Workspace

/// `tenet query`: parses and translates bare queries.
struct QueryCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Parse and translate a bare query.",
        discussion: """
            --to writes the query in another language with the same meaning for every event, or reports which part has \
            no counterpart there (docs/translation.md); tree is the shape of a Lucene query, value what an EQL query or \
            expression comes to for the `event` of a question. With --ndjson each line of \
            the input is a question such as {"query":"a:1","fields":{"a":"keyword"}}, and each line of the output its \
            answer: {"ok":true,"error":null,"result":null}; without fields they have no types.

            Examples:
              tenet query --language kql --to dsl 'a:1'
              tenet query --language eql --to value 'length("rundll32") + 1'
            """)

    @Argument(
        help: ArgumentHelp(
            "The query (default: standard input); with --ndjson the file to read, - for standard input.",
            valueName: "text"), completion: .file())
    var text: String?

    @Option(
        help: ArgumentHelp("Query language: kuery (or kql), lucene, eql, dsl.", valueName: "language"),
        completion: QueryLanguage.completion(QueryLanguage.parsed))
    var language: String

    @Option(
        help: ArgumentHelp(
            "Output: kuery (or kql), lucene, eql, esql, dsl; of a Lucene query also tree, of an EQL query value.",
            valueName: "format"),
        completion: .list(QueryLanguage.allCases.flatMap(\.spellings) + ["tree", "value"]))
    var to: String?

    @Option(help: ArgumentHelp("What joins words of a Lucene query: OR, AND.", valueName: "operator"))
    var defaultOperator: Lucene.DefaultOperator = .or

    @Flag(help: "Read a question a line, write an answer a line.")
    var ndjson = false

    @OptionGroup var global: GlobalOptions

    /// The longest input of questions.
    private static let maximumBytes = 1 << 30

    func run(in session: inout Session) throws(UsageError) {
        let language = try QueryLanguage.named(language, for: "query", among: QueryLanguage.parsed)
        let answers = QueryAnswers(language, to: try target(for: language), defaultOperator: defaultOperator)
        do throws(InputError) {
            if ndjson {
                let input = text ?? InputFile.standardInput
                answerLines(try InputFile.readText(input, limit: Self.maximumBytes), answers, in: &session)
            } else if let text {
                answer(text, answers, in: &session)
            } else {
                let bytes = try InputFile.readText(InputFile.standardInput, limit: KQL.maximumBytes)
                answer(String(decoding: bytes, as: UTF8.self), answers, in: &session)
            }
        } catch {
            session.error(error)
        }
    }

    private func target(for language: QueryLanguage) throws(UsageError) -> QueryAnswers.Target? {
        guard let to else { return nil }
        let targets = QueryAnswers.Target.all(for: language)
        if let target = QueryAnswers.Target(name: to), targets.contains(target) { return target }
        let known = targets.map(\.name)
        if ["tree", "value"].contains(to) {
            throw UsageError(
                "`--to \(to)` is not supported yet for `--language \(language.rawValue)`",
                help: "supported now: \(known.joined(separator: ", "))")
        }
        throw UsageError(unknown: "unknown format `\(to)` in `--to`", to, among: known)
    }

    private func answerLines(_ bytes: [UInt8], _ answers: QueryAnswers, in session: inout Session) {
        var writer = JSONWriter()
        var number = 0
        JSONReader.forEachLine(of: bytes) { line in
            number += 1
            let (answer, isQuestion) = answers.answer(bytes, line: line)
            writer.reset()
            writer.value(answer)
            writer.newline()
            session.output.write(writer.bytes)
            if !isQuestion { session.error("question \(number) of the input is not an object with a string `query`") }
        }
    }

    /// One query: its translation on standard output, or what is wrong with it on standard error.
    private func answer(_ text: String, _ answers: QueryAnswers, in session: inout Session) {
        let answer = answers.answer(text)
        let source = SourceFile(path: "<query>", text: text)
        let findings = (answer.issues + answer.notes).map { $0.moved(to: source.id) }
        if !findings.isEmpty { session.tell(findings.sorted(by: Diagnostic.precedes), of: [source]) }
        guard answer.issues.isEmpty else { return session.raise(.unusable) }
        if to == nil {
            session.note("the query is well-formed")
        } else if case .string(let result) = answer.result {
            session.output.line(result)
        } else {
            session.output.line(answer.result.text)
        }
    }
}
