import Diagnostics
import Documents
import Rules
import SourceText

/// A value of another type than its key accepts.
enum WrongType: RuleCheck {
    static let info = CheckInfo(
        id: "wrong-type", category: .structure, severity: .error, fix: .sometimes(.safe),
        summary: "value is of another type than its key accepts",
        rationale: """
            Kibana refuses a rule with a number in quotes where a number is required, or with a single text where a list \
            is required. Loaders that convert such values silently hide the mistake until the rule is installed.
            """,
        examples: [
            Example(
                in: "risk_score = «»", bad: ["\"47\"", "47.5", "\"high\"", "\"047\"", "\"+47\"", "[47]"],
                good: ["47", "22"]),
            Example(in: "risk_score = «»", bad: "47.0"),
            // Beside a syntax error; what is read of the line that it is in is a guess.
            Example(
                bad: "severity medium\nrisk_score = «\"47\"»", good: "risk_score = \"47\" medium",
                besides: "toml-syntax"),
            Example(
                bad: """
                    rule:
                      tags: «Azure»
                    """,
                good: """
                    rule:
                      tags: [Azure]
                    """, syntax: .yaml),
            Example(
                bad: [
                    "tags = «\"Azure\"»", "tags = [\"Azure\", «47»]", "license = «2»", "license = «true»",
                    "license = «2.0»", "[metadata]\ncreation_date = «2026-01-05T08:00:00Z»", "meta = «\"vault\"»",
                ],
                good: [
                    "tags = [\"Azure\"]", "license = \"Elastic License v2\"",
                    "[rule.investigation_fields]\nfield_names = [\"source.ip\"]",
                ]),
            Example(in: "enabled = «»", bad: ["\"yes\"", "\"true\"", "\"false\""], good: ["true", "false"]),
            Example(
                in: "license = «»",
                bad: ["[\"Elastic License v2\"]", "[\"Elastic License v2\", \"MIT\"]", "[\"MIT\" # as before\n]"],
                good: "\"Elastic License v2\""),
            Example(in: "[metadata]\ncreation_date = «»", bad: "2026-01-05", good: "\"2026/01/05\""),
            Example(
                in: "investigation_fields = «»", bad: ["[\"source.ip\"]", "[[\"source.ip\"]]"],
                good: "{ field_names = [\"source.ip\"] }"),
            Example(
                in: "rule:\n  investigation_fields: «»", bad: "[source.ip]", good: "{ field_names: [source.ip] }",
                syntax: .yaml),
            Example(
                in: "\"investigation_fields\": «»", bad: "[\"source.ip\"]", good: "{\"field_names\": [\"source.ip\"]}",
                on: .kibana),
            Example(in: "investigation_fields = «»", bad: "[]"),
            Example(in: "anomaly_threshold = «»", bad: "\"0\"", good: "0", on: .machineLearning),
            Example(in: "\"risk_score\": «»", bad: ["\"47\"", "47.5"], good: ["47", "47.0"], on: .kibana),
            Example(
                bad: [
                    "rule:\n  tags: «|-\n    Azure»\n", "rule:\n  license: «[MIT]»",
                ], good: "rule:\n  license: 2", syntax: .yaml),
            Example(
                bad: [
                    ExampleExport.rule()
                        + ExampleExport.list.replacing("\"Vault exceptions\"", with: "«7»")
                ],
                good: [ExampleExport.rule() + ExampleExport.list], syntax: .ndjson, isWhole: true),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.schemaViolations { report(fault, view, view.document.syntax, &findings) }
    }

    private static func report(
        _ fault: SchemaViolation, _ view: borrowing some FileView, _ syntax: DocumentSyntax, _ findings: inout Findings
    ) {
        guard case .wrongType(let kind) = fault.kind else { return }
        let result = fault.finding(in: view.source.id, type: nil)
        findings.add(result.fix(fix(fault, kind, view.source, syntax)))
    }

    /// Only where nothing but the type is wrong: the value itself says what is meant.
    private static func fix(
        _ fault: SchemaViolation, _ kind: RuleShape.Kind, _ source: SourceFile, _ syntax: DocumentSyntax
    ) -> Fix? {
        let node = fault.node
        let written = source.text(node.range)
        switch (kind, node.value) {
        case (.integer, .string(let scalar)), (.number, .string(let scalar)):
            guard Int32(scalar.text) != nil, scalar.text.utf8.first != UInt8(ascii: "+"),
                scalar.text == "0" || scalar.text.utf8.first != UInt8(ascii: "0")
            else { return nil }
            return Fix("write the number without quotes", .safe, Edit(node.range, scalar.text))
        case (.integer, .float(let value)):
            guard value == value.rounded(), abs(value) < 1_000_000 else { return nil }
            return Fix("write a whole number", .safe, Edit(node.range, String(Int(value))))
        case (.boolean, .string(let scalar)):
            guard scalar.text == "true" || scalar.text == "false" else { return nil }
            return Fix("write `\(scalar.text)` without quotes", .safe, Edit(node.range, scalar.text))
        case (.stringList, .string(let scalar)):
            return list(scalar, written, node.range)
        case (.string, .integer), (.text, .integer), (.string, .boolean), (.text, .boolean), (.string, .float),
            (.text, .float):
            guard syntax != .yaml else { return nil }
            return Fix("put the value in quotes", .safe, Edit(node.range, "\"\(written)\""))
        case (.date, .date(let date)):
            guard date.kind == .localDate, let day = RuleDate(date.text, separator: "-") else { return nil }
            return Fix("write the date as text", .safe, Edit(node.range, "\"\(day.text)\""))
        case (.table, .array(let items)) where fault.name == "investigation_fields":
            // A table without a name is refused as well.
            if items.isEmpty {
                return fault.entry.flatMap { EntryEdits.remove($0, in: source) }.map {
                    Fix("remove the key", .unsafe, $0)
                }
            }
            guard items.allSatisfy({ $0.scalar != nil }), written.utf8.first == UInt8(ascii: "[") else { return nil }
            let key = syntax == .toml ? "field_names = " : syntax == .yaml ? "field_names: " : "\"field_names\": "
            return Fix("write a table", .unsafe, Edit(node.range, "{ \(key)\(written) }"))
        case (.string, .array(let items)), (.text, .array(let items)):
            guard items.count == 1, let item = items.first, item.scalar != nil,
                !source.text(node.range).utf8.contains(UInt8(ascii: "#"))
            else { return nil }
            return Fix("write the one text without a list", .safe, Edit(node.range, source.text(item.range)))
        default: return nil
        }
    }

    private static func list(_ scalar: StringScalar, _ written: String, _ range: ByteRange) -> Fix? {
        switch scalar.style {
        case .yamlLiteral, .yamlFolded: return nil
        case .yamlPlain where !ScalarEdits.isPlain(written): return nil
        default: return Fix("write a list of one", .safe, Edit(range, "[\(written)]"))
        }
    }
}

extension WrongType: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for fault in view.schemaViolations { report(fault, view, .json, &findings) }
    }
}
