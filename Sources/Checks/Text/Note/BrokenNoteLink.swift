import Diagnostics
import Documents
import Rules
import SourceText

/// A link of a note that leads nowhere.
enum BrokenNoteLink: RuleCheck {
    static let info = CheckInfo(
        id: "broken-note-link", category: .text, severity: .warning,
        summary: "a link in `note` or `setup` has a target that no browser opens",
        rationale: """
            Kibana renders both texts as Markdown. An empty target, one with spaces, or one without a scheme gives a link \
            that leads nowhere, or into Kibana itself, when an analyst needs it.
            """,
        examples: [
            Example(
                bad: """
                    note = '''
                    ## Triage and analysis

                    Read [how access works](«htps://learn.microsoft.com/azure/key-vault»).
                    '''
                    """,
                good: """
                    note = '''
                    ## Triage and analysis

                    Read [how access works](https://learn.microsoft.com/azure/key-vault).
                    '''
                    """)
        ])

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
                finding(view, at: text.sourceRange(target), "the link leads nowhere", label: fault)
                    .help("write a whole address that begins with `https://`"))
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
        // What Kibana or the build puts in, places of the page, and pages of the same server.
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
