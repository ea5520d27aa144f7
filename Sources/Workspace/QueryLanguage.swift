package import Queries

/// A language of bare queries.
package enum QueryLanguage: String, Sendable, CaseIterable {
    case kql, lucene, eql, dsl

    /// By the name that people type; `kuery` is how rule files call KQL.
    package init?(name: String) {
        guard let language = QueryLanguage(rawValue: name == "kuery" ? "kql" : name) else { return nil }
        self = language
    }
}

extension QueryIssue {
    /// What the issue is called where queries are read and translated outside of checks.
    package var findingID: String {
        switch kind {
        case .syntax: "query-syntax"
        case .limit, .untranslatable(.limit): "limit-exceeded"
        case .untranslatable(.weight): "left-out"
        case .untranslatable: "no-counterpart"
        case .notEvaluable: "not-evaluable"
        case .valueDoesNotFit, .patternOnType: "value-does-not-fit"
        case .unknownField, .nesting, .textField, .fieldType, .comparedFields,
            .unknownFunction, .arguments, .operand, .joinKeys, .unsupported:
            "query-refused"
        }
    }
}
