import Rules
import Workspace

/// The first version of a rule's test.
enum RuleTestScaffold {
    /// Where the test of a rule file is: beside it.
    static func path(besideRule path: String) -> String {
        let ending = RuleFileName.endings.first { path.hasSuffix($0) } ?? ""
        return path.dropLast(ending.utf8.count) + ".test.yaml"
    }

    /// The test of a rule with its sample query, where `query` is nil: an event that it matches and one that it does
    /// not. Otherwise one event, and what the rule makes of it.
    static func text(query: String?, isMatch: Bool) -> String {
        guard query != nil else { return sample }
        let name = isMatch ? "a process starts" : "a process starts that the rule does not look for"
        return """
            # Add a case with an event that the rule has to match, and one that it must not match.
            cases:
              - name: \(name)
                events:
                  - event: {category: process, type: start}
                    process: {name: example.exe, args: [example.exe]}
                expect: \(isMatch ? "match" : "no match")

            """
    }

    /// For the sample query of `RuleScaffold`.
    private static let sample = """
        cases:
          - name: the process starts
            events:
              - event: {category: process, type: start}
                process: {name: example.exe}
            expect: match

          - name: another process starts
            events:
              - event: {category: process, type: start}
                process: {name: other.exe}
            expect: no match

        """
}
