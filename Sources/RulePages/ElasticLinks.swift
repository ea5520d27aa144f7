import Rules

/// Links into Elastic's own documentation that the published pages have remapped by hand: a table, for nothing in the
/// rules tells the new address (reference: rule-page §3). Every other address stays as it is.
enum ElasticLinks {
    private struct Link {
        var url: String
        var text: String
        var target: String
    }

    private static let guide = "https://www.elastic.co/guide/en"

    /// In `references`.
    private static let references = [
        Link(
            url: "\(guide)/security/current/prebuilt-ml-jobs.html", text: "Prebuilt anomaly detection jobs",
            target: "docs-content://reference/security/prebuilt-anomaly-detection-jobs.md"),
        Link(
            url: "\(guide)/beats/packetbeat/current/configuration-tls.html",
            text: "/beats/docs/reference/ingestion-tools/beats-packetbeat/configuration-tls.md",
            target: "beats://reference/packetbeat/configuration-tls.md"),
        Link(
            url: "\(guide)/beats/filebeat/current/filebeat-module-threatintel.html",
            text: "/beats/docs/reference/ingestion-tools/beats-filebeat/filebeat-module-threatintel.md",
            target: "beats://docs/reference/filebeat/filebeat-module-threatintel.md"),
    ]

    /// In guides, where only the address changes.
    private static let addresses = [
        Link(
            url: "\(guide)/security/master/invest-guide-run-osquery.html", text: "",
            target: "docs-content://solutions/security/investigate/run-osquery-from-investigation-guides.md"),
        Link(
            url: "\(guide)/security/current/invest-guide-run-osquery.html", text: "",
            target: "docs-content://solutions/security/investigate/run-osquery-from-investigation-guides.md"),
        Link(
            url: "\(guide)/beats/filebeat/current/filebeat-module-google_workspace.html", text: "",
            target: "/beats/docs/reference/ingestion-tools/beats-filebeat/filebeat-module-google_workspace.md"),
    ]

    /// An item of the references as a link; the text of an address is the address.
    static func reference(_ url: String) -> String {
        if let link = references.first(where: { $0.url == url }) { return "[\(link.text)](\(link.target))" }
        return "[\(url)](\(url))"
    }

    /// A line of a guide.
    static func inGuide(_ line: String) -> String {
        guard line.contains(guide) else { return line }
        return addresses.reduce(line) { JoinedText.replacing($1.url, in: $0, with: $1.target) }
    }
}
