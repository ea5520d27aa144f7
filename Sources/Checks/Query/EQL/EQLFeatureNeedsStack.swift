import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A feature of EQL that the oldest stack of the rule does not have.
enum EQLFeatureNeedsStack: RuleCheck {
    static let info = CheckInfo(
        id: "eql-feature-needs-stack", category: .query, severity: .error,
        summary: "EQL query uses a feature that is newer than `min_stack_version`",
        rationale: """
            `with runs` and optional fields need 7.16, samples 8.6, missing events 8.9. An older stack refuses the \
            query, and the rule fails at every run.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_version = "8.5.0"

                    [rule]
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    «sample» by host.id
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    '''
                    """,
                good: """
                    [metadata]
                    min_stack_version = "8.6.0"

                    [rule]
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    sample by host.id
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    '''
                    """, on: .eql),
            Example(
                in: """
                    [metadata]
                    min_stack_version = "8.8.0"

                    [rule]
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    """
                    sequence by process.entity_id with maxspan=1m
                      [process where process.name == "cmd.exe"]
                      «![network where destination.port == 443]»
                    """
                ],
                good: [
                    """
                    sample by host.id
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                    """
                    sequence by process.entity_id with maxspan=1m
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                ],
                on: .eql),
            Example(
                in: """
                    [metadata]
                    min_stack_version = "7.15.0"

                    [rule]
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    """
                    sequence by process.entity_id with maxspan=1m
                      «[process where process.name == "cmd.exe"] with runs=3»
                      [network where destination.port == 443]
                    """,
                    #"process where process.name == "cmd.exe" and «?process.code» == "x""#,
                    """
                    sequence by «?process.entity_id» with maxspan=1m
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                    """
                    sequence with maxspan=1m
                      [process where process.name == "cmd.exe"] by process.entity_id
                      [network where destination.port == 443] by «?process.entity_id»
                    """,
                ],
                good: [
                    #"process where process.name == "cmd.exe""#,
                    """
                    sequence by process.entity_id with maxspan=1m
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                ],
                on: .eql),
            Example(
                good: [
                    """
                    [metadata]
                    min_stack_version = "8.9.0"

                    [rule]
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by process.entity_id with maxspan=1m
                      [process where process.name == "cmd.exe"]
                      ![network where destination.port == 443]
                    '''
                    """,
                    """
                    [metadata]
                    min_stack_version = "7.16.0"

                    [rule]
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by process.entity_id with maxspan=1m
                      [process where process.name == "cmd.exe"] with runs=3
                      [network where destination.port == 443]
                    '''
                    """,
                    """
                    [metadata]
                    min_stack_version = "7.16.0"

                    [rule]
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    process where process.name == "cmd.exe" and ?process.code == "x"
                    '''
                    """,
                    """
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    sample by host.id
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    '''
                    """,
                ], on: .eql),
        ])

    private static let (repeats, samples, missing) = (StackVersion(7, 16), StackVersion(8, 6), StackVersion(8, 9))

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let minimum = view.rule.metadata.minStackVersion,
            let oldest = StackVersion(minimum.text)
        else { return }
        for (name, range, version) in features(query) where oldest < version {
            findings.add(
                finding(view, at: query.range(range), "\(name) needs stack \(version)")
                    .label(view.location(minimum.range), "oldest stack of the rule")
                    .help("raise `min_stack_version`, or write the query without it"))
        }
    }

    private static func features(_ query: QueryView) -> [(String, ByteRange, StackVersion)] {
        var features: [(String, ByteRange, StackVersion)] = []
        if case .series(let series)? = query.query.tree.eql?.statement {
            if series.kind == .sample { features.append(("a sample", series.wordRange, samples)) }
            for field in series.keys where field.isOptional {
                features.append(("an optional field", field.range, repeats))
            }
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
