import Rules
import Schemas
import SourceText
import Workspace

/// What somebody said about a new rule, by flags or in answer to questions.
struct NewRuleAnswers {
    var name: String?
    var kind: RuleScaffold.Kind?
    var severity: RuleScaffold.Severity?
    var integration: String?
    var indices: [String]
    var tactic: String?
    var techniques: [String]
    var query: String?
    var author: String?

    /// One-line texts with the options that give them.
    var texts: [(option: String, text: String)] {
        [("--name", name), ("--integration", integration), ("--author", author)].compactMap { option, text in
            text.map { (option, $0) }
        } + indices.map { ("--index", $0) }
    }

    /// Asks for everything that no flag gave; an empty answer takes the choice that is first.
    ///
    /// `answer` prints a question with its choices and gives the line that follows.
    mutating func ask(_ answer: (_ question: String, _ choices: String) -> String) throws(UsageError) {
        name = Self.trimmed(answer("name of the rule", ""))
        if name == nil { throw UsageError("a rule needs a name") }
        if kind == nil {
            kind = try Self.choice(answer("type", "query; \(Self.names(RuleScaffold.Kind.self))"), "type")
        }
        if severity == nil {
            severity = try Self.choice(
                answer("severity", "medium; \(Self.names(RuleScaffold.Severity.self))"), "severity")
        }
        if author == nil { author = Self.trimmed(answer("author", "who writes the rule")) }
        if integration == nil { integration = Self.trimmed(answer("integration, such as aws or endpoint", "none")) }
        if tactic == nil { tactic = Self.trimmed(answer("ATT&CK tactic, by id or name", "none")) }
        if techniques.isEmpty, tactic != nil {
            techniques = answer("techniques, by ID, comma-separated", "none").split(separator: ",")
                .compactMap { Self.trimmed(String($0)) }
        }
    }

    /// The rule as it starts, with a new id and the day of today.
    func scaffold() throws(UsageError) -> RuleScaffold {
        guard let name = name.flatMap(Self.trimmed) else {
            throw UsageError("a rule needs a name", help: "give it with `--name`")
        }
        var scaffold = RuleScaffold(kind: kind ?? .query, name: name, id: RandomID.uuid(), day: WallClock.today)
        scaffold.severity = severity ?? .medium
        if let author = author.flatMap(Self.trimmed) { scaffold.author = author }
        scaffold.indices = indices
        scaffold.query = query
        if let integration {
            let manifest = IntegrationManifest.builtIn
            guard manifest.hasPackage(integration) else {
                let near = NearestName.clear(integration, among: manifest.packages)
                throw UsageError(
                    "unknown integration `\(integration)`",
                    help: near.map { "did you mean `\($0)`?" } ?? "give the index patterns with `--index` instead")
            }
            scaffold.integration = integration
        }
        do throws(AttackChoice.Unknown) {
            scaffold.tactic = try tactic.map { text throws(AttackChoice.Unknown) in try AttackChoice.tactic(text) }
            for text in techniques {
                let technique = try AttackChoice.technique(text, of: scaffold.tactic)
                if scaffold.tactic == nil { scaffold.tactic = AttackChoice.tactic(of: technique) }
                if !scaffold.techniques.contains(technique) { scaffold.techniques.append(technique) }
            }
        } catch {
            throw UsageError(error.message, help: error.help)
        }
        return scaffold
    }

    private static func names<Choice: CaseIterable & RawRepresentable>(_ type: Choice.Type) -> String
    where Choice.RawValue == String {
        Choice.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// The choice that an answer means; nil for an empty answer.
    private static func choice<Choice: CaseIterable & RawRepresentable>(
        _ text: String, _ name: String
    ) throws(UsageError) -> Choice? where Choice.RawValue == String {
        guard let text = trimmed(text) else { return nil }
        if let choice = Choice(rawValue: text.lowercased()) { return choice }
        throw UsageError("unknown \(name) `\(text)`", help: "it is one of \(names(Choice.self))")
    }

    /// Without spaces around it; nil for nothing, and for `none`.
    private static func trimmed(_ text: String) -> String? {
        let start = text.drop { $0 == " " || $0 == "\t" }
        guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }), start != "none" else { return nil }
        return String(start[...end])
    }
}
