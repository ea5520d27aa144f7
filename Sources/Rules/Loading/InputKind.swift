import Diagnostics
import Documents
import SourceText

/// What an input is, judged by its content, and for Tenet's own files by the name.
///
/// Broken and empty text is never taken for something other than a rule file: a typo must not make a rule disappear.
package enum InputKind: Sendable, Hashable {
    /// Tables `metadata`, `rule` and `transform`.
    case ruleFile
    /// Objects that Kibana writes or reads, and flat rules: the same object as TOML or YAML.
    case kibana
    /// Exception lists with their items, or connectors of rule actions, as Elastic's repository keeps them beside rules.
    case exceptions, connectors
    /// Actions of one rule, as Elastic's repository keeps them beside rules.
    case actions
    /// Plainly not a rule.
    case other(OtherInput)

    /// Whether a folder scan passes over it.
    package var isOther: Bool { if case .other = self { true } else { false } }
}

/// Files that are beside rules and hold none.
package enum OtherInput: String, Sendable, Hashable, CaseIterable, Comparable {
    case sigma, endpointRule, hunt, testCases, settings, exportBundle
    case workflow, compose, kubernetes, pythonProject, preCommit, site, packageManifest, timeline
    case unknown

    /// What one of them is called, with its article.
    package var name: String {
        switch self {
        case .sigma: "a Sigma rule"
        case .endpointRule: "a behavior rule of Elastic Endpoint"
        case .hunt: "a hunt"
        case .testCases: "a file of test cases"
        case .settings: "Tenet's settings"
        case .exportBundle: "what an export held besides rules"
        case .workflow: "a CI workflow"
        case .compose: "a Compose file"
        case .kubernetes: "a Kubernetes manifest"
        case .pythonProject: "a Python project file"
        case .preCommit: "a pre-commit configuration"
        case .site: "a site configuration"
        case .packageManifest: "a package manifest"
        case .timeline: "a timeline template"
        case .unknown: "a file without a rule"
        }
    }

    /// What several are called.
    package var plural: String {
        switch self {
        case .sigma: "Sigma rules"
        case .endpointRule: "Endpoint behavior rules"
        case .hunt: "hunts"
        case .testCases: "files of test cases"
        case .settings: "settings files"
        case .exportBundle: "export bundles"
        case .workflow: "CI workflows"
        case .compose: "Compose files"
        case .kubernetes: "Kubernetes manifests"
        case .pythonProject: "Python project files"
        case .preCommit: "pre-commit configurations"
        case .site: "site configurations"
        case .packageManifest: "package manifests"
        case .timeline: "timeline templates"
        case .unknown: "files without a rule"
        }
    }

    /// `3 Sigma rules`, `1 Compose file`.
    package func counted(_ count: Int) -> String {
        if count != 1 { return "\(count) \(plural)" }
        let words = name.split(separator: " ", maxSplits: 1)
        return words.first == "a" && words.count == 2 ? "1 \(words[1])" : "1 \(plural)"
    }

    /// What to do with one that was named; nil where there is nothing to say.
    package var help: String? {
        switch self {
        case .sigma: "Tenet does not read Sigma yet; leave the file out"
        case .endpointRule: "Kibana's detection engine does not run it; leave the file out"
        case .hunt: "hunts are queries for people; leave their folder out"
        case .testCases: "`tenet test` runs it"
        case .settings: "`tenet config` shows what it says"
        case .exportBundle: "`tenet convert --to ndjson FOLDER` reads it together with the rules"
        case .timeline: "import it in Kibana as a timeline template"
        case .workflow, .compose, .kubernetes, .pythonProject, .preCommit, .site, .packageManifest, .unknown:
            "a rule file has a `rule` table; leave other files out"
        }
    }

    /// Whether it is one of Tenet's own files: a shell's `*` names it together with the rules, which is not a mistake.
    package var isOwn: Bool { self == .testCases || self == .settings || self == .exportBundle }

    package static func < (a: OtherInput, b: OtherInput) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

/// What one document is.
enum DocumentKind: Equatable {
    case rule, flatRule, exceptions, connectors, actions
    /// No member at all, or text that could not be read.
    case empty
    case other(OtherInput)

    init(of root: Node) {
        guard let table = root.table else {
            switch root.value {
            case .null, .invalid: self = .empty
            case .string, .integer, .float, .boolean, .date, .array, .table: self = .other(.unknown)
            }
            return
        }
        if table.entries.isEmpty {
            self = .empty
        } else if table["rule"] != nil {
            self = Self.isEndpointRule(table) ? .other(.endpointRule) : .rule
        } else if Self.isFlatRule(table) {
            self = .flatRule
        } else if table["exceptions"]?.value.array != nil {
            self = .exceptions
        } else if table["action_connectors"]?.value.array != nil {
            self = .connectors
        } else if table["hunt"] != nil {
            self = .other(.hunt)
        } else if table["apiVersion"] != nil, table["kind"] != nil {
            self = .other(.kubernetes)
        } else if table["actions"]?.value.array != nil {
            self = .actions
        } else if table["metadata"] != nil || Self.isMisspeltRule(table) {
            self = .rule
        } else {
            self = .other(Self.other(table))
        }
    }

    /// A `rule` table of Elastic Endpoint's: it names systems and has no risk score.
    private static func isEndpointRule(_ table: Table) -> Bool {
        guard let rule = table["rule"]?.value.table else { return false }
        return rule["os_list"]?.value.array != nil && rule["rule_id"] == nil && rule["type"] == nil
    }

    /// Keys that hardly anything but a detection rule of Elastic has.
    private static let signs = [
        "risk_score", "severity", "query", "language", "index", "threat", "false_positives", "max_signals", "interval",
    ]

    private static func isFlatRule(_ table: Table) -> Bool {
        if table["detection"] != nil || table["logsource"] != nil { return false }
        if table["rule_id"] != nil { return true }
        let count = signs.count { table[$0] != nil }
        let isTyped = table["type"]?.value.string.flatMap { RuleType(rawValue: $0) } != nil
        return isTyped && count > 0 || table["risk_score"] != nil && count > 2
    }

    /// A table whose name is nearly `rule`, with members of a rule.
    private static func isMisspeltRule(_ table: Table) -> Bool {
        table.entries.contains { entry in
            guard let members = entry.value.table, NearestName.clear(entry.key, among: ["rule", "metadata"]) != nil
            else { return false }
            return ["rule_id", "name", "query", "severity", "creation_date"].contains { members[$0] != nil }
        }
    }

    private static func other(_ table: Table) -> OtherInput {
        func has(_ names: String...) -> Bool { names.allSatisfy { table[$0] != nil } }
        if has("detection") || has("logsource") || has("title", "correlation") || has("title", "filter") {
            return .sigma
        }
        if has("cases") { return .testCases }
        if has("project") || has("build-system") || has("tool") { return .pythonProject }
        if has("services") { return .compose }
        if has("jobs") || has("stages") || has("workflows") || has("on") { return .workflow }
        if has("repos") { return .preCommit }
        if has("site_name") || has("docs_dir") { return .site }
        if has("savedObjectId", "timelineType") || has("templateTimelineId") { return .timeline }
        if has("format_version") || has("package") || has("dependencies") { return .packageManifest }
        return .unknown
    }
}

extension InputKind {
    /// The kind of a file that was read. Tenet's own files are known by their names, whatever they hold.
    init(_ parsed: ParsedFile, in source: SourceFile) {
        if let own = Self.own(path: source.path) {
            self = .other(own)
            return
        }
        let syntax = DocumentSyntax(path: source.path)
        let isJSON = syntax == .json || syntax == .ndjson || parsed.documents.first?.syntax == .json
        if isJSON {
            let isRuleFile = !parsed.isLines && parsed.documents.first.map { Self.hasRuleTables($0.root) } == true
            self = isRuleFile ? .ruleFile : .kibana
            return
        }
        let isBroken = parsed.findings.contains { $0.severity == .error }
        let kinds = parsed.documents.map { DocumentKind(of: $0.root) }
        if isBroken || kinds.contains(.rule) || kinds.allSatisfy({ $0 == .empty }) {
            self = kinds.contains(.flatRule) && !kinds.contains(.rule) ? .kibana : .ruleFile
        } else if kinds.contains(.flatRule) {
            self = .kibana
        } else if kinds.contains(.exceptions) {
            self = .exceptions
        } else if kinds.contains(.connectors) {
            self = .connectors
        } else if kinds.contains(.actions) {
            self = .actions
        } else {
            let others = kinds.compactMap { kind -> OtherInput? in
                if case .other(let other) = kind { other } else { nil }
            }
            self = .other(others.first ?? .unknown)
        }
    }

    private static func hasRuleTables(_ root: Node) -> Bool {
        root["rule"]?.table != nil || root["metadata"]?.table != nil
    }

    /// The kind of Tenet's own files; nil for others.
    package static func own(path: String) -> OtherInput? {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        if name == "tenet.toml" { return .settings }
        if name == "_bundle.toml" { return .exportBundle }
        for ending in [".toml", ".yml", ".yaml"] where name.hasSuffix(".test" + ending) { return .testCases }
        return nil
    }
}
