package import Diagnostics
import Documents
package import Rules
import SourceText

/// Makes the pages of rules, each with a name of its own.
package struct RulePageMaker: Sendable {
    /// The forms of a page; `rawValue` is the word of `--format`.
    package enum Format: String, Sendable, CaseIterable {
        /// Ours.
        case markdown
        /// That of Elastic's published prebuilt rules.
        case prebuilt
    }

    /// A page that is ready to be written.
    package struct Page: Sendable {
        /// Without its ending: letters, digits and hyphens, so that the file stays inside its folder. nil where the rule
        /// has no name to call it by.
        package var name: String?
        package var text: String
    }

    package var format: Format
    /// Gives the prefix of prebuilt page ids.
    package var release: String?
    package var lock: VersionLock?

    package init(format: Format, release: String? = nil, lock: VersionLock? = nil) {
        self.format = format
        self.release = release
        self.lock = lock
    }

    /// File systems take 255 bytes; the ending and the name of a temporary file have to match as well.
    private static let maximumNameBytes = 200

    /// - Parameter tests: the cases of the files beside the rule's; prebuilt pages show none.
    package func page(of rule: LoadedRule, tests: [PageTestCase]) -> Page {
        let locked = rule.rule.id.flatMap { lock?.version(ofRule: $0.text) }
        let text =
            switch format {
            case .prebuilt: PrebuiltPage.text(rule.rule, release: release, version: locked ?? 1)
            case .markdown:
                MarkdownPage.text(
                    rule.rule, query: rule.query, detection: rule.detection.detection, version: locked, tests: tests)
            }
        return Page(name: name(of: rule), text: text)
    }

    private func name(of rule: LoadedRule) -> String? {
        guard let name = rule.rule.name?.text, !PageName.slug(name).isEmpty else { return nil }
        return PageName.pageID(name, release: format == .prebuilt ? release : nil)
    }

    /// Those pages that have a name of their own, in their order, and why the others have none.
    package static func named(
        _ pages: [(rule: LoadedRule, page: Page)]
    ) -> (files: [(name: String, text: String, rule: Rule)], findings: [Diagnostic]) {
        var files: [(name: String, text: String, rule: Rule)] = []
        var findings: [Diagnostic] = []
        var owners: [String: LoadedRule] = [:]
        for (rule, page) in pages {
            guard let name = page.name else {
                findings.append(finding(rule, "the rule has no name to call its page by"))
                continue
            }
            guard name.utf8.count <= maximumNameBytes else {
                let limit = "the limit of \(maximumNameBytes) bytes for the name of a page"
                findings.append(finding(rule, "the rule's name is over \(limit)"))
                continue
            }
            if let owner = owners[name] {
                let message = "a page `\(name).md` was made already, of the rule in \(owner.source.path)"
                findings.append(finding(rule, message).help("give one of the two rules another name"))
                continue
            }
            owners[name] = rule
            files.append((name, page.text, rule.rule))
        }
        return (files, findings)
    }

    /// Whether a file is an earlier page of the rule. A prebuilt page begins with its own address; our page has the rule's ID
    /// in its table of facts.
    ///
    /// - Parameter page: the page as it is now.
    package func isPage(_ file: [UInt8], of rule: Rule, like page: String) -> Bool {
        let lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
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

    private static func finding(_ rule: LoadedRule, _ message: String) -> Diagnostic {
        let range = rule.rule.name?.range ?? rule.rule.ruleEntry?.keyRange ?? rule.document.root.range
        return Diagnostic("page-name", category: "docs", .error, message, at: Label(Location(rule.source.id, range)))
    }
}
