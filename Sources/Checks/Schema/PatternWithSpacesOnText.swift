import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern with spaces on a field that Kibana has split at them: analyzed text, and whatever is not exactly a keyword.
enum PatternWithSpacesOnText: RuleCheck {
    static let info = CheckInfo(
        id: "pattern-with-spaces-on-text", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "pattern with spaces on a text or wildcard field, which is split at the spaces",
        rationale: """
            Only on a field of type `keyword` Kibana runs a pattern as one; on all others through a query that splits \
            it at spaces. `message:*login failed*` finds every event with a word that ends in `login` *or* one that \
            begins with `failed`: on analyzed text quotes search for the words in a row. On a field of type `wildcard` \
            the parts are compared with the whole value, so that a pattern needs a `*` in place of the space.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and message:«*login failed*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and message:"login failed"
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and message:(a or «login* failed»)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and message:(a or "login failed")
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and not message:«*access denied*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not message:denied
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and url.full:«*login failed*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and url.full:*login*failed*
                    '''
                    """),
            Example(good: "query = 'event.dataset:azure.activitylogs and message:login*'"),
        ], explainsOthers: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests where !test.isRange && !findings.isFull {
            guard let name = test.name, case .wildcard(let pattern) = test.value.content,
                pattern.display.utf8.contains(where: isSpace)
            else { continue }
            let types = kql.query.fields.types(of: name)
            guard !types.isEmpty else { continue }
            if types.allSatisfy({ $0.family == .text }) {
                findings.add(onText(view, kql, test.value, pattern, name))
            } else if types.allSatisfy({ $0 == .wildcard }) {
                findings.add(onWildcard(view, kql, test.value, pattern, name))
            }
        }
    }

    private static func onWildcard(
        _ view: RuleView, _ kql: QueryView, _ value: KQLValue, _ pattern: WildcardText, _ name: String
    ) -> Diagnostic {
        let starred = starred(kql.query.text.text, value)
        let result = finding(
            view, at: kql.range(value.range), "this pattern is split at its spaces: `\(name)` is of type `wildcard`",
            label: label(pattern)
        )
        .help("write `\(starred)` for one pattern, which also matches other text between the words")
        return kql.edit(value.range, starred).map {
            result.fix(Fix("write `*` for the spaces", .unsafe, $0))
        } ?? result
    }

    /// The pattern as it is written, with `*` for its spaces.
    private static func starred(_ query: String, _ value: KQLValue) -> String {
        let bytes = Array(query.utf8)[value.range.start..<value.range.end]
        var text: [UInt8] = []
        for byte in bytes {
            let byte = isSpace(byte) ? UInt8(ascii: "*") : byte
            if byte == UInt8(ascii: "*"), text.last == byte { continue }
            text.append(byte)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What the parts of the pattern match.
    private static func label(_ pattern: WildcardText) -> String {
        let words = pattern.display.split { $0 == " " || $0 == "\t" || $0.isNewline }.map { "`\($0)`" }
        return "matches \(words.prefix(4).joined(separator: " or "))"
    }

    private static func onText(
        _ view: RuleView, _ kql: QueryView, _ value: KQLValue, _ pattern: WildcardText, _ name: String
    ) -> Diagnostic {
        var result = finding(
            view, at: kql.range(value.range), "this pattern is split at its spaces: `\(name)` is analyzed text",
            label: label(pattern))
        let phrase = phrase(pattern)
        result = result.help(
            phrase.map { "write `\"\($0)\"` to find the words in a row" }
                ?? "test the words one by one, or as a phrase in quotes")
        if let phrase, let edit = kql.edit(value.range, "\"\(phrase)\"") {
            result = result.fix(Fix("search for the words in a row", .unsafe, edit))
        }
        return result
    }

    /// The words of a pattern with stars at its ends only.
    private static func phrase(_ pattern: WildcardText) -> String? {
        let texts = pattern.parts.compactMap { if case .literal(let text) = $0 { text } else { nil } }
        guard texts.count == 1, texts[0].utf8.allSatisfy({ !"\"\\".utf8.contains($0) }) else { return nil }
        return String(texts[0].drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
