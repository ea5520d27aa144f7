package import Diagnostics
package import Rules

extension LoadedRules {
    /// The rules that can be converted, in the order of the files, and why the others cannot, none reported twice.
    package var sorted: (usable: [LoadedRule], faults: [Diagnostic]) { sorted(for: .conversion) }

    /// The rules that can be used in that way, in the order of the files, and why the others cannot, none reported twice.
    package func sorted(for use: LoadedRule.Use) -> (usable: [LoadedRule], faults: [Diagnostic]) {
        let usable = files.flatMap { $0.rules.filter { $0.faults(for: use).allSatisfy { $0.severity < .error } } }
        return (usable, files.flatMap { $0.faults(for: use) }.sorted(by: Diagnostic.precedes))
    }
}
