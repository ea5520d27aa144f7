package import Diagnostics
package import Queries
import Rules
import SourceText

/// The queries of rules in another language, as `RuleTranslation` has them, several rules at once: what
/// `convert --to dsl|kuery|eql|lucene|esql` writes.
package enum RuleTranslator {
    /// The lines and what kept rules out of them.
    package struct Result: Sendable {
        /// A JSON object a line: `rule_id`, `name`, `type`, `language`, `query`. The query is a text, an object for `dsl`.
        package var text: String
        package var ruleCount: Int
        /// Of the rules that cannot be read.
        package var faults: [Diagnostic]
        /// The parts of queries that have no counterpart; a rule with one has no line.
        package var gaps: [Diagnostic]
        /// What was omitted because it finds nothing.
        package var notes: [Diagnostic]
    }

    /// The rules in the order of the paths.
    package static func translate(
        _ loaded: LoadedRules, to target: QueryLanguage, jobs: Int
    ) -> Result {
        let (rules, faults) = loaded.sorted(for: .translation)
        let lines = Parallel.map(count: rules.count, jobs: jobs) { RuleTranslation(of: rules[$0], to: target) }
        var result = Result(text: "", ruleCount: 0, faults: faults, gaps: [], notes: [])
        var writer = JSONWriter()
        for line in lines {
            result.gaps += line.gaps
            result.notes += line.notes
            guard let object = line.object else { continue }
            writer.value(object)
            writer.newline()
            result.ruleCount += 1
        }
        result.text = writer.text
        result.gaps.sort(by: Diagnostic.precedes)
        result.notes.sort(by: Diagnostic.precedes)
        return result
    }
}
