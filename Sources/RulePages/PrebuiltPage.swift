import Documents
package import Rules

/// The page form of Elastic's published prebuilt rules (reference: rule-page).
///
/// The digits of the two section anchors are running numbers of a whole book, which a page alone cannot know: they are 1.
package enum PrebuiltPage {
    /// The text of the page; `version` comes from the version lock, 1 without one. Without a release the page has the
    /// bare slug as its id.
    package static func text(_ rule: Rule, release: String?, version: Int64) -> String {
        let name = JoinedText.joined(rule.name?.text ?? "")
        var page = PageText(id: PageName.pageID(name, release: release), name: name)
        page.paragraph(PrebuiltText.description(rule.description?.text ?? ""))
        addFields(rule, version: version, to: &page)
        if let note = rule.guide.shownNote {
            page.open("Investigation guide", anchor: "investigation_guide")
            page.write("\(PrebuiltText.guide(note))\n")
        }
        if let query = rule.elastic.query {
            page.open("Rule query", anchor: "rule_query")
            page.write("```js\n\(PrebuiltText.query(query.text))\n```\n\n")
        }
        if !rule.threat.isEmpty { addThreat(rule.threat, to: &page) }
        page.close()
        return page.text
    }

    private static let dateMath =
        "({{ref}}/common-options.html#date-math[Date Math format], see also [`Additional look-back time`]"
        + "(docs-content://solutions/security/detect-and-alert/create-detection-rule.md#rule-schedule))"

    private static func addFields(_ rule: Rule, version: Int64, to page: inout PageText) {
        page.field("Rule type", scalar(rule, "type"))
        page.field("Rule indices", rule.elastic.index?.values.map(JoinedText.joined))
        page.field("Severity", scalar(rule, "severity"))
        page.field("Risk score", scalar(rule, "risk_score"))
        page.field("Runs every", scalar(rule, "interval") ?? "5m")
        page.field("Searches indices from", "\(scalar(rule, "from") ?? "None") \(dateMath)")
        page.field("Maximum alerts per execution", scalar(rule, "max_signals") ?? "100")
        page.field("References", rule.references?.values.map { ElasticLinks.reference(JoinedText.joined($0)) })
        page.field("Tags", rule.tags?.values.map(PrebuiltText.item))
        page.field("Version", String(version))
        page.field("Rule authors", rule.author?.values.map(PrebuiltText.item))
        page.field("Rule license", scalar(rule, "license"))
    }

    /// A text or a number on one line; nil where it is absent or empty.
    private static func scalar(_ rule: Rule, _ key: String) -> String? {
        guard let node = rule.entry(key)?.value else { return nil }
        if let number = node.integer { return String(number) }
        guard let text = node.textScalar.map({ JoinedText.joined($0.text) }), !text.isEmpty else { return nil }
        return text
    }

    /// Flat: each tactic, its techniques, after each technique its sub-techniques.
    private static func addThreat(_ threat: [RuleThreat], to page: inout PageText) {
        page.write("**Framework**: MITRE ATT&CKTM\n\n")
        for entry in threat {
            if let tactic = entry.tactic { page.threat("Tactic", tactic) }
            for technique in entry.techniques {
                page.threat("Technique", technique.object)
                for subtechnique in technique.subtechniques { page.threat("Sub-technique", subtechnique) }
            }
        }
        page.write("\n")
    }
}

/// The page as it grows. A section adds one line feed where it closes; before that its content is bare, so that
/// what follows a guide without a heading of its own follows it at once.
private struct PageText {
    private(set) var text: String
    private var isOpen = false

    init(id: String, name: String) {
        text = """
            ---
            mapped_pages:
              - https://www.elastic.co/guide/en/security/current/\(id).html
            ---

            # \(name) [\(id)]


            """
    }

    mutating func write(_ piece: String) { text += piece }
    mutating func paragraph(_ paragraph: String) { text += "\(paragraph)\n\n" }

    mutating func field(_ label: String, _ value: String?) { paragraph("**\(label)**: \(value ?? "None")") }

    mutating func field(_ label: String, _ items: [String]?) {
        guard let items, !items.isEmpty else { return field(label, nil as String?) }
        paragraph("**\(label)**:\n\n" + items.map { "* \($0)" }.joined(separator: "\n"))
    }

    mutating func open(_ heading: String, anchor: String) {
        close()
        text += "## \(heading) [_\(anchor)_1]\n\n"
        isOpen = true
    }

    mutating func close() {
        if isOpen { text += "\n" }
        isOpen = false
    }

    mutating func threat(_ label: String, _ object: ThreatObject) {
        let url = object.reference.map { ThreatReference.withSlash(JoinedText.joined($0.text)) } ?? ""
        text += """
            * \(label):

                * Name: \(JoinedText.joined(object.name?.text ?? ""))
                * ID: \(JoinedText.joined(object.id?.text ?? ""))
                * Reference URL: [\(url)](\(url))


            """
    }
}
