import Documents
import Rules
import SourceText

/// The table at the head of our page: what a reader looks for first.
enum RuleFactTable {
    static func table(_ rule: Rule, version: Int64?) -> String {
        var table = MarkdownTable(["Fact", "Value"])
        func row(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { table.add([name, value]) }
        }
        row("Rule severity", rule.severity.map { MarkdownText.plain($0.text) })
        row("Risk score", rule.riskScore.map { String($0.value) })
        row("Type", rule.entry("type")?.value.string.map(MarkdownText.plain))
        row("Language", rule.elastic.language.map { MarkdownText.plain($0.text) })
        row("Schedule", schedule(rule))
        row("Index patterns", codes(rule.elastic.index))
        row("Data view", rule.elastic.dataViewID.map { MarkdownText.code($0.text) })
        row("Maturity", rule.metadata.maturity.map { MarkdownText.plain($0.text) })
        row(idFact, rule.id.map { MarkdownText.code($0.text) })
        row("Version", version.map { String($0) })
        row("Author", words(rule.author))
        row("License", rule.license.map { MarkdownText.plain($0.text) })
        row("Tags", words(rule.tags))
        row("Created", rule.metadata.creationDate.map { MarkdownText.plain($0.text) })
        row("Updated", rule.metadata.updatedDate.map { MarkdownText.plain($0.text) })
        return table.text
    }

    private static let idFact = "Rule id"

    /// The line of the table that names the rule; nil of a rule without an ID.
    static func idLine(_ rule: Rule) -> String? {
        rule.id.map { "| \(idFact) | \(MarkdownText.code($0.text)) |" }
    }

    private static func words(_ list: RuleList?) -> String? {
        list?.values.map(MarkdownText.plain).joined(separator: ", ")
    }

    private static func codes(_ list: RuleList?) -> String? {
        list?.values.map(MarkdownText.code).joined(separator: ", ")
    }

    /// How often the rule runs and how far it looks back; what the file omits is Kibana's default.
    private static func schedule(_ rule: Rule) -> String {
        let interval = rule.elastic.interval.map { JoinedText.joined($0.text) } ?? "5m"
        let from = rule.elastic.from.map { JoinedText.joined($0.text) } ?? "now-6m"
        let to = rule.elastic.to.map { JoinedText.joined($0.text) } ?? "now"
        var text = "every \(MarkdownText.plain(interval)), over events from \(MarkdownText.plain(from))"
        if to != "now" { text += " to \(MarkdownText.plain(to))" }
        guard to == "now", let period = seconds(of: interval[...]), from.hasPrefix("now-"),
            let window = seconds(of: from.dropFirst(4))
        else { return text }
        if window > period { return text + " (looks back \(duration(window - period)) beyond its interval)" }
        return window < period ? text + " (leaves gaps of \(duration(period - window)))" : text
    }

    /// `25m`; nil for anything else, and where the seconds would not fit.
    private static func seconds(of text: Substring) -> Int? {
        guard let unit = text.utf8.last, let count = Int(text.dropLast()), count >= 0 else { return nil }
        let factor: Int
        switch unit {
        case UInt8(ascii: "s"): factor = 1
        case UInt8(ascii: "m"): factor = 60
        case UInt8(ascii: "h"): factor = 3600
        case UInt8(ascii: "d"): factor = 86_400
        default: return nil
        }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? nil : seconds
    }

    /// In the largest unit that divides it.
    private static func duration(_ seconds: Int) -> String {
        for (factor, unit) in [(86_400, "d"), (3600, "h"), (60, "m")] where seconds.isMultiple(of: factor) {
            return "\(seconds / factor)\(unit)"
        }
        return "\(seconds)s"
    }
}
