import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A rule for one operating system that runs over all of them.
enum MissingHostOSType: RuleCheck {
    static let info = CheckInfo(
        id: "missing-host-os-type", category: .query, severity: .error, fix: .sometimes(.unsafe),
        summary: "rule in the folder of an operating system does not test `host.os.type`",
        rationale: """
            The indices of endpoints hold the events of all operating systems. A rule for one of them that does not test \
            `host.os.type` reads the others' events too, and a process of the same name there creates an alert.
            """,
        examples: [
            Example(
                in: """
                    index = ["logs-endpoint.events.process-*"]
                    language = "kuery"
                    type = "query"
                    query = «»
                    """,
                bad: [
                    "\"event.category:process and process.name:vaultctl\"",
                    "\"process.name:vaultctl or process.args:vault\"",
                ],
                good: "\"host.os.type:linux and event.category:process and process.name:vaultctl\"", on: .eql,
                badPath: "rules/linux/example.toml", goodPath: "rules/linux/example.toml"),
            Example(
                in: "query = «»",
                bad: [
                    "'process where process.name == \"id.exe\"'",
                    "'process where process.name == \"id.exe\" or process.args == \"id\"'",
                    """
                    '''
                    sequence by host.id with maxspan=1m
                      [process where process.name == "id.exe"]
                      [process where process.name == "whoami.exe"]
                    '''
                    """,
                ],
                good: "'process where host.os.type == \"windows\" and process.name == \"id.exe\"'", on: .eql,
                badPath: ["rules/windows/example.toml", "rules/macos/example.toml"],
                goodPath: "rules/windows/example.toml"),
            Example(
                in: "language = \"lucene\"\ntype = \"query\"\nquery = «»",
                bad: ["\"process.name:vaultctl\"", "\"process.name:vaultctl OR process.args:vault\""],
                good: "\"host.os.type:linux AND process.name:vaultctl\"", on: .eql, badPath: "rules/linux/example.toml",
                goodPath: "rules/linux/example.toml"),
            Example(
                good: """
                    query = 'process where process.name == "id.exe"'
                    """, on: .eql, goodPath: ["rules/cross-platform/example.toml", "example.toml"]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let folder = view.path.folder, ["windows", "macos", "linux"].contains(folder),
            let query = view.checkedQuery, !query.query.facts.fields.contains(where: { $0.name == "host.os.type" })
        else { return }
        findings.add(
            finding(
                view, at: query.query.text.range,
                "the query does not test `host.os.type`, and the file is in the folder `\(folder)`"
            )
            .help("begin the condition with a test of `host.os.type`")
            .fix(fix(query, String(folder))))
    }

    /// Only where the query is one condition.
    private static func fix(_ query: QueryView, _ system: String) -> Fix? {
        let place: (range: ByteRange, isOr: Bool, clause: String)
        switch query.query.tree {
        case .kql(let tree):
            guard let root = tree.root else { return nil }
            var isOr = false
            if case .or = root { isOr = true }
            place = (root.range, isOr, "host.os.type:\(system)")
        case .eql(let tree):
            guard case .event(let filter)? = tree.statement else { return nil }
            var isOr = false
            if case .or = filter.condition { isOr = true }
            place = (filter.condition.range, isOr, "host.os.type == \"\(system)\"")
        case .lucene(let tree):
            guard let root = tree.root else { return nil }
            // Between clauses of one list the word would change them all.
            var isList = false
            if case .clauses = root { isList = true }
            place = (root.range, isList, "host.os.type:\(system)")
        }
        let word = query.query.tree.lucene == nil ? " and " : " AND "
        let scalar = query.query.text.scalar
        let start = place.range.start
        let end = place.range.end
        guard
            let open = ScalarEdits.replace(
                start..<start, of: scalar, with: place.clause + word + (place.isOr ? "(" : ""))
        else { return nil }
        let title = "test `host.os.type`"
        if !place.isOr { return Fix(title, .unsafe, open) }
        return ScalarEdits.replace(end..<end, of: scalar, with: ")").flatMap { Fix(title, .unsafe, [open, $0]) }
    }
}
