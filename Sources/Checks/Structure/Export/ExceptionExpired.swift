import Diagnostics
import Documents
import Rules

/// An exception that has expired.
enum ExceptionExpired: InputCheck {
    static let info = CheckInfo(
        id: "exception-expired", category: .structure, severity: .warning,
        summary: "exception has expired",
        rationale: """
            From its `expire_time` on, Kibana ignores an exception, and the rule alerts again on what it excluded. \
            `tenet match` compares with the time of each event instead: there the exception applies to older events.
            """,
        examples: [
            Example(
                in: item,
                bad: [
                    "\"2026-03-01T00:00:00.000Z\"", "\"2026-11-27T23:59:59.999Z\"", "\"2025-12-31T00:00:00Z\"",
                ],
                good: [
                    "\"2027-03-01T00:00:00.000Z\"", "\"2026-11-28T00:00:00.000Z\"", "\"2026-11-29T00:00:00.000Z\"",
                ],
                syntax: .ndjson, isWhole: true, today: "2026/11/28"),
            // An exception without an end, and a run without a clock.
            Example(
                good: [
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "user.name", "operator": "included", "type": "match", "value": "deploy"}"#)
                ],
                syntax: .ndjson, isWhole: true, today: "2026/11/28"),
            Example(in: item, good: "\"2026-03-01T00:00:00.000Z\"", syntax: .ndjson, isWhole: true),
        ])

    private static let item =
        ExampleExport.list + """
            {"list_id": "vault-exceptions", "item_id": "deploy", "type": "simple", "name": "Deployment", \
            "description": "The pipeline changes vaults.", "expire_time": «», \
            "entries": [{"field": "user.name", "operator": "included", "type": "match", "value": "deploy"}]}
            """
}

extension ExceptionExpired {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        guard let today = view.context.today else { return }
        for object in view.objects(.exceptionItem) where !findings.isFull {
            guard let time = object.document.root["expire_time"], let day = day(time.string), day < today else {
                continue
            }
            findings.add(
                finding(view, at: time.range, "the exception has expired")
                    .help("remove the exception, or give it a later `expire_time`"))
        }
    }

    /// The day of an ISO 8601 time in the form of rule files; nil for another text.
    private static func day(_ time: String?) -> String? {
        guard let bytes = time.map({ Array($0.utf8.prefix(10)) }), bytes.count == 10,
            bytes.enumerated().allSatisfy({ [4, 7].contains($0) ? $1 == 0x2D : (0x30...0x39).contains($1) })
        else { return nil }
        return String(decoding: bytes.map { $0 == 0x2D ? 0x2F : $0 }, as: UTF8.self)
    }
}
