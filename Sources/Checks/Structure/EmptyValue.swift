import Diagnostics
import Documents
import Rules
import SourceText

/// A required text or list with nothing in it.
enum EmptyValue: RuleCheck {
    static let info = CheckInfo(
        id: "empty-value", category: .structure, severity: .error,
        summary: "a text or list that must say something is empty",
        rationale: """
            Kibana refuses a rule with an empty name or description. An empty entry in a list of index patterns, tags or \
            references is there by mistake and means nothing. White space does not count as text.
            """,
        examples: [
            Example(
                bad: """
                    description = «"  "»
                    """,
                good: """
                    description = "Reports each change to a key vault."
                    """),
            Example(
                bad: """
                    tags = ["Azure", «""»]
                    """,
                good: """
                    tags = ["Azure"]
                    """),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let texts = [(view.rule.name, "name"), (view.rule.description, "description")]
        for case (let text?, let key) in texts where isBlank(text.text) {
            // To Kibana a space is text.
            let severity = view.isKibana && !text.text.isEmpty ? Severity.warning : nil
            findings.add(
                finding(view, at: text.range, "the rule's `\(key)` is empty", severity: severity)
                    .help("write a \(key)"))
        }
        let lists = [
            (view.rule.author, "author"), (view.rule.elastic.index, "index"), (view.rule.tags, "tags"),
            (view.rule.references, "references"),
            (view.rule.falsePositives, "false_positives"), (view.rule.metadata.integration, "integration"),
        ]
        for case (let list?, let key) in lists {
            for item in list.items where isBlank(item.value) {
                findings.add(
                    finding(
                        view, at: item.range, "an entry of `\(key)` is empty", severity: view.isKibana ? .warning : nil
                    ).help("remove the entry"))
            }
        }
        parts(view, &findings)
        // An absent index is another check's; a list that is there and empty reads like a mistake.
        if let author = view.rule.author, !view.isKibana, author.items.isEmpty, author.isWrittenAsList,
            isEmptyList(view.rule.ruleEntry)
        {
            findings.add(
                finding(view, at: author.range, "the rule's `author` is an empty list", severity: .warning)
                    .help("name who wrote the rule"))
        }
    }

    /// What must be said in the tables of a rule: most of it Kibana refuses as blank, the rest names nothing.
    private static func parts(_ view: RuleView, _ findings: inout Findings) {
        for case let text? in [view.rule.elastic.timelineID, view.rule.elastic.timelineTitle] where isBlank(text.text) {
            let severity = view.isKibana && !text.text.isEmpty ? Severity.warning : nil
            findings.add(
                finding(view, at: text.range, "the template's id or title is empty", severity: severity)
                    .help("write both, or remove both"))
        }
        for text in view.rule.neededTexts where isBlank(text.text) {
            let key = view.source.text(text.keyRange).filter { $0 != "\"" && $0 != "'" }
            findings.add(finding(view, at: text.range, "`\(key)` is empty").help("write it, or remove the entry"))
        }
        for item in view.rule.elastic.investigationFields?.items ?? [] where isBlank(item.value) {
            findings.add(
                finding(view, at: item.range, "an entry of `investigation_fields` is empty").help("remove the entry"))
        }
        for (list, key) in [
            (view.rule.elastic.threshold?.fields, "threshold.field"),
            (view.rule.elastic.newTerms?.fields, "new_terms_fields"),
            (view.rule.elastic.alertSuppression?.groupBy, "group_by"),
        ] {
            for item in list?.items ?? [] where isBlank(item.value) {
                findings.add(
                    finding(
                        view, at: item.range, "an entry of `\(key)` is empty", severity: view.isKibana ? .warning : nil
                    ).help("name a field, or remove the entry"))
            }
        }
    }

    private static func isBlank(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }

    /// Items of the wrong type are omitted of the rule, but they are there.
    private static func isEmptyList(_ rule: Entry?) -> Bool {
        rule?.value["author"]?.array?.isEmpty ?? false
    }
}

extension Rule {
    /// Texts that Kibana wants to hold more than spaces.
    fileprivate var neededTexts: [RuleText] {
        var texts: [RuleText?] = []
        for entry in elastic.relatedIntegrations { texts += [entry.packageName, entry.version, entry.integration] }
        for entry in elastic.requiredFields { texts += [entry.name, entry.type] }
        for entry in elastic.exceptionLists { texts += [entry.id, entry.listID] }
        for entry in elastic.actions { texts.append(entry.uuid) }
        for entry in elastic.threshold?.cardinality ?? [] { texts.append(entry.field) }
        for entry in elastic.threatMatch.mapping.flatMap(\.entries) { texts += [entry.field, entry.value] }
        return texts.compactMap { $0 }
    }
}
