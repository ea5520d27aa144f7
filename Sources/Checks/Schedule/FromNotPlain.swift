import Diagnostics
import Rules

/// A `from` of more than one step back.
enum FromNotPlain: RuleCheck {
    static let info = CheckInfo(
        id: "from-not-plain", category: .schedule, severity: .error,
        summary: "`from` is more than `now-`, a number and a unit",
        rationale: """
            Kibana accepts sums, roundings and whole dates. The tests of Elastic's repository, and scripts that compute \
            windows, read one step back from now only.
            """,
        examples: [
            Example(
                bad: """
                    from = «"now-1h-5m"»
                    """,
                good: """
                    from = "now-65m"
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let from = view.rule.elastic.from, !isPlain(from.text) else { return }
        // What Kibana does not take either is another check's.
        guard ScheduleOffset(from.text) != nil || RuleDate(String(from.text.prefix(10)), separator: "-") != nil else {
            return
        }
        var result = finding(view, at: from.range, "`from` is not one step back from now")
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
