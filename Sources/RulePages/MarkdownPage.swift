import Documents
import Queries
package import Rules
import Schemas
import SourceText

/// A test case of a rule as a page shows it.
package struct PageTestCase: Sendable, Hashable {
    package var name: String
    /// Such as `match` or `no match`.
    package var expectation: String

    package init(name: String, expectation: String) {
        self.name = name
        self.expectation = expectation
    }
}

/// Our own page of a rule: what it finds, how severe it is, when it runs, what it reads, what to do.
///
/// The same rule gives the same bytes. Texts of the rule are escaped; its guide and set-up, which are Markdown, are freed
/// of HTML.
package enum MarkdownPage {
    /// The text of the page. `version` is the published one, omitted where there is none.
    package static func text(
        _ rule: Rule, query: RuleQuery?, detection: Detection? = nil, version: Int64? = nil, tests: [PageTestCase] = []
    ) -> String {
        var page = Sections(title: rule.name?.text ?? "")
        if let description = rule.description { page.add(MarkdownText.paragraph(description.text)) }
        page.add(RuleFactTable.table(rule, version: version))
        addQuery(rule, query, detection, to: &page)
        page.section("Detection", detection.flatMap { DetectionText.text($0) })
        addThreat(rule, to: &page)
        let guide = rule.guide
        page.section("Set-up", guide.shownSetup.map { GuideText.text($0, under: 2) })
        page.section("Triage guide", guide.shownNote.map { GuideText.text($0, under: 2) })
        page.section("False positives", list(rule.falsePositives?.values.map(MarkdownText.paragraph)))
        page.section("References", list(rule.references?.values.map(MarkdownText.address)))
        page.section("Test cases", testTable(tests))
        return page.text
    }

    /// The line that only the pages of the rule have; nil of a rule without an ID.
    package static func lineOfID(of rule: Rule) -> String? { RuleFactTable.idLine(rule) }

    private static func addQuery(
        _ rule: Rule, _ query: RuleQuery?, _ detection: Detection?, to page: inout Sections
    ) {
        guard let text = rule.elastic.query else { return }
        let content = trimmedLines(text.text)
        page.section("Query", MarkdownText.fence(content, language: fenceLanguage(rule.elastic.queryLanguage)))
        guard let query else { return }
        let read = query.facts.fields.map(\.name) + (detection?.furtherFields ?? [])
        let names = Set(read).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !names.isEmpty else { return }
        var table = MarkdownTable(["Field", "Type", "Defined by"])
        for name in names {
            let definition = query.fields.definition(of: name)
            table.add([
                MarkdownText.code(name), definition.map { MarkdownText.plain($0.typeName) } ?? "unknown",
                definition.map { MarkdownText.plain($0.source) } ?? "–",
            ])
        }
        page.section("Fields", table.text)
    }

    /// The words that highlighters know.
    private static func fenceLanguage(_ language: QueryLanguage?) -> String {
        switch language {
        case .kql: "kql"
        case .eql, .esql, .lucene: language?.rawValue ?? ""
        case .dsl, nil: ""
        }
    }

    /// Without empty lines around it and spaces at the ends of its lines.
    private static func trimmedLines(_ text: String) -> String { PrebuiltText.query(text) }

    private static func addThreat(_ rule: Rule, to page: inout Sections) {
        guard !rule.threat.isEmpty else { return }
        var lines: [String] = []
        for entry in rule.threat {
            let other = entry.isAttack ? nil : entry.framework.map { " — \(MarkdownText.plain($0.text))" }
            if let tactic = entry.tactic { lines.append("- \(link(tactic))\(other ?? "")") }
            for technique in entry.techniques {
                lines.append("  - \(link(technique.object))")
                lines += technique.subtechniques.map { "    - \(link($0))" }
            }
        }
        page.section("ATT&CK", lines.joined(separator: "\n") + "\n")
    }

    private static func link(_ object: ThreatObject) -> String {
        let name = [object.name?.text, object.id.map { "(\($0.text))" }].compactMap { $0 }.joined(separator: " ")
        return MarkdownText.link(name, object.reference.map { ThreatReference.withSlash(JoinedText.joined($0.text)) })
    }

    private static func list(_ items: [String]?) -> String? {
        guard let items, !items.isEmpty else { return nil }
        return items.map { "- \($0)\n" }.joined()
    }

    private static func testTable(_ tests: [PageTestCase]) -> String? {
        guard !tests.isEmpty else { return nil }
        var table = MarkdownTable(["Case", "Expected"])
        for test in tests { table.add([MarkdownText.plain(test.name), MarkdownText.plain(test.expectation)]) }
        return table.text
    }
}

/// A page of blocks with an empty line between them.
private struct Sections {
    private(set) var text: String

    init(title: String) { text = "# \(MarkdownText.plain(title))\n" }

    /// A block; a line feed at its end is not needed.
    mutating func add(_ block: String) {
        guard !block.isEmpty else { return }
        text += "\n" + block
        if block.utf8.last != UInt8(ascii: "\n") { text += "\n" }
    }

    /// A heading with its content; nothing where there is none.
    mutating func section(_ heading: String, _ content: String?) {
        guard let content, !content.isEmpty, content != "\n" else { return }
        add("## \(heading)")
        add(content)
    }
}

/// A table whose cells are Markdown already.
struct MarkdownTable {
    private(set) var text: String
    private let width: Int

    init(_ heads: [String]) {
        width = heads.count
        text = "| \(heads.joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: heads.count))\n"
    }

    mutating func add(_ cells: [String]) { text += "| \(cells.prefix(width).joined(separator: " | ")) |\n" }
}
