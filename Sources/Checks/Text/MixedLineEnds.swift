import Diagnostics
import SourceText

/// Line ends of two kinds in one file.
enum MixedLineEnds: RuleCheck {
    static let info = CheckInfo(
        id: "mixed-line-ends", category: .text, severity: .warning,
        summary: "some lines of the file end with CR LF, others with LF alone",
        rationale: """
            Such a file is left over from an edit or a merge on two systems. In a multi-line text the line ends are part \
            of the value, so a query or a guide differs from what is seen, and each later save on one system changes \
            lines that were not edited.
            """,
        examples: [
            Example(
                bad: "[metadata]\nintegration = [\"azure\"]«\r\n»",
                good: "[metadata]\nintegration = [\"azure\"]\n")
        ])

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
        // The rarer kind is the odd one.
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
            .help("save the file with one kind of line end, best with LF"))
    }
}
