import Diagnostics
import Documents
import Rules
import SourceText

/// A count in the last line of an export that differs from what the file holds.
enum ExportCounts: InputCheck {
    static let info = CheckInfo(
        id: "export-count-mismatch", category: .structure, severity: .warning, needsWholeFile: true,
        summary: "last line of an export has other counts than the file",
        rationale: """
            Kibana ends an export with a line of counts. If a count is higher than the number of lines, lines were lost: \
            large exports can end early, and edits by hand often omit the counts. Import ignores the line, so nothing else \
            reports the difference.
            """,
        examples: [
            Example(
                in: ExampleExport.rule() + """
                    {"exported_count": 1, "exported_rules_count": «», "missing_rules": [], "missing_rules_count": 0}
                    """, bad: ["2", "0"], good: "1", syntax: .ndjson, isWhole: true),
            Example(
                in: everything + "{\"exported_count\": 4, «»",
                bad: [
                    counts("1", "«2»", "1", "1"), counts("1", "1", "«0»", "1"), counts("1", "1", "1", "«2»"),
                ], good: [counts("1", "1", "1", "1")], syntax: .ndjson, isWhole: true),
            Example(
                in: everything + "{\"exported_count\": «», " + counts("1", "1", "1", "1"), bad: ["5", "3"], good: "4",
                syntax: .ndjson, isWhole: true),
            // The oldest exports count only rules.
            Example(
                in: ruleWithList + "{\"exported_count\": «», \"missing_rules\": [], \"missing_rules_count\": 0}\n",
                bad: "2", good: "1", syntax: .ndjson, isWhole: true),
            Example(
                bad: [
                    ExampleExport.list + "«»{\"exported_count\": 2, \"exported_rules_count\": 1}\n"
                        + ExampleExport.rule(ExampleExport.reference)
                ],
                good: [
                    ExampleExport.rule(),
                    ruleWithList + "{\"exported_count\": 2, \"exported_rules_count\": 1}\n",
                ], syntax: .ndjson, isWhole: true),
            Example(
                bad: [
                    ExampleExport.rule() + """
                        {"exported_count": 1, "exported_rules_count": 1, «"missing_rules"»: \
                        [{"rule_id": "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b"}], "missing_rules_count": 1}
                        """
                ], syntax: .ndjson, isWhole: true),
        ])
}

extension ExportCounts {
    private static let ruleWithList = ExampleExport.rule(ExampleExport.reference) + ExampleExport.list

    private static let everything =
        ExampleExport.rule(
            ExampleExport.reference
                + #", "actions": [{"action_type_id": ".email", "id": "mail-1", "group": "default", "params": {}}]"#)
        + ExampleExport.list
        + ExampleExport.item(#"{"field": "user.name", "operator": "included", "type": "match", "value": "deploy"}"#)
            + """
            {"id": "mail-1", "type": "action", "attributes": {"actionTypeId": ".email", "name": "Mail"}}

            """

    private static func counts(_ rules: String, _ lists: String, _ items: String, _ connectors: String) -> String {
        """
        "exported_rules_count": \(rules), "exported_exception_list_count": \(lists), \
        "exported_exception_list_item_count": \(items), "exported_action_connector_count": \(connectors)}
        """
    }

    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        let objects = view.input.objects
        guard let place = objects.firstIndex(where: { $0.kind == .trailer }),
            let trailer = objects[place].document.root.table
        else { return }
        if place < objects.count - 1 {
            let range = ByteRange(at: objects[place].document.root.range.start)
            findings.add(
                finding(view, at: range, "the line of counts is not the last line")
                    .help("keep one export per file: the counts are those of its own lines"))
            return
        }
        counts(Counts(objects), trailer, view, &findings)
        missing(trailer, view, &findings)
    }

    /// What the lines are, by the names of the trailer.
    private struct Counts {
        var byName: [(name: String, noun: String, count: Int)]
        var sum: Int

        init(_ objects: [KibanaInput.Object]) {
            var rules = 0
            var lists = 0
            var items = 0
            var connectors = 0
            for object in objects {
                switch object.kind {
                case .rule, .unknown: rules += 1
                case .exceptionList: lists += 1
                case .exceptionItem: items += 1
                case .connector, .savedObject: connectors += 1
                case .trailer: continue
                }
            }
            byName = [
                ("exported_rules_count", "rules", rules), ("exported_exception_list_count", "exception lists", lists),
                ("exported_exception_list_item_count", "exceptions", items),
                ("exported_action_connector_count", "connectors", connectors),
            ]
            sum = rules + lists + items + connectors
        }
    }

    private static func counts(
        _ counts: Counts, _ trailer: Table, _ view: borrowing InputView, _ findings: inout Findings
    ) {
        var isTold = false
        for (name, noun, count) in counts.byName {
            guard let entry = trailer[name], let said = entry.value.integer, said != count else { continue }
            isTold = true
            findings.add(mismatch(view, entry, said, count, noun))
        }
        // The oldest exports count rules only.
        let all = trailer["exported_rules_count"] == nil ? counts.byName[0].count : counts.sum
        guard !isTold, let entry = trailer["exported_count"], let said = entry.value.integer, said != all else {
            return
        }
        findings.add(mismatch(view, entry, said, all, "objects"))
    }

    private static func mismatch(
        _ view: borrowing InputView, _ entry: Entry, _ said: Int64, _ count: Int, _ noun: String
    ) -> Diagnostic {
        finding(view, at: entry.value.range, "the export counts \(said) \(noun), but the file holds \(count)")
            .help(said > count ? "export again: lines are missing" : "correct the count")
    }

    /// What Kibana could not export.
    private static func missing(_ trailer: Table, _ view: borrowing InputView, _ findings: inout Findings) {
        for (name, noun) in [
            ("missing_rules", "rules"), ("missing_exception_lists", "exception lists"),
            ("missing_exception_list_items", "exceptions"), ("missing_action_connections", "connectors"),
        ] {
            guard let entry = trailer[name], let items = entry.value.array, !items.isEmpty else { continue }
            findings.add(
                finding(view, at: entry.keyRange, "\(items.count) \(noun) could not be exported")
                    .help("look for them in Kibana, and export again"))
        }
    }
}
