package import Diagnostics
import Documents
import Queries
package import Rules
import SourceText

extension LoadedRule {
    /// Why the rule cannot be converted or shown: what its reader could not read, no `rule` table, a query that is not
    /// of its language. Empty for a rule that can.
    package var faults: [Diagnostic] {
        let unreadable = syntaxFindings.filter { $0.severity == .error }
        guard unreadable.isEmpty else { return unreadable }
        guard rule.ruleEntry?.value.table != nil else {
            let label = Label(Location(source.id, ByteRange(at: document.root.range.start)))
            return [
                Diagnostic("missing-key", category: "structure", .error, "no `rule` table in this document", at: label)
            ]
        }
        guard let query else { return [] }
        return query.tree.issues.map { query.located($0, in: source.id) }
    }
}

extension LoadedRules {
    /// The rules that can be used, in the order of the files, and what is wrong with the others, none told twice.
    package var sorted: (usable: [LoadedRule], faults: [Diagnostic]) {
        var usable: [LoadedRule] = []
        var faults: [Diagnostic] = []
        for file in files {
            let rules = file.rules.map { (rule: $0, faults: $0.faults) }
            usable += rules.filter(\.faults.isEmpty).map(\.rule)
            var seen: Set<Diagnostic> = []
            // A file without documents has no rule that could tell.
            let all = rules.flatMap(\.faults) + file.syntaxFindings.filter { $0.severity == .error }
            faults += all.filter { seen.insert($0).inserted }
        }
        return (usable, faults.sorted(by: Diagnostic.precedes))
    }
}
