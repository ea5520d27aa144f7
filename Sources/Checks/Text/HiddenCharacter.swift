import Diagnostics
import Rules
import SourceText

/// Characters that change how a text is read without being seen.
enum HiddenCharacter: RuleCheck {
    static let info = CheckInfo(
        id: "hidden-character", category: .text, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a name, list or query contains invisible characters",
        rationale: """
            Zero-width and direction marks get into rules with text copied from web pages. In a query they make a value \
            that looks right and matches nothing; direction marks can even show a text in another order than a machine \
            reads it.
            """,
        examples: [
            Example(
                bad: """
                    name = "Key«\u{200B}»Vault Changed"
                    """,
                good: """
                    name = "KeyVault Changed"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for case let text? in [view.rule.name, view.rule.id] {
            look(view, text.text, at: { text.sourceRange($0) }, &findings)
        }
        if let query = view.rule.elastic.query {
            look(
                view, query.text, at: { query.sourceRange($0) }, &findings,
                toldElsewhere: LookalikeCharacter.starts(in: query.text))
        }
        // Emoji and some scripts need joiners and marks in running text; those that hide or turn text have no place there.
        for case let text? in [view.rule.description, view.rule.elastic.note, view.rule.elastic.setup] {
            look(view, text.text, at: { text.sourceRange($0) }, &findings, isProse: true)
        }
        for case let list? in [
            view.rule.elastic.index, view.rule.tags, view.rule.author, view.rule.metadata.integration,
        ] {
            for item in list.items {
                // Items have no map to the file: the item is marked.
                look(view, item.value, at: { _ in item.range }, &findings, isMapped: false)
            }
        }
    }

    /// One finding a text: at its first hidden character. `toldElsewhere`: offsets of those that another check tells of.
    private static func look(
        _ view: RuleView, _ text: String, at place: (ByteRange) -> ByteRange, _ findings: inout Findings,
        isMapped: Bool = true, isProse: Bool = false, toldElsewhere: Set<Int> = []
    ) {
        guard !text.isASCII else { return }
        var offset = 0
        for scalar in text.unicodeScalars {
            let count = UTF8.width(scalar)
            defer { offset += count }
            guard !scalar.isASCII, let name = isProse ? proseName(of: scalar) : name(of: scalar),
                !toldElsewhere.contains(offset)
            else { continue }
            let range = place(ByteRange(offset, offset + count))
            var result = finding(view, at: range, "hidden character \(code(scalar))", label: name)
            let isBlank = isBlank(scalar)
            // Only a character that is there as itself: an escape was written on purpose or by a tool.
            if isMapped, range.count == count {
                result = result.fix(
                    Fix(
                        isBlank ? "write a plain space" : "remove the character", .unsafe,
                        Edit(range, isBlank ? " " : "")))
            }
            findings.add(
                result.help(isBlank ? "write a plain space" : "remove it; write the value anew if in doubt"))
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
        case _ where isBlank(scalar): "space that is not a plain one"
        default: nil
        }
    }

    /// In running text only what turns its direction, or carries text that nobody sees.
    private static func proseName(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069: "direction mark"
        case 0xE0000...0xE007F: "tag character"
        case 0x2061...0x2064: "invisible operator"
        case 0xFEFF: "byte order mark"
        default: nil
        }
    }

    /// Blanks that look like the one of the keyboard.
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
