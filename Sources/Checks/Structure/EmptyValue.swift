import Diagnostics
import Documents
import Rules
import SourceText

/// A required text or list with nothing in it.
enum EmptyValue: RuleCheck {
    static let info = CheckInfo(
        id: "empty-value", category: .structure, severity: .error,
        summary: "required value is empty",
        rationale: """
            Kibana refuses a rule with an empty name or description. An empty entry in a list of index patterns, tags or \
            references is there by mistake and means nothing. Whitespace alone counts as empty.
            """,
        examples: [
            Example(
                in: "description = «»", bad: ["\"  \"", "\"\"", "\"\\t\"", "\"\\r\\n\""],
                good: ["\"Reports each change to a key vault.\"", "\" \\u000E\"", "\"-\""]),
            Example(in: "name = «»", bad: "\"\"", good: "\"Key Vault Changed\""),
            Example(in: "tags = [\"Azure\", «»]", bad: ["\"\"", "\" \""], good: "\"Cloud\""),
            Example(in: "author = «»", bad: "[]", good: "[\"Example Authors\"]"),
            Example(
                bad: [
                    "author = [\"Example Authors\", «\"\"»]", "index = [\"logs-azure.activitylogs-*\", «\"\"»]",
                    "references = [«\"\"»]", "false_positives = [«\" \"»]",
                    "[metadata]\nintegration = [\"azure\", «\"\"»]",
                    "timeline_id = «\"\"»\ntimeline_title = \"Generic Network Timeline\"",
                    "timeline_id = \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"\ntimeline_title = «\" \"»",
                    "[rule.investigation_fields]\nfield_names = [\"source.ip\", «\"\"»]",
                    "[rule.alert_suppression]\ngroup_by = [\"source.ip\", «\"\"»]\nmissing_fields_strategy = \"suppress\"",
                ],
                good: [
                    "false_positives = [\"Planned changes.\"]",
                    "[rule.investigation_fields]\nfield_names = [\"source.ip\"]",
                    "[rule.alert_suppression]\ngroup_by = [\"source.ip\"]\nmissing_fields_strategy = \"suppress\"",
                ]),
            Example(
                in: "[rule.threshold]\nfield = [«»]", bad: "\"\"", good: "\"source.ip\"", on: .threshold),
            Example(
                in: """
                    [rule.threshold]
                    field = ["source.ip"]
                    value = 10

                    [[rule.threshold.cardinality]]
                    field = «»
                    value = 3
                    """, bad: "\"\"", good: "\"user.name\"", on: .threshold),
            Example(
                in: """
                    [[rule.exceptions_list]]
                    id = "e1"
                    list_id = «»
                    namespace_type = "single"
                    type = "detection"
                    """, bad: ["\"\"", "\" \""], good: "\"vault-exceptions\""),
            // To Kibana a space is text, and a list of authors may be empty.
            Example(
                bad: ["\"name\": «\"\"»", "\"description\": «\" \"»", "\"tags\": [«\"\"»]"],
                good: ["\"author\": []", "\"tags\": []"], on: .kibana),
            Example(
                in: "\"timeline_id\": «», \"timeline_title\": \"Vault Timeline\"", bad: ["\" \"", "\"\""],
                good: "\"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"", on: .kibana),
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
        // Kibana accepts a rule without authors; in a rule file an empty list is probably a mistake.
        if let author = view.rule.author, !view.isKibana, author.items.isEmpty, author.isWrittenAsList,
            isEmptyList(view.rule.ruleEntry)
        {
            findings.add(
                finding(view, at: author.range, "the rule's `author` is an empty list", severity: .warning)
                    .help("name who wrote the rule"))
        }
    }

    /// Values in the tables of a rule: most of them Kibana refuses when they are blank, the others name nothing.
    private static func parts(_ view: RuleView, _ findings: inout Findings) {
        for case let text? in [view.rule.elastic.timelineID, view.rule.elastic.timelineTitle] where isBlank(text.text) {
            let severity = view.isKibana && !text.text.isEmpty ? Severity.warning : nil
            findings.add(
                finding(view, at: text.range, "the ID or title of the timeline template is empty", severity: severity)
                    .help("write both, or remove both"))
        }
        for text in view.rule.neededTexts where isBlank(text.text) {
            let key = view.source.text(text.keyRange).filter { $0 != "\"" && $0 != "'" }
            findings.add(finding(view, at: text.range, "`\(key)` is empty").help("write a value, or remove the entry"))
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

    /// The rule omits items of the wrong type, which are reported as such; here they count.
    private static func isEmptyList(_ rule: Entry?) -> Bool {
        rule?.value["author"]?.array?.isEmpty ?? false
    }
}

extension Rule {
    /// Texts that Kibana requires to hold more than spaces.
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
