import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A star inside quotes, where it is an ordinary sign.
enum WildcardInQuotes: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-in-quotes", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`*` inside quotes, where it is literal in KQL and Lucene",
        rationale: """
            In KQL and Lucene `"vault*"` looks for a value with a star in it. To look for values that begin with \
            `vault`, the quotes must go: `vault*`. A backslash is then needed before the operators of the \
            language, `\\():<>"{}` in KQL and `+-!():^[]"{}~?\\/` in Lucene, and in Lucene before spaces.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«"MICROSOFT.KEYVAULT*"»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:MICROSOFT.KEYVAULT*
                    '''
                    """),
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:5145 and winlog.event_data.RelativeTargetName:«"lsa*"»
                    '''
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:5145 and winlog.event_data.ShareName:"\\\\\\\\*\\\\IPC$"
                    '''
                    """),
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.action:«"MICROSOFT.KEYVAULT*"»^2'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.action:MICROSOFT.KEYVAULT*^2'
                    """),
            Example(in: "query = '«»'", bad: "message:«\"denied*\"»", good: "message:denied*"),
            Example(in: "query = '«»'", bad: "event.action:«\"KEY VAULT*\"»", good: "event.action:KEY VAULT*"),
            // A lone star in a list is meant, unless it is all that is looked for.
            Example(
                in: "query = '«»'",
                bad: ["event.action:(«\"READ*\"» or WRITE)", "event.action:«\"*\"»"],
                good: ["event.action:(\"*\" or WRITE)", "event.action:*"]),
            Example(
                in: "query = '«»'",
                bad: ["event.action:(«\"READ*\"» OR WRITE)", "event.action:«\"*\"»"],
                good: "event.action:(\"*\" OR \"WRITE\")", on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        runLucene(view, &findings)
        guard let kql = view.kql else { return }
        let lists = listFields(kql.tests.compactMap(\.field?.range))
        for test in kql.tests where !test.isRange {
            // `"*"` beside other literals, as in `aws.resource:("*" or "arn:aws")`, is meant.
            if let field = test.field, test.value.plainText == "*", lists.contains(field.range) { continue }
            guard let field = test.field, case .string(let text, quoted: true) = test.value.content,
                LiteralStar.looksLikeWildcard(text), hasPatterns(kql.query, test.name ?? "")
            else { continue }
            let bare = isBare(text, special: "\\():<>\"{}") ? text : nil
            findings.add(finding(view, kql, test.value.range, field.range, test.name ?? "", bare))
        }
    }

    private static func runLucene(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.checkedQuery, let root = view.lucene?.root else { return }
        let lists = listFields(root.tests.compactMap(\.field?.range))
        for test in root.tests where !findings.isFull {
            if let field = test.field, case .phrase("*", 0) = test.question, lists.contains(field.range) { continue }
            guard let field = test.field, case .phrase(let text, let slop) = test.question,
                LiteralStar.looksLikeWildcard(text), hasPatterns(query.query, field.name)
            else { continue }
            // After a lone word `~1` is another question.
            let isWord = slop == 0 && text.utf8.first.map { !"+-<>".utf8.contains($0) } ?? false
            let bare = isWord && isBare(text, special: "!():^[]\"{}~?\\/") ? text : nil
            findings.add(finding(view, query, test.valueRange, field.range, field.name, bare))
        }
    }

    /// The names that are before more than one value.
    private static func listFields(_ names: [ByteRange]) -> Set<ByteRange> {
        var seen: Set<ByteRange> = []
        return Set(names.filter { !seen.insert($0).inserted })
    }

    /// `bare`: the pattern as it is written without quotes, if it can.
    private static func finding(
        _ view: RuleView, _ query: QueryView, _ place: ByteRange, _ field: ByteRange, _ name: String,
        _ bare: String?
    ) -> Diagnostic {
        let types = query.query.fields.types(of: name)
        let isText = !types.isEmpty && types.allSatisfy { $0.family == .text }
        return finding(
            view, at: query.range(place), "`*` is literal inside quotes",
            label: isText ? "the words are looked for without it" : "only a value with a star in it matches"
        )
        .help("without quotes it is a pattern: `\(query.text(field)):\(bare ?? "…")`")
        .fix(bare.flatMap { query.edit(place, $0) }.map { Fix("remove the quotes", .unsafe, $0) })
    }

    /// On a field without patterns the star is a fault of another kind.
    private static func hasPatterns(_ query: RuleQuery, _ field: String) -> Bool {
        query.fields.types(of: field).allSatisfy { [.keyword, .text, .flattened, .other].contains($0.family) }
    }

    /// Whether the text can be without quotes.
    private static func isBare(_ text: String, special: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && !special.utf8.contains($0) }
    }
}
