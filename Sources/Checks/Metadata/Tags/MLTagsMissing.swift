import Diagnostics
import Rules
import SourceText

/// A machine-learning rule without the two tags of its kind.
enum MLTagsMissing: RuleCheck {
    static let info = CheckInfo(
        id: "ml-tags-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a machine-learning rule lacks the tags of its kind",
        rationale: """
            Elastic's machine-learning rules carry both `Rule Type: ML` and `Rule Type: Machine Learning`: they need jobs \
            that run and a license that allows them, and people look for them by either name.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = 50
                    machine_learning_job_id = "rare_method_for_a_city"
                    «tags» = ["Domain: Cloud", "Rule Type: ML"]
                    """,
                good: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = 50
                    machine_learning_job_id = "rare_method_for_a_city"
                    tags = ["Domain: Cloud", "Rule Type: ML", "Rule Type: Machine Learning"]
                    """)
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
            .label(view.location(type.range), "rules of this type carry both")
            .help("add \(tags) to `tags`")
            .fix(TagList.adding(missing, view)))
    }
}
