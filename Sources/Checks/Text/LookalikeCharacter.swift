import Diagnostics
import Documents
import Rules
import SourceText

/// A character that looks like an operator of the query language and is another one.
enum LookalikeCharacter: RuleCheck {
    static let info = CheckInfo(
        id: "lookalike-character", category: .text, severity: .warning, fix: .sometimes(.unsafe),
        summary: "quote, colon or space of the query is another character that looks like one",
        rationale: """
            Word processors and chat programs replace `"` with `“` and `”`, and insert spaces that query languages do not \
            treat as spaces. Such a quote is part of the value, so the condition matches nothing, and such a space joins \
            two words into one. Only characters outside quoted values are checked.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«»
                    '''
                    """,
                bad: ["«“»success”", "«\u{2003}»success", "«\u{3000}»success", "key«＝»vault"],
                good: ["\"success\"", "\"a “vault”\"", "\"a \\\" “vault”\"", "clé"]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and«»event.action:"success"
                    '''
                    """, bad: "\u{A0}", good: " "),
            Example(
                in: "query = 'event.dataset:azure.activitylogs and event.action«»vault'", bad: "：", good: ":"),
            Example(in: "query = 'event.action:«»'", bad: "«„»success“", good: ["success", "\\“success"], on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.rule.elastic.query, !query.text.isASCII else { return }
        let places = lookalikes(query.text)
        guard let first = places.first else { return }
        var result = finding(
            view, at: query.sourceRange(first.range), "`\(first.scalar)` is not \(first.kind.words)",
            label: first.kind.name)
        for place in places.dropFirst().prefix(mostLabels) {
            result = result.label(view.location(query.sourceRange(place.range)), place.kind.name)
        }
        let edits = places.compactMap { place -> Edit? in
            let range = query.sourceRange(place.range)
            guard range.count == place.range.count else { return nil }
            return ScalarEdits.replace(place.range.start..<place.range.end, of: query.scalar, with: place.kind.plain)
        }
        if edits.count == places.count { result = result.fix(Fix("write the plain characters", .unsafe, edits)) }
        findings.add(result.help("write \(first.kind.words); inside quotes the character is allowed"))
    }

    /// The offsets of all characters that this check reports.
    static func starts(in text: String) -> Set<Int> {
        text.isASCII ? [] : Set(lookalikes(text).map(\.range.start))
    }

    private static let mostLabels = 8

    private struct Place {
        var scalar: Unicode.Scalar
        var kind: Kind
        var range: ByteRange
    }

    private enum Kind {
        case quote, colon, equals, blank

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x201C, 0x201D, 0x201E, 0x201F, 0x00AB, 0x00BB, 0xFF02, 0x2033, 0x301D, 0x301E: self = .quote
            case 0xFF1A, 0xFE55, 0x2236, 0xA789: self = .colon
            case 0xFF1D, 0xFE66: self = .equals
            case 0x00A0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: self = .blank
            default: return nil
            }
        }

        var plain: String {
            switch self {
            case .quote: "\""
            case .colon: ":"
            case .equals: "="
            case .blank: " "
            }
        }

        var words: String { self == .blank ? "a plain space" : "`\(plain)`" }

        var name: String {
            switch self {
            case .quote: "typographic quote"
            case .colon: "colon other than `:`"
            case .equals: "equals symbol other than `=`"
            case .blank: "space other than U+0020"
            }
        }
    }

    /// The characters outside `"…"` that no backslash escapes.
    private static func lookalikes(_ text: String) -> [Place] {
        var places: [Place] = []
        var isQuoted = false
        var isEscaped = false
        var offset = 0
        for scalar in text.unicodeScalars {
            let count = UTF8.width(scalar)
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, !scalar.isASCII, let kind = Kind(scalar) {
                places.append(Place(scalar: scalar, kind: kind, range: ByteRange(offset, offset + count)))
            }
            offset += count
        }
        return places
    }
}
