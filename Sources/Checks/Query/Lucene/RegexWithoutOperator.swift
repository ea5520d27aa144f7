import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A regular expression of letters only, which matches one whole value.
enum RegexWithoutOperator: RuleCheck {
    static let info = CheckInfo(
        id: "regex-without-operator", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "regular expression without operators in a Lucene query matches one value only",
        rationale: """
            Lucene regular expressions match the whole value of a keyword field: `process.command_line:/mimikatz/` \
            finds only events whose command line is that word and nothing else. To search inside the value, write \
            `.*` for what may come before and after the word; a single value needs no expression. Analyzed text is \
            stored as words, so there a word between slashes finds that word.
            """,
        examples: [
            Example(
                in: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    "process.command_line:«/mimikatz/»", "process.name:(-«/cmd/» +\"net.exe\")",
                    #"file.name:«/admin\$/»^2"#,
                ],
                good: [
                    "process.command_line:/.*mimikatz.*/", "process.name:/cmd|net/", "process.name:/[cx]md/",
                    "process.name://",
                    "message:/failed/", "event.category:/process/", "process.name:\"cmd\"", "process.name:(x/cmd/)",
                ], on: .lucene),
            Example(
                in: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    #"process.name:(«/rundll32\.exe/» OR /wscript|cscript/)"#, "process.name:(\"net.exe\" !«/cmd/»)",
                    "process.name:(+«/cmd/» -\"net.exe\")", "process.name:(\"net.exe\" OR «/cmd/»)",
                ],
                good: [
                    "process.name:(\"rundll32.exe\" OR /wscript|cscript/)", "message:/failed/ AND process.name:/cmd.*/",
                ], on: .lucene),
            // The fields of the index are unknown.
            Example(
                good: """
                    index = ["my-alerts-*"]
                    language = "lucene"
                    query = 'alert.title:/failed/'
                    """, on: .lucene),
            // Other checks report these.
            Example(
                in: """
                    index = ["winlogbeat-*"]
                    language = "lucene"
                    query = '«»
                    """,
                good: [
                    "process.name:/^cmd/' # tenet: ignore[anchor-in-regex] the agent writes `^cmd`",
                    "process.name:/cmd$/' # tenet: ignore[anchor-in-regex] a share",
                    "file.path:/etc/passwd' # tenet: ignore[path-read-as-regex] finds `etc`",
                ], on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fields = view.query?.fields, let query = view.lucene else { return }
        for test in query.root?.tests ?? [] where !findings.isFull {
            guard let field = test.field, case .regex(let written) = test.question,
                let text = (try? Regex(written))?.onlyText, !text.isEmpty,
                !isReportedElsewhere(test, written, query.text)
            else { continue }
            let types = fields.types(of: field.name)
            guard !types.isEmpty, types.allSatisfy({ $0.family == .keyword }) else { continue }
            // A value that the field is known to have is a whole value.
            let known = fields.allowedValues(of: field.name) + fields.usualValues(of: field.name)
            if known.contains(text) { continue }
            let edit = view.checkedQuery?.edit(test.valueRange, "/.*\(written).*/")
            findings.add(
                finding(
                    view, at: view.place(test.valueRange),
                    "this expression matches only the value `\(text.prefix(60))`",
                    label: "always matches whole values"
                )
                .help("write `/.*\(written.prefix(60)).*/` to search inside the value, or the value without slashes")
                .fix(edit.map { Fix("search inside the value", .unsafe, $0) }))
        }
    }

    /// `anchor-in-regex` reports anchors, and `path-read-as-regex` the slashes of a path.
    private static func isReportedElsewhere(_ test: LuceneTest, _ written: String, _ query: String) -> Bool {
        let anchors = AnchorInRegex.anchors(of: written)
        if anchors.opens || anchors.closes { return true }
        let bytes = query.utf8
        let before = bytes.prefix(test.valueRange.start).last ?? 0x20
        let after = bytes.dropFirst(test.valueRange.end).first ?? 0x20
        return !(before <= 0x20 || ":(+-!".utf8.contains(before)) || !(after <= 0x20 || ")^".utf8.contains(after))
    }
}
