/// Lints the same paths again and again: files that did not change keep their results, the checks that compare rules see
/// all of them each time.
package struct LintWatch: Sendable {
    private let paths: [String]
    private var found: RuleFiles?
    private var watch: FileWatch?
    /// In the order of the files; empty before the first time.
    private var outcomes: [Linter.FileOutcome?] = []

    package init(_ paths: [String]) { self.paths = paths }

    /// Looks which files there are, and how they are now; `others` are waited for as well.
    package mutating func find(_ options: RuleFiles.Options, besides others: [String]) -> RuleFiles {
        let now = RuleFiles.find(paths, options)
        // Before they are read: what is written meanwhile shows as a change the next time.
        let nowWatch = FileWatch(now.paths + now.folders + paths + others)
        if let watch, now.paths == found?.paths {
            for index in outcomes.indices where !nowWatch.isUnchanged(index, since: watch) { outcomes[index] = nil }
        } else {
            // Findings name files by their place in the list.
            outcomes = [Linter.FileOutcome?](repeating: nil, count: now.paths.count)
        }
        found = now
        watch = nowWatch
        return now
    }

    /// The result for the files as they were found last.
    package mutating func lint(_ options: Linter.Options) -> LintResult {
        let found = found ?? RuleFiles.find(paths, options.settings.files)
        let contexts = Linter.contexts(found, options)
        let known = outcomes
        let all = Linter.outcomes(found, contexts, options) { known.indices.contains($0) ? known[$0] : nil }
        outcomes = all
        return Linter.result(found, contexts, all, options)
    }

    /// Waits until one of the files, a folder that was looked through, or another file is not as it was found.
    package func wait() { watch?.wait() }
}
