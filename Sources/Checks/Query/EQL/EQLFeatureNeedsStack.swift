import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A part of EQL that the oldest stack of the rule does not have.
enum EQLFeatureNeedsStack: RuleCheck {
    static let info = CheckInfo(
        id: "eql-feature-needs-stack", category: .query, severity: .error,
        summary: "the query uses a part of EQL that comes later than `min_stack_version`",
        rationale: """
            `with runs` and optional fields came with 7.16, samples with 8.6, missing events with 8.9. An older stack \
            refuses the query, and the rule fails at every run.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_version = "8.5.0"

                    [rule]
                    type = "eql"
                    language = "eql"
                    query = '''
                    «sample» by source.ip
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """,
                good: """
                    [metadata]
                    min_stack_version = "8.6.0"

                    [rule]
                    type = "eql"
                    language = "eql"
                    query = '''
                    sample by source.ip
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """)
        ])

    private static let (repeats, samples, missing) = (StackVersion(7, 16), StackVersion(8, 6), StackVersion(8, 9))

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let minimum = view.rule.metadata.minStackVersion,
            let oldest = StackVersion(minimum.text), oldest < missing
        else { return }
        for (name, range, version) in features(query) where oldest < version {
            findings.add(
                finding(view, at: query.range(range), "\(name) needs stack \(version)")
                    .label(view.location(minimum.range), "the rule is for stacks from here on")
                    .help("raise `min_stack_version`, or write the query without it"))
        }
    }

    private static func features(_ query: QueryView) -> [(String, ByteRange, StackVersion)] {
        var features: [(String, ByteRange, StackVersion)] = []
        if case .series(let series)? = query.query.tree.eql?.statement {
            if series.kind == .sample { features.append(("a sample", series.wordRange, samples)) }
            for stage in series.stages {
                if stage.isMissing { features.append(("a missing event", stage.range, missing)) }
                if stage.runs != nil { features.append(("`with runs`", stage.range, repeats)) }
            }
        }
        for step in query.steps {
            for field in step.filter.condition.fields + step.keys where field.isOptional {
                features.append(("an optional field", field.range, repeats))
            }
        }
        return features
    }
}
