package import Diagnostics
import Documents
import Queries
import RulePages
package import Rules
import SourceText

/// Writes a page for each rule into a folder.
package struct RulePageWriter: Sendable {
    /// The forms of a page; `rawValue` is the word of `--format`.
    package enum Format: String, Sendable, CaseIterable {
        /// Ours.
        case markdown
        /// That of Elastic's published prebuilt rules.
        case prebuilt
    }

    package var format: Format
    /// Gives the prefix of prebuilt page ids.
    package var release: String?
    package var lock: VersionLock?
    /// The folder; made where it is missing.
    package var folder: String
    /// Whether files that are not pages of the same rules are replaced.
    package var overwrites = false

    package init(format: Format, release: String?, lock: VersionLock?, folder: String) {
        self.format = format
        self.release = release
        self.lock = lock
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

    /// File systems take 255 bytes; the ending and the name of a temporary file have to match as well.
    private static let maximumNameBytes = 200

    /// Writes the pages in the order of the rules. Writing ends with the first page that cannot be written.
    package func write(_ loaded: LoadedRules, jobs: Int) -> Result {
        let (rules, faults) = loaded.sorted(for: .page)
        // A page shows a broken query as it is written; what is wrong with it is reported as everywhere.
        let broken = rules.flatMap { $0.faults(for: .conversion) }
        var result = Result(faults: (faults + broken).sorted(by: Diagnostic.precedes))
        let pages = Parallel.map(count: rules.count, jobs: jobs) { index in
            (name(of: rules[index]), text(of: rules[index]))
        }
        var owners: [String: LoadedRule] = [:]
        do throws(OutputError) {
            try FolderListing.make(folder)
            for (rule, page) in zip(rules, pages) {
                guard let name = page.0 else {
                    result.faults.append(Self.fault(rule, "the rule has no name to call its page by"))
                    continue
                }
                guard name.utf8.count <= Self.maximumNameBytes else {
                    let limit = "the limit of \(Self.maximumNameBytes) bytes for the name of a page"
                    result.faults.append(Self.fault(rule, "the rule's name is over \(limit)"))
                    continue
                }
                if let owner = owners[name] {
                    result.faults.append(Self.collision(rule, owner, name))
                    continue
                }
                owners[name] = rule
                let path = "\(folder.hasSuffix("/") ? folder : folder + "/")\(name).md"
                guard overwrites || isFree(path, for: page.1, of: rule.rule) else {
                    result.foreign.append(path)
                    continue
                }
                try AtomicFile.write(Array(page.1.utf8), to: path)
                result.paths.append(path)
            }
        } catch {
            result.errors.append(error)
        }
        return result
    }

    /// Whether a page can be written to a path: nothing is there, or an earlier page of the rule. A prebuilt page begins with
    /// its own address; our page has the rule's ID in its table of facts.
    private func isFree(_ path: String, for page: String, of rule: Rule) -> Bool {
        guard InputFile.holdsSomething(path) else { return true }
        guard let bytes = try? InputFile.read(path, limit: DocumentReader.maximumBytes) else { return false }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let own = Array(page.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        switch format {
        case .prebuilt: return lines.prefix(Self.addressLines).elementsEqual(own.prefix(Self.addressLines))
        case .markdown:
            guard let line = MarkdownPage.lineOfID(of: rule) else { return lines.first == own.first }
            return lines.contains { $0.elementsEqual(line.utf8) }
        }
    }

    /// The lines of a prebuilt page that hold its address.
    private static let addressLines = 4

    /// The file's name without its ending: letters, digits and hyphens, so that it stays inside the folder.
    private func name(of rule: LoadedRule) -> String? {
        guard let name = rule.rule.name?.text, !PageName.slug(name).isEmpty else { return nil }
        return PageName.pageID(name, release: format == .prebuilt ? release : nil)
    }

    private func text(of rule: LoadedRule) -> String {
        let locked = rule.rule.id.flatMap { lock?.version(ofRule: $0.text) }
        switch format {
        case .prebuilt: return PrebuiltPage.text(rule.rule, release: release, version: locked ?? 1)
        case .markdown:
            return MarkdownPage.text(
                rule.rule, query: rule.query, detection: rule.detection.detection, version: locked,
                tests: PageTestCases.cases(of: rule))
        }
    }

    private static func collision(_ rule: LoadedRule, _ owner: LoadedRule, _ name: String) -> Diagnostic {
        fault(rule, "a page `\(name).md` was made already, of the rule in \(owner.source.path)")
            .help("give one of the two rules another name")
    }

    private static func fault(_ rule: LoadedRule, _ message: String) -> Diagnostic {
        let range = rule.rule.name?.range ?? rule.rule.ruleEntry?.keyRange ?? rule.document.root.range
        return Diagnostic("page-name", category: "docs", .error, message, at: Label(Location(rule.source.id, range)))
    }
}
