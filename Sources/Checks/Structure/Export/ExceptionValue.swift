import Diagnostics
import Documents
import Rules
import SourceText

/// An entry of an exception whose value does not match its type.
enum ExceptionValue: InputCheck {
    static let info = CheckInfo(
        id: "exception-value", category: .structure, severity: .error,
        summary: "exception entry has a value that its type does not accept",
        rationale: """
            `match` and `wildcard` compare with one string and `match_any` with a list of strings; `exists` has no value, \
            `list` names a value list, and `nested` has entries of its own. Kibana refuses an entry that mixes them.
            """,
        examples: [
            Example(
                in: entry(#""operator": "included", "type": "match", "value": «»"#), bad: ["[\"deploy\"]", "7"],
                good: "\"deploy\"", syntax: .ndjson, isWhole: true),
            Example(
                in: entry(#""operator": "included", "type": "match_any", "value": «»"#),
                bad: ["\"deploy\"", "[\"deploy\", 7]"], good: "[\"deploy\", \"build\"]", syntax: .ndjson, isWhole: true),
            Example(
                bad: [
                    entry(#""operator": "included", "type": "wildcard", "value": «["deploy*"]»"#),
                    entry(#""operator": "included", "type": «"match"»"#),
                    entry(#""operator": "included", "type": «"match_any"»"#),
                    entry(#""operator": "included", "type": "exists", «"value"»: "deploy""#),
                    entry(#""operator": "included", "type": «"list"»"#),
                    entry(#""type": "match", "value": "deploy""#).replacing("{\"field\"", with: "«»{\"field\""),
                    nested(#""type": "match", "value": «["deploy"]»"#),
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "user", "type": "nested", "entries": [], «"value"»: "deploy"}"#
                        )
                        .replacing(": []", with: #": [{"field": "name", "operator": "included", "type": "exists"}]"#),
                ],
                good: [
                    entry(#""operator": "excluded", "type": "wildcard", "value": "deploy*""#),
                    entry(#""operator": "included", "type": "exists""#), nested(#""type": "match", "value": "deploy""#),
                    nested(#""type": "exists""#),
                ], syntax: .ndjson, isWhole: true),
        ], refusedIn: .all)

    /// An exception with an entry of `user.name`: `members` are those after the field.
    private static func entry(_ members: String) -> String {
        ExampleExport.list + ExampleExport.item(#"{"field": "user.name", \#(members)}"#)
    }

    private static func nested(_ members: String) -> String {
        ExampleExport.list
            + ExampleExport.item(
                #"{"field": "user", "type": "nested", "entries": [{"field": "name", "operator": "included", \#(members)}]}"#
            )
    }

    private static func look(_ node: Node, isNested: Bool, _ view: borrowing InputView, _ findings: inout Findings) {
        guard let entry = node.table, let type = entry["type"]?.value.string else { return }
        let value = entry["value"]
        let place = value?.value.range ?? entry["type"]?.value.range ?? ByteRange(at: node.range.start)
        switch type {
        case "match", "wildcard":
            if value?.value.string == nil {
                findings.add(finding(view, at: place, "an entry of type `\(type)` compares with one string"))
            }
        case "match_any":
            if value?.value.array?.contains(where: { $0.string == nil }) ?? true {
                findings.add(finding(view, at: place, "an entry of type `match_any` compares with a list of strings"))
            }
        case "exists", "list", "nested":
            if let value {
                findings.add(finding(view, at: value.keyRange, "an entry of type `\(type)` has no value"))
            } else if type == "list", entry["list"] == nil, !isNested {
                findings.add(finding(view, at: place, "an entry of type `list` names its value list in `list`"))
            }
        default: return
        }
        if entry["operator"] == nil, type != "nested", !isNested {
            findings.add(
                finding(view, at: ByteRange(at: node.range.start), "the entry has no `operator`")
                    .help("write `included` or `excluded`"))
        }
        if type == "nested", !isNested {
            for inner in entry["entries"]?.value.array ?? [] { look(inner, isNested: true, view, &findings) }
        }
    }
}

extension ExceptionValue {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for object in view.objects(.exceptionItem) where !findings.isFull {
            for entry in object.document.root["entries"]?.array ?? [] {
                look(entry, isNested: false, view, &findings)
            }
        }
    }
}
