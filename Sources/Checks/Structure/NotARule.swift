import Diagnostics
import Documents
import Rules
import SourceText

/// A file without a rule in it.
enum NotARule: RuleCheck {
    static let info = CheckInfo(
        id: "not-a-rule", category: .structure, severity: .error, needsWholeFile: true,
        summary: "the file has no `[rule]` table",
        rationale: """
            A rule file holds two tables: `[metadata]` says what the file is, `[rule]` what it detects. Without the \
            second nothing is detected. A file that is not a rule belongs elsewhere, or its name should end otherwise.
            """,
        examples: [
            Example(
                bad: """
                    «»[metadata]
                    creation_date = "2026/01/05"
                    updated_date = "2026/01/05"
                    """,
                good: """
                    [metadata]
                    creation_date = "2026/01/05"
                    updated_date = "2026/01/05"

                    [rule]
                    author = ["Example Authors"]
                    description = "Reports each change to a key vault."
                    index = ["logs-azure.activitylogs-*"]
                    language = "kuery"
                    name = "Key Vault Changed"
                    query = "event.dataset:azure.activitylogs"
                    risk_score = 47
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    severity = "medium"
                    type = "query"
                    """, isWhole: true)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.ruleEntry == nil else { return }
        let place = ByteRange(at: view.document.root.range.start)
        guard let table = view.document.root.table else {
            let kind = view.document.root.array == nil ? view.document.root.kindName : "list"
            findings.add(
                finding(view, at: place, "the file is not a rule: it holds a \(kind), not tables")
                    .help("write a `[metadata]` and a `[rule]` table"))
            return
        }
        if view.isMisspelt(["rule"]) { return }
        if let (what, help) = otherKind(table) {
            return findings.add(
                finding(view, at: place, "the file holds \(what), not a rule", severity: .warning).help(help))
        }
        findings.add(
            finding(view, at: place, table.entries.isEmpty ? "the file is empty" : "the file has no `[rule]` table")
                .help("put the rule's name, query and other keys below a `[rule]` header"))
    }

    /// Files of Elastic's repositories that lie beside rules and are none.
    private static func otherKind(_ table: Table) -> (what: String, help: String)? {
        if table["hunt"] != nil { return ("a hunt", "hunts are queries for people; leave their folder out") }
        if table["exceptions"] != nil { return ("exceptions", "name the folders with rules only") }
        if table["actions"] != nil { return ("actions", "name the folders with rules only") }
        return nil
    }
}

extension NotARule: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        let objects = view.input.objects
        guard let first = objects.first else {
            return findings.add(finding(view, at: ByteRange(at: 0), "the file is empty"))
        }
        if objects.allSatisfy({ isOther($0.kind) }) {
            let range = ByteRange(at: first.document.root.range.start)
            let subject = view.input.isLines ? "no Kibana export: the first line is" : "no rule: the file is"
            findings.add(
                finding(view, at: range, "\(subject) \(name(first))")
                    .help("a rule has at least `name`, `type` and `rule_id`, as Kibana's rule export writes them"))
            return
        }
        for object in objects where isOther(object.kind) && !findings.isFull {
            let range = ByteRange(at: object.document.root.range.start)
            findings.add(
                finding(view, at: range, "neither a rule nor an exception or connector, but \(name(object))")
                    .help("remove it from the file: Kibana refuses it"))
        }
    }

    private static func isOther(_ kind: KibanaInput.Kind) -> Bool {
        switch kind {
        case .savedObject, .unknown: true
        case .rule, .exceptionList, .exceptionItem, .connector, .trailer: false
        }
    }

    private static func name(_ object: KibanaInput.Object) -> String {
        if case .savedObject(let type) = object.kind, !type.isEmpty {
            return "a saved object of type `\(type.prefix(60))`"
        }
        let root = object.document.root
        guard let table = root.table else { return root.array == nil ? "a \(root.kindName)" : "a list" }
        if table.entries.isEmpty { return "an object without members" }
        let keys = table.entries.prefix(3).map { "`\($0.key.prefix(40))`" }.joined(separator: ", ")
        return "an object of \(keys)\(table.entries.count > 3 ? " and others" : "")"
    }
}
