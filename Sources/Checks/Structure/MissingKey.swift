import Diagnostics
import Documents
import Rules

/// A key that must be there and is not.
enum MissingKey: RuleCheck {
    static let info = CheckInfo(
        id: "missing-key", category: .structure, severity: .error, needsWholeFile: true,
        summary: "a key that every rule of this type must have is missing",
        rationale: """
            Kibana refuses a rule without these keys, or the rule's own file format does. Which ones are needed follows \
            from the rule's type; keys of tables that may be omitted are needed only where the table is there.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    # without severity
                    risk_score = 47
                    """,
                good: """
                    [rule]
                    severity = "medium"
                    risk_score = 47
                    """),
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.«tactic»]
                    id = "TA0006"
                    name = "Credential Access"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // A file without `[rule]` is told as such.
        if view.rule.ruleEntry == nil { return }
        for fault in view.schemaViolations {
            guard case .missingKey(let key) = fault.kind else { continue }
            // The query and its language have checks that know when they are needed.
            if fault.path == ["rule", "query"] { continue }
            let owner = fault.tableName == "the rule" ? "of type" : "of a rule of type"
            let type = view.rule.elastic.type.map { " \(owner) `\($0.value.rawValue)`" } ?? ""
            let whose = key.types == nil && key.requiredFor.isEmpty ? "" : type
            findings.add(finding(view, fault, key, whose))
        }
    }

    private static func finding(
        _ view: borrowing some FileView, _ fault: SchemaViolation, _ key: RuleShape.Key, _ type: String
    ) -> Diagnostic {
        finding(view, at: fault.range, "\(fault.tableName)\(type) has no `\(fault.name)`").help(help(key))
    }

    private static func help(_ key: RuleShape.Key) -> String {
        if case .oneOf(let words) = key.kind { return "add it; its value is \(WordList.alternatives(words, limit: 8))" }
        return "add it; its value is \(key.kind.phrase)"
    }
}

extension MissingKey: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for fault in view.schemaViolations {
            if case .missingKey(let key) = fault.kind { findings.add(finding(view, fault, key, "")) }
        }
    }
}

extension RuleShape.Kind {
    /// What a key of this kind takes, with its article.
    var phrase: String {
        switch self {
        case .string: "a string"
        case .text: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "`true` or `false`"
        case .stringList: "a list of strings"
        case .stringOrList: "a string or a list of strings"
        case .date: "a string of the form `YYYY/MM/DD`"
        case .oneOf: "a string"
        case .table, .freeTable, .tableOf: "a table"
        case .tableList: "a list of tables"
        case .tableOrStrings: "a table"
        case .listOf(let item): "a list, each item \(item.phrase)"
        case .freeList: "a list"
        case .any: "anything"
        }
    }
}
