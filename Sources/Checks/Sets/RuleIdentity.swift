import Documents
package import Queries
import Rules
package import SourceText

/// What tells a rule from the others of its set: kept of every rule of a run, so that checks can look across files.
package struct RuleIdentity: Sendable {
    /// A text and where it is.
    package struct Word: Sendable {
        package var text: String
        package var location: Location
    }

    /// What a rule looks for, and where it says so.
    package struct Detection: Sendable {
        package var digest: ExprDigest
        package var location: Location
    }

    /// The rule's id, for findings about it.
    package var ruleID: Word?
    package var name: Word?
    /// Where the rule begins.
    package var beginning: Location
    /// As the user named the file; nil for a rule that is among others in a file of Kibana.
    private var path: String?
    /// The only integration of a rule that is no building block: the file belongs into that one's folder.
    package var integration: Word?
    /// Active and deprecated rules may share ids and names: those are two sets.
    package var isDeprecated: Bool
    /// Rules of Kibana's own files are compared inside one file only: two exports, or two versions of an asset, may hold
    /// one rule.
    package var isKibana: Bool
    /// What the rule looks for and where, at its query or its job; nil where it looks for nothing.
    package var detection: Detection?

    /// The name of the file, at the rule's beginning.
    var fileName: Word? {
        path.flatMap { FileStem(RulePath($0)) }.map { Word(text: $0.text, location: beginning) }
    }

    /// The folder below `integrations` that the file is in.
    var integrationFolder: String? {
        path.flatMap { RulePath($0).folder(below: "integrations") }.map { String($0) }
    }

    /// Every place that a finding about rules of the set may show.
    package var places: [Location] {
        [ruleID?.location, name?.location, beginning, integration?.location, detection?.location]
            .compactMap(\.self)
    }

    /// `path` is that of the rule file; nil for a rule that is among others in a file of Kibana.
    init(_ view: RuleView, path: String?) {
        let word = { (text: RuleText?) in
            text.map { Word(text: $0.text, location: Location(view.rule.source, $0.range)) }
        }
        ruleID = word(view.rule.id)
        name = word(view.rule.name)
        self.path = path
        beginning = view.location(view.beginning)
        let integrations = view.rule.metadata.integration?.items ?? []
        if integrations.count == 1, view.rule.elastic.buildingBlockType == nil {
            integration = Word(text: integrations[0].value, location: Location(view.rule.source, integrations[0].range))
        }
        isDeprecated = view.isDeprecated
        isKibana = path == nil
        // An export may hold a rule beside the copy that was made of it.
        if !isDeprecated, !isKibana, let digest = RuleDigest.digest(of: view),
            let place = view.rule.elastic.query?.range ?? view.rule.entry("machine_learning_job_id")?.value.range
        {
            detection = Detection(digest: digest, location: Location(view.rule.source, place))
        }
    }
}
