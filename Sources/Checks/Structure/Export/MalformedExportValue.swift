import Diagnostics
import Documents
import Rules
import SourceText

/// A value that Kibana wrote into an export and somebody changed.
enum MalformedExportValue: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-export-value", category: .structure, severity: .error,
        summary: "an id or a time of an exported rule is not in the form that Kibana writes",
        rationale: """
            Import checks the members that only answers and exports have: `id` must be a UUID, `created_at` and \
            `updated_at` times of ISO 8601. It refuses a rule with another text there; without them it makes its own.
            """,
        examples: [
            Example(
                bad: ExampleExport.rule(#""id": «"vault"»"#),
                good: ExampleExport.rule(#""id": "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b""#), syntax: .ndjson,
                isWhole: true)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.form == .line else { return }
        if let id = view.rule.entry("id")?.value, let text = id.string, !isUUID(text) {
            findings.add(finding(view, at: id.range, "`id` is not a UUID").help("remove it: Kibana makes one"))
        }
        for key in ["created_at", "updated_at"] {
            guard let time = view.rule.entry(key)?.value, let text = time.string, !isTime(text) else { continue }
            findings.add(
                finding(view, at: time.range, "`\(key)` is no time of ISO 8601")
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

    /// `2026-01-05T08:00:00`, a fraction of a second or none, and `Z` or the distance from it.
    private static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let form = Array("0000-00-00T00:00:00".utf8)
        guard bytes.count > form.count, fits(bytes.prefix(form.count), form) else { return false }
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
                finding(view, at: time.range, "`expire_time` is no time of ISO 8601")
                    .help("write it like `2026-01-05T08:00:00.000Z`"))
        }
    }
}
