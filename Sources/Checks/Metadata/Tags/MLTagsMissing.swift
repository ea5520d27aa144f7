import Diagnostics
import Rules
import SourceText

/// A machine learning rule without the two tags of its type.
enum MLTagsMissing: RuleCheck {
    static let info = CheckInfo(
        id: "ml-tags-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "machine learning rule without the tags of its type",
        rationale: """
            Elastic's machine learning rules have both `Rule Type: ML` and `Rule Type: Machine Learning`: they need \
            a license and running jobs, and users search for them by either name.
            """,
        examples: [
            Example(
                bad: "«tags» = [\"Domain: Cloud\", \"Rule Type: ML\"]",
                good: [
                    "tags = [\"Domain: Cloud\", \"Rule Type: ML\", \"Rule Type: Machine Learning\"]",
                    "tags = [\"Rule Type: Machine learning\", \"Rule Type: Ml\"]",
                ], on: .machineLearning),
            Example(
                bad: [
                    "«tags» = [\"Rule Type: Machine Learning\"]", "«tags» = [\"Domain: Endpoint\"]",
                    "type = «\"machine_learning\"»",
                ], on: .machineLearning),
            Example(good: "tags = [\"Domain: Cloud\"]"),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let type = view.rule.elastic.type, type.value == .machineLearning else { return }
        let missing = TagList.missing(["Rule Type: ML", "Rule Type: Machine Learning"], view)
        if missing.isEmpty { return }
        let tags = WordList.enumeration(missing)
        findings.add(
            finding(
                view, at: TagList.place(view, else: type.range),
                "the tag\(missing.count == 1 ? "" : "s") \(tags) \(missing.count == 1 ? "is" : "are") missing"
            )
            .label(view.location(type.range), "rules of this type have both")
            .help("add \(tags) to `tags`")
            .fix(TagList.adding(missing, view)))
    }
}
