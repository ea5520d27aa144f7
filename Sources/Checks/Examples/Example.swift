package import Documents

/// Wrong and right rules of a check: documentation and test in one.
///
/// A text is a rule file, or a fragment that the base completes (`ExampleRule`); «…» in a wrong one marks the place of the
/// finding. The check's page shows the first wrong and the first right one; every one of them is a test.
package struct Example: Sendable {
    /// One text.
    package struct Case: Sendable {
        package var text: String
        /// Where its file is, for checks that look at it; nil: `example.toml`.
        package var path: String?
    }

    /// Each gives one finding of the check.
    package var bad: [Case]
    /// None gives one.
    package var good: [Case]
    /// What completes fragments.
    package var base: ExampleBase
    package var syntax: DocumentSyntax
    /// Whether the texts are whole files: nothing is added to them.
    package var isWhole: Bool
    /// The JSON text of a version lock that all are linted with.
    package var lock: String?
    /// The day that counts as today.
    package var today: String?
    /// How many rules Kibana imports at once.
    package var mostImportedRules: Int?
    /// What the files were before they were changed: a rule file or a fragment, as they are.
    package var before: String?
    /// Where another rule of the set is: the same rule with an id and a name of its own.
    package var otherPath: String?
    /// Another check that may have findings in the texts, too: `query-syntax` for checks that look at what is left of a
    /// broken query. The check's page does not show the example.
    package var besides: String?

    /// Wrong and right texts, each one or a list of them.
    ///
    /// - Parameters:
    ///   - frame: A text with the hole «»; what is given as wrong or right goes there, and in a wrong text all of it is
    ///     marked that has no mark of its own.
    ///   - replacement: What makes the first wrong text right when it is put in place of the marked part, mark and all.
    ///   - badPath: Where wrong texts are; with several, each text is at each of them in turn.
    // Never inlined, and of concrete types: eight hundred copies of it took most of the time that the module needs to
    // compile.
    @inline(never)
    package init(
        in frame: String? = nil, bad: ExampleTexts? = nil, good: ExampleTexts? = nil,
        replacing replacement: ExampleTexts? = nil, on base: ExampleBase = .query, syntax: DocumentSyntax? = nil,
        isWhole: Bool = false, badPath: ExampleTexts? = nil, goodPath: ExampleTexts? = nil, lock: String? = nil,
        today: String? = nil,
        mostImportedRules: Int? = nil, before: String? = nil, otherPath: String? = nil,
        besides: String? = nil
    ) {
        let wrong = Self.texts(bad).map { Self.fill(frame, $0, isMarked: true) }
        let right = Self.texts(good).map { Self.fill(frame, $0, isMarked: false) }
        let replaced = Self.texts(replacement).compactMap { text in
            wrong.first.map { Self.replaceMarked($0, text) }
        }
        self.bad = Self.cases(wrong, Self.texts(badPath))
        let rightPaths = Self.texts(goodPath)
        self.good =
            Self.cases(right, rightPaths)
            + Self.cases(replaced, rightPaths.isEmpty ? Array(Self.texts(badPath).prefix(1)) : rightPaths)
        self.base = base
        self.syntax = syntax ?? base.syntax
        self.isWhole = isWhole
        self.lock = lock
        self.today = today
        self.mostImportedRules = mostImportedRules
        self.before = before
        self.otherPath = otherPath
        self.besides = besides
    }

    private static func texts(_ given: ExampleTexts?) -> [String] { given?.texts ?? [] }

    private static func cases(_ texts: [String], _ paths: [String]) -> [Case] {
        if paths.isEmpty { return texts.map { Case(text: $0, path: nil) } }
        return texts.flatMap { text in paths.map { Case(text: text, path: $0) } }
    }

    /// The text in the hole of the frame.
    private static func fill(_ frame: String?, _ text: String, isMarked: Bool) -> String {
        guard let frame, let hole = frame.firstRange(of: "«»") else { return text }
        let isWrapped = isMarked && !text.contains("«")
        return frame[..<hole.lowerBound] + (isWrapped ? "«\(text)»" : text) + frame[hole.upperBound...]
    }

    /// The text with another in place of «…».
    private static func replaceMarked(_ text: String, _ replacement: String) -> String {
        guard let start = text.firstIndex(of: "«"), let end = text[start...].firstIndex(of: "»") else { return text }
        return text[..<start] + replacement + text[text.index(after: end)...]
    }
}

/// One text or several, as the examples of checks are given: a literal of a string, or of an array.
package struct ExampleTexts: Sendable, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
    let texts: [String]

    @inline(never)
    package init(stringLiteral text: String) { texts = [text] }

    @inline(never)
    package init(arrayLiteral texts: String...) { self.texts = texts }
}
