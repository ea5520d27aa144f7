import Diagnostics
import Documents
import Rules
import SourceText

/// A link in a note with an invalid target.
enum BrokenNoteLink: RuleCheck {
    static let info = CheckInfo(
        id: "broken-note-link", category: .text, severity: .warning,
        summary: "link in `note` or `setup` has an invalid target",
        rationale: """
            Kibana renders both texts as Markdown. A link whose target is empty, contains spaces or has no scheme does not \
            work, or leads to a page of Kibana, when an analyst needs it.
            """,
        examples: [
            Example(
                in: link,
                bad: [
                    "htps://learn.microsoft.com/azure/key-vault", "", "<>", "http:/learn.microsoft.com",
                    "HTTPS:learn.microsoft.com",
                    "https://", "https://learn.microsoft.com/key vault", "<http://learn.microsoft.com/key vault>",
                    "https://learn", "ttp://learn.microsoft.com",
                ],
                good: [
                    "https://learn.microsoft.com/azure/key-vault", "http://learn.microsoft.com/azure/key-vault",
                    "<https://learn.microsoft.com/azure/key-vault>", "mailto:soc@example.org",
                    "s3://vault-guides/access",
                    "#triage-and-analysis", "/app/security/alerts", "{{context.alertUrl}}", "$guide",
                ]),
            // Around the link: code, titles, brackets without an end.
            Example(
                in: """
                    note = '''
                    ## Triage and analysis

                    «»
                    '''
                    """,
                bad: [
                    "```\nls\n```\nRead [it](«www.example.org»).", "Press ` and read [it](«www.example.org»).",
                    "Run `ls`, then read [it](«www.example.org»).", "Run ``a ` b``, then read [it](«www.example.org»).",
                    "Read [it](«www.example.org» \"Access\").", "Read [it](«www.example.org/a\"b»).",
                    "Read [it](«\"www.example.org»).", "Read [it](«www.example.org/(a)»).",
                    "Read [this](https://example.org) and [that](«www.example.org»).",
                ],
                good: [
                    "```\nls\n[it](www.example.org)\n```", "~~~\n[it](www.example.org)\n~~~",
                    "Run `[it](www.example.org)`.",
                    "Run `` a ` [it](www.example.org) ``.", "Read [it](https://example.org \"Access to vaults\").",
                    "Read [it](www.example.org", "Read it](www.example.org).", "Read \\[it](www.example.org).",
                    "Read [it]", "Read [it]\nor [that](https://example.org)",
                ]),
            Example(in: link, bad: "learn.microsoft.com/azure/key-vault"),
            Example(in: link, bad: "«»"),
            Example(
                in: """
                    setup = '''
                    Read [how logs are turned on](«»).
                    '''
                    """, bad: "www.example.org/logs", good: "https://www.example.org/logs"),
        ])

    private static let link = """
        note = '''
        ## Triage and analysis

        Read [how access works](«»).
        '''
        """

    static func run(_ view: RuleView, _ findings: inout Findings) {
        if let note = view.note { look(note.text, note.bytes, view, &findings) }
        if let setup = view.rule.elastic.setup { look(setup, Array(setup.text.utf8), view, &findings) }
    }

    private static func look(
        _ text: RuleText, _ bytes: [UInt8], _ view: RuleView, _ findings: inout Findings
    ) {
        for target in MarkdownLinks.targets(in: bytes) where !findings.isFull {
            let written = String(decoding: bytes[target.start..<target.end], as: UTF8.self)
            guard let fault = fault(written) else { continue }
            findings.add(
                finding(view, at: text.sourceRange(target), "the link has an invalid target", label: fault)
                    .help("write a full URL that begins with `https://`"))
        }
    }

    /// What is wrong with a target; nil: nothing that can be reported from the text.
    private static func fault(_ target: String) -> String? {
        let address = target.utf8.first == UInt8(ascii: "<") ? String(target.dropFirst().dropLast()) : target
        if address.isEmpty { return "the target is empty" }
        if ByteSearch.begins(address.utf8, with: "https://") || ByteSearch.begins(address.utf8, with: "http://") {
            return ReferenceNotAURL.fault(address)
        }
        let lower = address.lowercased()
        // Placeholders of Kibana and the build, anchors of the page, and pages of the same server.
        if let first = lower.utf8.first, "#/{$".utf8.contains(first) { return nil }
        let scheme = lower.utf8.prefix { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        if lower.utf8.dropFirst(scheme.count).first == UInt8(ascii: ":") {
            let near = ["http", "https"].contains {
                NearestName.distance(Array(scheme), Array($0.utf8), bound: 1) <= 1
            }
            return near ? "`https://` is misspelled" : nil
        }
        return "`https://` is missing"
    }
}
