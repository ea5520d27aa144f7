import Diagnostics
import Rules

/// A `from` that is not a single offset.
enum FromNotPlain: RuleCheck {
    static let info = CheckInfo(
        id: "from-not-plain", category: .schedule, severity: .error,
        summary: "`from` is not `now-` followed by a number and a unit",
        rationale: """
            Kibana accepts sums, rounding and dates. The tests of Elastic's repository, and scripts that compute windows, \
            only read a single offset from `now`.
            """,
        examples: [
            Example(
                bad: """
                    from = «"now-1h-5m"»
                    """,
                good: """
                    from = "now-65m"
                    """),
            Example(
                in: "from = «»",
                bad: [
                    "\"now-1d/d\"", "\"now-10m+1m\"", "\"now-1h/h-5m\"", "\"now-h\"", "\"2026-01-05T00:00:00Z\"",
                    "\"2026-01-05\"",
                ],
                good: [
                    "\"now-600s\"", "\"now-9m\"", "\"now-1h\"", "\"now-1H\"", "\"now-2d\"", "\"now-1w\"", "\"now-1M\"",
                    "\"now-1y\"",
                ]),
            Example(good: "# without from"),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let from = view.rule.elastic.from, !isPlain(from.text) else { return }
        // What Kibana does not accept either is another check's.
        guard ScheduleOffset(from.text) != nil || RuleDate(String(from.text.prefix(10)), separator: "-") != nil else {
            return
        }
        var result = finding(view, at: from.range, "`from` is not a single offset from `now`")
        if let math = ScheduleOffset(from.text), !math.isRounded, (-(1 << 50)...(-1)).contains(math.seconds) {
            result = result.help("write `now-\(RuleInterval.text(seconds: -math.seconds))`")
        } else {
            result = result.help("write `now-`, a number and a unit, such as `now-9m`")
        }
        findings.add(result)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard text.utf8.starts(with: "now-".utf8), let unit = text.utf8.last, "yMwdhHms".utf8.contains(unit) else {
            return false
        }
        let digits = text.utf8.dropFirst(4).dropLast()
        return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
}
