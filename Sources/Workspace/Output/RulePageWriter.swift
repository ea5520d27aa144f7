package import Diagnostics
import Documents
package import RulePages
import Rules

/// Writes a page for each rule into a folder.
package struct RulePageWriter: Sendable {
    private let maker: RulePageMaker
    /// Made where it is missing.
    private let folder: String
    /// Whether files that are not pages of the same rules are replaced.
    package var overwrites = false

    package init(_ maker: RulePageMaker, folder: String) {
        self.maker = maker
        self.folder = folder
    }

    /// What was written, and what kept rules without a page.
    package struct Result: Sendable {
        package var paths: [String] = []
        /// Files that are there and not pages of the same rules: they are kept.
        package var foreign: [String] = []
        package var faults: [Diagnostic] = []
        package var errors: [OutputError] = []
    }

    /// Writes the pages in the order of the rules. Writing ends with the first page that cannot be written.
    package func write(_ loaded: LoadedRules, jobs: Int) -> Result {
        let (rules, faults) = loaded.sorted(for: .page)
        // A page shows a broken query as it is written; what is wrong with it is reported as everywhere.
        let broken = rules.flatMap { $0.faults(for: .conversion) }
        let pages = Parallel.map(count: rules.count, jobs: jobs) { index in
            (rule: rules[index], page: maker.page(of: rules[index], tests: tests(of: rules[index])))
        }
        let named = RulePageMaker.named(pages)
        var result = Result(faults: (faults + broken).sorted(by: Diagnostic.precedes) + named.findings)
        do throws(OutputError) {
            try FolderListing.make(folder)
            for file in named.files {
                let path = "\(folder.hasSuffix("/") ? folder : folder + "/")\(file.name).md"
                guard overwrites || isFree(path, for: file.text, of: file.rule) else {
                    result.foreign.append(path)
                    continue
                }
                try AtomicFile.write(Array(file.text.utf8), to: path)
                result.paths.append(path)
            }
        } catch {
            result.errors.append(error)
        }
        return result
    }

    /// Whether a page can be written to a path: nothing is there, or an earlier page of the rule.
    private func isFree(_ path: String, for page: String, of rule: Rule) -> Bool {
        guard InputFile.holdsSomething(path) else { return true }
        guard let bytes = try? InputFile.read(path, limit: DocumentReader.maximumBytes) else { return false }
        return maker.isPage(bytes, of: rule, like: page)
    }

    private func tests(of rule: LoadedRule) -> [PageTestCase] {
        maker.format == .markdown ? PageTestCases.cases(of: rule) : []
    }
}
