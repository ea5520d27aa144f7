import Diagnostics
import Queries
import Rules

extension Check {
    /// Passes on what is wrong with the filters of a rule: the issues of one kind.
    static func forwardFilterIssues(
        _ view: RuleView, _ findings: inout Findings, _ isReported: (Diagnostic.Cause) -> Bool
    ) {
        for filters in view.filters {
            for issue in filters.issues where !findings.isFull && issue.cause.map(isReported) == true {
                findings.add(finding(view, at: issue.range, issue.message).help(issue.help))
            }
        }
    }
}

extension Rule {
    /// The filters of events and of indicators with those inside combined ones.
    var allFilters: [RuleFilter] { (elastic.queryFilters + elastic.threatMatch.queryFilters).flatMap(\.all) }
}
