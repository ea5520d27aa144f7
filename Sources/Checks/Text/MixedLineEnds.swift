import Diagnostics
import Documents
import SourceText

/// Line endings of two kinds in one file.
enum MixedLineEnds: RuleCheck {
    static let info = CheckInfo(
        id: "mixed-line-ends", category: .text, severity: .warning,
        summary: "some lines of the file end with CR LF, others with LF",
        rationale: """
            Such a file results from an edit or a merge on two systems. In a multi-line text the line endings are part \
            of the value, so a query or a guide differs from what an editor shows, and each later save on one system \
            changes lines that were not edited.
            """,
        examples: [
            Example(
                bad: "[metadata]\nintegration = [\"azure\"]«\r\n»",
                good: "[metadata]\nintegration = [\"azure\"]\n"),
            Example(
                bad: [
                    windows.replacing("integration = [\"azure\"]\r\n", with: "integration = [\"azure\"]«\n»"),
                    "«\n»" + windows,
                    // As many of one kind as of the other.
                    windows.replacing("[metadata]\r\n", with: "[metadata]«\r\n»") + String(repeating: "\n", count: 18),
                ],
                good: [windows], isWhole: true),
            Example(bad: ["«\r\n»" + pair], good: [pair.replacing("\n", with: "\r\n")], syntax: .yaml, isWhole: true),
        ])

    private static let windows = """
        [metadata]
        creation_date = "2026/01/05"
        integration = ["azure"]
        maturity = "production"
        updated_date = "2026/02/10"

        [rule]
        author = ["Example Authors"]
        description = "Reports each change to a key vault."
        from = "now-9m"
        index = ["logs-azure.activitylogs-*"]
        language = "kuery"
        name = "Key Vault Changed"
        query = "event.dataset:azure.activitylogs"
        risk_score = 47
        rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
        severity = "medium"
        type = "query"

        """.replacing("\n", with: "\r\n")

    private static let pair = ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Secret Removed")

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isFirst else { return }
        let bytes = view.source.bytes
        var firsts: [Int?] = [nil, nil]
        var counts = [0, 0]
        for start in view.source.lines.starts.dropFirst() {
            let end = Int(start)
            guard end >= 1, end <= bytes.count, bytes[end - 1] == 0x0A else { continue }
            let kind = end >= 2 && bytes[end - 2] == 0x0D ? 1 : 0
            firsts[kind] = firsts[kind] ?? end - 1 - kind
            counts[kind] += 1
        }
        guard let plain = firsts[0], let windows = firsts[1] else { return }
        // The rarer kind is reported.
        let isWindowsOdd = counts[1] <= counts[0]
        let place = isWindowsOdd ? ByteRange(windows, windows + 2) : ByteRange(plain, plain + 1)
        findings.add(
            finding(
                view, at: place,
                isWindowsOdd
                    ? "a line ends with CR LF, unlike most lines of the file"
                    : "a line ends with LF alone, unlike most lines of the file",
                label: "the first of \(min(counts[0], counts[1]))"
            )
            .help("save the file with one kind of line ending, preferably LF"))
    }
}
