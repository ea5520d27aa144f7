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
            With --ndjson each line of the input is a question such as {"query":"a:1"}, and each line of the output \
            its answer: {"ok":true,"error":null,"result":null}.
            """)

    @Argument(
        help: ArgumentHelp(
            "The query (default: standard input); with --ndjson the file to read, - for standard input.",
            valueName: "text"))
    var text: String?

    @Option(help: ArgumentHelp("The language of the query: kql, lucene.", valueName: "language"))
    var language: String

    @Option(help: ArgumentHelp("What to write: kuery, dsl, tree.", valueName: "format"))
    var to: String?

    @Option(help: ArgumentHelp("What joins words of a Lucene query: OR, AND.", valueName: "operator"))
    var defaultOperator: Lucene.DefaultOperator = .or

    @Flag(help: "Read a question a line, write an answer a line.")
    var ndjson = false

    @OptionGroup var global: GlobalOptions

    /// The longest input of questions.
    private static let maximumBytes = 1 << 30

    func run(in session: inout Session) throws(UsageError) {
        let language = try QueryLanguage.named(language)
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
        // `kql` is the same language under its other name.
        let targets = QueryAnswers.Target.all(for: language)
        if let target = QueryAnswers.Target(rawValue: to == "kql" ? "kuery" : to), targets.contains(target) {
            return target
        }
        let known = targets.map(\.rawValue).joined(separator: ", ")
        if ["tree", "value", "kuery", "eql", "esql", "lucene"].contains(to) {
            throw UsageError(
                "`--to \(to)` is not supported yet for `--language \(language.rawValue)`",
                help: "supported now: \(known)")
        }
        throw UsageError("unknown format `\(to)` in `--to`", help: "supported: \(known)")
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
            if !isQuestion { session.error("question \(number) of the input is no object with a text `query`") }
        }
    }

    /// One query: its translation on standard output, or what is wrong with it on standard error.
    private func answer(_ text: String, _ answers: QueryAnswers, in session: inout Session) {
        let issues = answers.issues(text)
        guard issues.isEmpty else {
            let source = SourceFile(path: "<query>", text: text)
            let findings = issues.map { issue in
                let id = issue.kind == .limit ? "limit-exceeded" : "query-syntax"
                let label = Label(Location(source.id, issue.range))
                let finding = Diagnostic(id, category: "query", .error, issue.message, at: label)
                return issue.help.map { finding.help($0) } ?? finding
            }.sorted(by: Diagnostic.precedes)
            let report = FindingReport(
                sources: [source], findings: findings, ruleCount: 0, toolVersion: Tenet.toolVersion)
            session.diagnostics(FullReport.text(report, color: session.colorsErrors))
            session.raise(.unusable)
            return
        }
        if to == nil {
            session.note("the query is well-formed")
        } else if case .string(let result)? = answers.answer(text)["result"] {
            session.output.line(result)
        } else if let result = answers.answer(text)["result"] {
            session.output.line(result.text)
        }
    }
}
