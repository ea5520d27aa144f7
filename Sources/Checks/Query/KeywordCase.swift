import Diagnostics
import Queries
import Rules
import SourceText

/// `AND`, `OR` and `NOT` in capitals.
enum KeywordCase: RuleCheck {
    static let info = CheckInfo(
        id: "keyword-case", category: .query, severity: .info, fix: .always(.safe),
        summary: "`and`, `or` or `not` in capitals",
        rationale: """
            KQL accepts its keywords in any case, but the tools around Elastic's rules require lower case, and one form makes \
            queries easier to compare.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.outcome:failure «AND» event.action:vault", "«NOT» event.outcome:success",
                    "event.outcome:(failure «Or» unknown)",
                ],
                good: [
                    "event.outcome:failure and event.action:vault", "event.action:\"read AND write\"",
                    "event.action:(NOT* or AND*) and not user.name:ORACLE",
                ]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "event.outcome:(failure «OR» unknown) AND NOT event.action:vault",
                good: "event.outcome:(failure or unknown) and not event.action:vault"),
        ],
        severities: [.elastic: .error, .strict: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        let words = keywords(kql)
        guard let first = words.first else { return }
        let edits = words.compactMap { kql.edit($0, kql.text($0).lowercased()) }
        let rest = words.count > 1 ? ", as are \(words.count - 1) more" : ""
        findings.add(
            finding(view, at: kql.range(first), "`\(kql.text(first))` is written in capitals\(rest)")
                .help("write it in lower case")
                .fix(edits.count == words.count ? Fix("write the words in lower case", .safe, edits) : nil))
    }

    /// The words between the names and values of the query that are not in lower case.
    private static func keywords(_ kql: QueryView) -> [ByteRange] {
        let bytes = kql.bytes
        var isContent = [Bool](repeating: false, count: bytes.count)
        func mark(_ range: ByteRange) {
            for index in range.start..<max(range.start, min(range.end, bytes.count)) { isContent[index] = true }
        }
        for test in kql.tests {
            if let field = test.field { mark(field.range) }
            mark(test.value.range)
        }
        if let root = kql.query.tree.kql?.root { for path in nestedPaths(root) { mark(path) } }
        let words = bytes.indices.split { isContent[$0] || !(0x61...0x7A).contains(bytes[$0] | 0x20) }
        return words.map { ByteRange($0.lowerBound, $0.upperBound) }.filter { range in
            let word = kql.text(range)
            return word != word.lowercased() && ["and", "or", "not"].contains(word.lowercased())
        }
    }

    private static func nestedPaths(_ node: KQLNode) -> [ByteRange] {
        switch node {
        case .or(let parts, _), .and(let parts, _): parts.flatMap(nestedPaths)
        case .not(let part, _): nestedPaths(part)
        case .nested(let path, let part, _): [path.range] + nestedPaths(part)
        case .is, .range: []
        }
    }
}
