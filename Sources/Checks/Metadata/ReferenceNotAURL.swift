import Diagnostics
import Rules
import SourceText

/// A reference that no browser opens.
enum ReferenceNotAURL: RuleCheck {
    static let info = CheckInfo(
        id: "reference-not-a-url", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "entry of `references` is not an http or https URL",
        rationale: """
            Kibana shows each reference as a link. With a text that is not a URL the link is broken; put books and remarks \
            in `note`.
            """,
        examples: [
            Example(
                bad: """
                    references = [«"learn.microsoft.com/azure/key-vault"»]
                    """,
                good: """
                    references = ["https://learn.microsoft.com/azure/key-vault"]
                    """),
            Example(
                in: "references = [«»]",
                bad: [
                    "\"Azure Security Cookbook\"", "\"ftp://example.org/vault.txt\"",
                    "\"https://example.org/vault\\t\"", "\"https://example.org/key vault\"", "\"https://\"",
                    "\"https:///vault\"",
                    "\"https://intranet/vault.html\"", "\"https://intranet?page=vault.html\"",
                    "\"https://intranet#vault.html\"",
                    "\"https://<host>.example.org/vault\"", "\"https://example.org>/vault\"",
                    "'https://\"example.org\"/vault'",
                ],
                good: [
                    "\"http://example.org/vault\"", "\"https://example.org?page=vault\"",
                    "\"https://example.org#vault\"",
                    "\"http://localhost:5601/app/security\"", "\"http://[2001:db8::1]:5601/app/security\"",
                ]),
            Example(
                in: "references = [«»]", bad: "\" https://example.org/vault\"", good: "\"https://example.org/vault\""),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let references = view.rule.references else { return }
        for item in references.items {
            // An empty entry is another check's.
            guard !item.value.utf8.allSatisfy(isSpace), let fault = fault(item.value) else { continue }
            var result = finding(view, at: item.range, "reference is not a URL", label: fault)
            if let edit = trimming(item, view.source) {
                result = result.fix(Fix("remove the whitespace", .safe, edit))
            }
            findings.add(result.help("write a full URL that begins with `https://`"))
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// What keeps a text from being a URL; nil: nothing.
    static func fault(_ text: String) -> String? {
        let scheme = ["https://", "http://"].first { ByteSearch.begins(text.utf8, with: $0) }
        if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return "a URL cannot contain whitespace" }
        guard let scheme else { return "`https://` is missing" }
        let host = text.utf8.dropFirst(scheme.utf8.count).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        guard !host.isEmpty else { return "the host name is missing" }
        if host.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }) {
            return "a host name cannot contain `\"`, `<` or `>`"
        }
        let isLocal = ByteSearch.begins(host, with: "localhost")
        return host.contains(UInt8(ascii: ".")) || isLocal || host.first == UInt8(ascii: "[")
            ? nil : "the host name has no dot"
    }

    /// Where nothing but whitespace around it is wrong, and it is written byte for byte on one line.
    private static func trimming(_ item: Spanned<String>, _ source: SourceFile) -> Edit? {
        let start = item.value.utf8.prefix(while: isSpace).count
        let trimmed = item.value.utf8.dropFirst(start).reversed().drop(while: isSpace).reversed()
        let text = String(decoding: Array(trimmed), as: UTF8.self)
        guard fault(text) == nil else { return nil }
        let written = source.text(item.range)
        guard written.utf8.count == item.value.utf8.count + 2, written.utf8.dropFirst().starts(with: item.value.utf8)
        else { return nil }
        return Edit(ByteRange(item.range.start + 1, item.range.end - 1), text)
    }
}
