package import Diagnostics
import Documents
import Elastic
package import Rules
package import Schemas
import SourceText

/// Turns rules into what other tools read.
package enum RuleConverter {
    /// The formats; `rawValue` is the word of `--to`.
    package enum Format: String, Sendable, CaseIterable {
        /// A JSON object a line, as Kibana's API takes them.
        case kibana
        /// The same with the line of counts that ends an import file.
        case ndjson
    }

    /// The text and what kept rules out of it.
    package struct Result: Sendable {
        /// Complete lines.
        package var text: String
        package var ruleCount: Int
        /// Of the rules that are left out.
        package var faults: [Diagnostic]
    }

    /// The rules in the order of the paths; those that cannot be read are left out and told.
    ///
    /// Rules of a bundle are written back as they stand, in its order; into an import file with all that it holds.
    /// With a lock each rule has the version that follows from it; without one only those that state their own.
    package static func convert(
        _ loaded: LoadedRules, to format: Format, stack: StackVersion, lock: VersionLock? = nil,
        bundles: [FolderBundle] = [], jobs: Int
    ) -> Result {
        let (rules, faults) = loaded.sorted
        let objects = Parallel.map(count: rules.count, jobs: jobs) { index in
            let item = rules[index]
            // A rule that came from Kibana goes back as its file states it.
            if bundles.contains(where: { $0.isOfBundle(item.source.path) }) {
                return item.rule.ruleEntry.map { JSONValue(WrittenValue($0.value)) } ?? .object([])
            }
            guard let lock else { return KibanaRule.json(item.rule, query: item.query, stack: stack) }
            return KibanaRule.json(item.rule, query: item.query, stack: stack, lock: lock)
        }
        let text =
            switch format {
            case .kibana: KibanaImportFile.lines(objects)
            case .ndjson where bundles.isEmpty: KibanaImportFile.text(objects)
            case .ndjson: KibanaImportFile.lines(FolderBundle.lines(bundles, rules.map(\.source.path), objects))
            }
        return Result(text: text, ruleCount: objects.count, faults: faults)
    }
}
