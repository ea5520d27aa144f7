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
///
/// It is thrown where it is the one reason why there is not a result.
package struct Diagnostic: Error, Hashable, Sendable {
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
    /// What it means for the text at `primary`.
    package var effect = Effect.worthALook
    /// What a query's parser or its types object to, which key is missing, which value is lost; nil for findings about anything else.
    package var cause: Cause?
    /// Where the language's own parser reports a syntax error; nil where that is the start of the range.
    package var parserOffset: Int?
    /// What to write in place of `range` in the query that was most likely meant; nil where that is a guess.
    package var replacement: String?

    package init(_ id: String, category: String, _ severity: Severity, _ message: String, at primary: Label) {
        self.id = id
        self.category = category
        self.severity = severity
        self.message = message
        self.primary = primary
    }

    package var location: Location { primary.location }
    /// The bytes of the source that it is about.
    package var range: ByteRange {
        get { primary.location.range }
        set { primary.location.range = newValue }
    }
    /// Where the language's own parser reports the error.
    package var offset: Int {
        get { parserOffset ?? range.start }
        set { parserOffset = newValue }
    }

    package func label(_ location: Location, _ text: String) -> Diagnostic {
        with { $0.secondary.append(Label(location, text)) }
    }

    package func note(_ text: String) -> Diagnostic { with { $0.notes.append(text) } }
    package func help(_ text: String) -> Diagnostic { with { $0.help.append(text) } }
    /// Adds the help, if there is one.
    package func help(_ text: String?) -> Diagnostic { text.map { help($0) } ?? self }
    package func help(_ texts: [String]) -> Diagnostic { with { $0.help += texts } }
    package func effect(_ effect: Effect) -> Diagnostic { with { $0.effect = effect } }
    package func fix(_ fix: Fix?) -> Diagnostic { with { $0.fix = fix ?? $0.fix } }

    /// The same in a file: of an unplaced text whose bytes come from the ranges that `place` gives.
    package func moved(to source: SourceID, _ place: (ByteRange) -> ByteRange = { $0 }) -> Diagnostic {
        var moved = self
        moved.primary.location = Location(source, place(range))
        for index in moved.secondary.indices {
            moved.secondary[index].location = Location(source, place(secondary[index].location.range))
        }
        return moved
    }

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
    package static func mostSevere(_ most: Int, of findings: [Diagnostic]) -> [Int] {
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
