import SourceText

/// The line of `match --stats` (shared design §4).
package enum MatchStatisticsLine {
    /// One JSON object, without a line end.
    package static func text(_ totals: EventRun.Totals, alerts: Int, rules: Int) -> String {
        let seconds = max(totals.seconds, 1e-9)
        return JSONValue.object([
            .init("events", .integer(Int64(totals.events))),
            .init("bytes", .integer(Int64(totals.bytes))),
            .init("alerts", .integer(Int64(alerts))),
            .init("stage_hits", .integer(Int64(clamping: totals.stageHits))),
            .init("rules", .integer(Int64(rules))),
            .init("candidates", .integer(Int64(clamping: totals.index.candidates))),
            .init("probes", .integer(Int64(clamping: totals.index.probes))),
            .init("scanned_bytes", .integer(Int64(clamping: totals.index.scannedBytes))),
            .init("seconds", .double(totals.seconds)),
            .init("events_per_second", .double((Double(totals.events) / seconds).rounded())),
            .init("bytes_per_second", .double((Double(totals.bytes) / seconds).rounded())),
            .init("parse_seconds", .double(totals.parseSeconds)),
            .init("peak_rss_bytes", .integer(Int64(SystemCalls.peakMemory))),
        ]).text
    }
}
