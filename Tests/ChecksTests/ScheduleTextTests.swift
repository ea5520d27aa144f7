import Testing

@testable import Checks

/// Date math, intervals and days against what Kibana takes.
@Suite struct ScheduleTextTests {
    @Test func readsDateMath() {
        let good: [(String, Int, Bool)] = [
            ("now", 0, false), ("now-9m", -540, false), ("now-1h", -3_600, false), ("now+1d", 86_400, false),
            ("now-1d/d", -86_400, true), ("now-h", -3_600, false), ("now-1d-5m", -86_700, false),
            ("now-2w", -1_209_600, false),
        ]
        for (text, seconds, isRounded) in good {
            let math = ScheduleOffset(text)
            #expect(math?.seconds == seconds, "\(text)")
            #expect(math?.isRounded == isRounded, "\(text)")
        }
        let bad = [
            "", "no", "now-", "now-9", "now-m9", "now-9x", "now 9m", "now-9m ", "9m", "now-99999999999999999999m",
            "now-9000000000000000000y", "now/", "now--9m", "Now-9m",
        ]
        for text in bad { #expect(ScheduleOffset(text) == nil, "\(text)") }
    }

    @Test func readsIntervals() {
        for (text, seconds) in [("5m", 300), ("1s", 1), ("24h", 86_400), ("2d", 172_800)] {
            #expect(RuleInterval(text)?.seconds == seconds, "\(text)")
        }
        for text in [
            "", "m", "5", "0m", "05m", "5w", "5 m", "-5m", "5.5m", "99999999999999999999d", "9000000000000000000d",
        ] {
            #expect(RuleInterval(text) == nil, "\(text)")
        }
        #expect(
            [0, 59, 60, 90, 3_600, 172_800].map { RuleInterval.text(seconds: $0) } == [
                "0s", "59s", "1m", "90s", "1h", "2d",
            ])
    }

    @Test func readsDays() {
        for text in ["2026/01/31", "2024/02/29", "2000/02/29"] { #expect(RuleDate(text)?.text == text) }
        for text in [
            "2026/02/29", "1900/02/29", "2026/13/01", "2026/00/10", "2026/1/1", "26/01/01", "2026-01-01", "2026/01/1é",
        ] {
            #expect(RuleDate(text) == nil, "\(text)")
        }
    }
}
