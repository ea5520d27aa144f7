import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// What is wrong with the fields and values of exceptions, seen from the rules that refer to them.
enum ExceptionIssues {
    /// Looks at an item from a rule; beyond it the rest is not looked at.
    private static let maximumLooks = 50_000

    private struct Seen {
        var issue: Diagnostic
        /// The item that it is in.
        var item: ByteRange
        var count = 0
    }

    /// The issues that every rule has with an item, in the order of the file: a list may serve rules of other indices.
    static func all(of input: KibanaInput, _ rules: [LoadedRule]) -> [Diagnostic] {
        let items = input.exceptions
        var looks: [ByteRange: Int] = [:]
        var seen: [ByteRange: Seen] = [:]
        var fuel = maximumLooks
        for loaded in rules where !loaded.rule.elastic.exceptionLists.isEmpty {
            let own = loaded.rule.elastic.exceptionLists.flatMap { items.items(of: $0) }
            fuel -= own.count
            guard !own.isEmpty, fuel > 0, let fields = loaded.writtenQuery?.fields else { continue }
            for item in own {
                looks[item.range, default: 0] += 1
                for issue in item.issues(fields) {
                    seen[issue.range, default: Seen(issue: issue, item: item.range)].count += 1
                }
            }
        }
        return seen.values.filter { $0.count == looks[$0.item] }.map(\.issue).sorted(by: Diagnostic.precedes)
    }
}

extension Check {
    /// Passes on what is wrong with the exceptions of a file: the issues of one kind.
    static func forwardExceptionIssues(
        _ view: borrowing InputView, _ findings: inout Findings, _ isReported: (Diagnostic.Cause) -> Bool
    ) {
        for issue in view.exceptionIssues where !findings.isFull && issue.cause.map(isReported) == true {
            findings.add(finding(view, at: issue.range, issue.message).help(issue.help))
        }
    }
}
