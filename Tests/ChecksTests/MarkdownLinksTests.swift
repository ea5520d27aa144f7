import SourceText
import Testing

@testable import Checks

/// Which texts of a note count as targets of links.
@Suite struct MarkdownLinksTests {
    @Test func targetsAreFoundOutsideCodeOnly() {
        let cases: [(text: String, targets: [String])] = [
            ("see [a](https://x.org/a) and ![b](b.png \"title\")", ["https://x.org/a", "b.png"]),
            ("[a](https://x.org/a_(b)) end", ["https://x.org/a_(b)"]),
            ("`[a](b)` and ``c ` [d](e)`` [f](g)", ["g"]),
            ("```\n[a](b)\n```\n[c](d)\n~~~\n[e](f)", ["d"]),
            ("\\[a](b) and x](y) [z](open", []),
            ("[a]()", [""]),
        ]
        for item in cases {
            let bytes = Array(item.text.utf8)
            let found = MarkdownLinks.targets(in: bytes).map {
                String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
            }
            #expect(found == item.targets, "\(item.text.debugDescription)")
        }
    }

    /// A line of open links is read once, not once for each.
    @Test func openLinksCostNothing() {
        let bytes = Array(String(repeating: "[a](", count: 100_000).utf8)
        #expect(MarkdownLinks.targets(in: bytes).isEmpty)
    }
}
