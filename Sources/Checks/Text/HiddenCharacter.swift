import Diagnostics
import Rules
import SourceText

/// Invisible characters that change the meaning of a text.
enum HiddenCharacter: RuleCheck {
    static let info = CheckInfo(
        id: "hidden-character", category: .text, severity: .warning, fix: .sometimes(.unsafe),
        summary: "name, list or query contains invisible characters",
        rationale: """
            Zero-width characters and direction marks get into rules with text copied from web pages. In a query they make \
            a value that looks right and matches nothing; direction marks can even show a text in another order than that \
            in which it is read.
            """,
        examples: [
            Example(
                in: "name = \"Key«»Vault Changed\"",
                bad: [
                    "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{00AD}", "\u{200E}", "\u{202A}", "\u{202E}",
                    "\u{2066}", "\u{2069}", "\u{061C}", "\u{2061}", "\u{2064}", "\u{034F}", "\u{180E}", "\u{115F}",
                    "\u{3164}", "\u{FFA0}", "\u{E0000}", "\u{E007F}", "\u{FEFF}", "\\u200B",
                ], good: ["", "é", "\u{2013}"]),
            Example(
                in: "name = \"Key«»Vault Changed\"", bad: ["\u{00A0}", "\u{2000}", "\u{200A}", "\u{202F}", "\u{205F}"],
                good: " "),
            Example(
                in: "tags = [\"Azure\", «»]", bad: ["\"Cl\u{200B}oud\"", "\"Cl\u{2028}oud\"", "\"Cl\u{2029}oud\""],
                good: "\"Cloud\""),
            Example(
                bad: [
                    "index = [\"logs-azure.activitylogs-*\", «\"logs-azure.\u{200B}auditlogs-*\"»]",
                    "author = [«\"Example\u{00A0}Authors\"»]",
                    "query = 'event.dataset:azure.activitylogs and user.name:admin«\u{200B}»'",
                ]),
            // A space that joins words of the query is reported by `lookalike-character`.
            Example(
                in: "query = 'event.dataset:azure.activitylogs and user.name:\"admin«»\"'", bad: "\u{200B}",
                good: ""),
            // Prose may have joiners, as emoji need them.
            Example(
                in: "description = \"Reports each«» change.\"",
                bad: ["\u{202E}", "\u{2066}", "\u{E0041}", "\u{2062}", "\u{FEFF}"],
                good: ["\u{200D}", "\u{00A0}", "\u{2028}", "\u{200E}"]),
            Example(
                in: "note = '''\n## Triage and analysis\n\nLook at who made«» the change.\n'''", bad: "\u{202E}",
                good: "\u{200D}"),
            Example(in: "setup = '''\nTurn on«» the audit log.\n'''", bad: "\u{202E}", good: "\u{200D}"),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for case let text? in [view.rule.name, view.rule.id] {
            look(view, text.text, at: { text.sourceRange($0) }, &findings)
        }
        if let query = view.rule.elastic.query {
            look(
                view, query.text, at: { query.sourceRange($0) }, &findings,
                reportedElsewhere: LookalikeCharacter.starts(in: query.text))
        }
        // Emoji and some scripts need joiners and marks in prose; characters that hide or reorder text do not belong there.
        for case let text? in [view.rule.description, view.rule.elastic.note, view.rule.elastic.setup] {
            look(view, text.text, at: { text.sourceRange($0) }, &findings, isProse: true)
        }
        for case let list? in [
            view.rule.elastic.index, view.rule.tags, view.rule.author, view.rule.metadata.integration,
        ] {
            for item in list.items {
                // The places of characters inside an item are not known: the whole item is marked.
                look(view, item.value, at: { _ in item.range }, &findings, isMapped: false)
            }
        }
    }

    /// One finding per text, at its first hidden character. `reportedElsewhere`: offsets that another check reports.
    private static func look(
        _ view: RuleView, _ text: String, at place: (ByteRange) -> ByteRange, _ findings: inout Findings,
        isMapped: Bool = true, isProse: Bool = false, reportedElsewhere: Set<Int> = []
    ) {
        guard !text.isASCII else { return }
        var offset = 0
        for scalar in text.unicodeScalars {
            let count = UTF8.width(scalar)
            defer { offset += count }
            guard !scalar.isASCII, let name = isProse ? proseName(of: scalar) : name(of: scalar),
                !reportedElsewhere.contains(offset)
            else { continue }
            let range = place(ByteRange(offset, offset + count))
            var result = finding(view, at: range, "hidden character \(code(scalar))", label: name)
            let isBlank = isBlank(scalar)
            // Only a character that is written literally: an escape was written on purpose or by a tool.
            if isMapped, range.count == count {
                result = result.fix(
                    Fix(
                        isBlank ? "write a plain space" : "remove the character", .unsafe,
                        Edit(range, isBlank ? " " : "")))
            }
            findings.add(
                result.help(isBlank ? "write a plain space" : "remove it; if in doubt, type the value again"))
            return
        }
    }

    private static func name(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x200B: "zero-width space"
        case 0x200C, 0x200D: "zero-width joiner"
        case 0x2060: "word joiner"
        case 0xFEFF: "byte order mark"
        case 0x00AD: "soft hyphen"
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x061C: "direction mark"
        case 0x2061...0x2064: "invisible operator"
        case 0x034F, 0x180E: "invisible joiner or separator"
        case 0x115F, 0x1160, 0x3164, 0xFFA0: "Hangul filler"
        case 0xE0000...0xE007F: "tag character"
        case 0x2028, 0x2029: "line separator"
        case _ where isBlank(scalar): "space other than U+0020"
        default: nil
        }
    }

    /// In prose only characters that change its direction or carry invisible text.
    private static func proseName(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069: "direction mark"
        case 0xE0000...0xE007F: "tag character"
        case 0x2061...0x2064: "invisible operator"
        case 0xFEFF: "byte order mark"
        default: nil
        }
    }

    /// Spaces that look like U+0020.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F: true
        default: false
        }
    }

    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
