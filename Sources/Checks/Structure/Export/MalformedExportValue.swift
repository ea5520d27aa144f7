import Diagnostics
import Documents
import Rules
import SourceText

/// A value of an export that does not have the form in which Kibana writes it.
enum MalformedExportValue: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-export-value", category: .structure, severity: .error,
        summary: "ID or a time of an exported object does not have Kibana's format",
        rationale: """
            Import checks the keys that only responses and exports have: `id` must be a UUID, and `created_at` and \
            `updated_at` must be times in the format of ISO 8601. It refuses a rule with another text there; if the keys \
            are absent, it generates the values.
            """,
        examples: [
            Example(
                in: ExampleExport.rule(#""id": «»"#),
                bad: [
                    "\"vault\"", "\"5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6\"", "\"5f2b0a8e3c1d4e6f9a7b1c2d3e4f5a6b\"",
                    "\"5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6g\"", "\"5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a:b\"", "\"\"",
                ],
                good: [
                    "\"5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b\"", "\"5F2B0A8E-3C1D-4E6F-9A7B-1C2D3E4F5A6B\"",
                    "\"09afAF00-0000-0000-0000-000000000000\"",
                ], syntax: .ndjson, isWhole: true),
            Example(
                in: ExampleExport.rule(#""created_at": «»"#),
                bad: [
                    "\"2026-01-05\"", "\"2026-01-05T08:00:00\"", "\"2026-01-05 08:00:00Z\"",
                    "\"2026-01-05T08:00:00.Z\"",
                    "\"2026-01-05T08:00:00.000\"", "\"2026-01-05T08:00:00+1:00\"", "\"2026-01-05T08:00:00*01:00\"",
                    "\"2O26-01-05T08:00:00Z\"", "\"2026-01-05T08:00:00.5Zulu\"", "\"2026-01-05T08:00:00+01:00:00\"",
                ],
                good: [
                    "\"2026-01-05T08:00:00.000Z\"", "\"2026-01-05T08:00:00Z\"", "\"2026-01-05T08:00:00+01:00\"",
                    "\"2026-01-05T08:00:00.5-0130\"",
                ], syntax: .ndjson, isWhole: true),
            Example(
                in: ExampleExport.rule(#""updated_at": «»"#), bad: "\"yesterday\"",
                good: "\"2026-02-10T08:00:00.000Z\"",
                syntax: .ndjson, isWhole: true),
            Example(
                in: ExampleExport.list + """
                    {"list_id": "vault-exceptions", "item_id": "deploy", "type": "simple", "name": "Deployment", \
                    "description": "The pipeline changes vaults.", "expire_time": «», \
                    "entries": [{"field": "user.name", "operator": "included", "type": "match", "value": "deploy"}]}
                    """, bad: "\"2027-03-01\"", good: "\"2027-03-01T00:00:00.000Z\"", syntax: .ndjson, isWhole: true),
            // Answers of the API are not imported.
            Example(good: "\"id\": \"vault\"", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.form == .line else { return }
        if let id = view.rule.entry("id")?.value, let text = id.string, !isUUID(text) {
            findings.add(finding(view, at: id.range, "`id` is not a UUID").help("remove it: Kibana generates one"))
        }
        for key in ["created_at", "updated_at"] {
            guard let time = view.rule.entry(key)?.value, let text = time.string, !isTime(text) else { continue }
            findings.add(
                finding(view, at: time.range, "`\(key)` is not a time in the format of ISO 8601")
                    .help("remove it, or write it like `2026-01-05T08:00:00.000Z`"))
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.joined().allSatisfy(isHexadecimal)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    /// `2026-01-05T08:00:00`, an optional fraction of a second, and `Z` or the offset from UTC.
    private static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let form = Array("0000-00-00T00:00:00".utf8)
        guard fits(bytes.prefix(form.count), form) else { return false }
        var rest = bytes.dropFirst(form.count)
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(1 + digits.count)
        }
        if rest.elementsEqual("Z".utf8) { return true }
        guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
        return fits(rest, Array("00:00".utf8)) || fits(rest, Array("0000".utf8))
    }

    /// A zero of the form represents any digit.
    private static func fits(_ bytes: ArraySlice<UInt8>, _ form: [UInt8]) -> Bool {
        bytes.count == form.count
            && zip(bytes, form).allSatisfy { $1 == 0x30 ? (0x30...0x39).contains($0) : $0 == $1 }
    }
}

extension MalformedExportValue: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for object in view.objects(.exceptionItem) where !findings.isFull {
            guard let time = object.document.root["expire_time"], let text = time.string, !isTime(text) else {
                continue
            }
            findings.add(
                finding(view, at: time.range, "`expire_time` is not a time in the format of ISO 8601")
                    .help("write it like `2026-01-05T08:00:00.000Z`"))
        }
    }
}
