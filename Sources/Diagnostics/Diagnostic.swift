package import SourceText

/// A place in a file with a few words on what it is.
package struct Label: Hashable, Sendable {
    package var location: Location
    /// May be empty: then only the place is marked.
    package var text: String

    package init(_ location: Location, _ text: String = "") {
        self.location = location
        self.text = text
    }
}

/// One finding: what is wrong, where, why, and how to repair it.
///
/// Text rules: the message is a fragment that states the fact, lower case, names in backticks, no full stop. A label
/// says what its span is; a note says why, or where the rule comes from; help says what to do.
package struct Diagnostic: Hashable, Sendable {
    /// The check's id, kebab-case.
    package var id: String
    /// The check's category, such as `syntax` or `attack`.
    package var category: String
    package var severity: Severity
    package var message: String
    package var primary: Label
    /// The other places, in the order in which they should be read.
    package var secondary: [Label] = []
    package var notes: [String] = []
    package var help: [String] = []
    package var fix: Fix?
    /// The id of the rule that the finding is about, where it is known.
    package var ruleID: String?

    package init(_ id: String, category: String, _ severity: Severity, _ message: String, at primary: Label) {
        self.id = id
        self.category = category
        self.severity = severity
        self.message = message
        self.primary = primary
    }

    package var location: Location { primary.location }

    package func label(_ location: Location, _ text: String) -> Diagnostic {
        with { $0.secondary.append(Label(location, text)) }
    }

    package func note(_ text: String) -> Diagnostic { with { $0.notes.append(text) } }
    package func help(_ text: String) -> Diagnostic { with { $0.help.append(text) } }
    package func fix(_ fix: Fix?) -> Diagnostic { with { $0.fix = fix ?? $0.fix } }

    private func with(_ change: (inout Diagnostic) -> Void) -> Diagnostic {
        var copy = self
        change(&copy)
        return copy
    }

    /// Order of findings in every output: path order, then place, then id.
    package static func precedes(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
        if a.location.source != b.location.source { return a.location.source < b.location.source }
        if a.location.range != b.location.range { return a.location.range < b.location.range }
        return (a.id, a.message) < (b.id, b.message)
    }
    /// The indices of at most `most` findings, ascending: errors are kept before warnings, warnings before infos, so that
    /// what is cut never changes the exit code.
    package static func gravest(_ most: Int, of findings: [Diagnostic]) -> [Int] {
        guard findings.count > most else { return Array(findings.indices) }
        var room = most
        var kept = [Bool](repeating: false, count: findings.count)
        for severity in Severity.allCases.sorted().reversed() {
            for index in findings.indices where room > 0 && findings[index].severity == severity {
                kept[index] = true
                room -= 1
            }
        }
        return findings.indices.filter { kept[$0] }
    }
}
